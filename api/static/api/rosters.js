"use strict";
// The page where a roster is handed in. It speaks REST as any program does; the file stays in the browser.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const at = (id) => document.getElementById(id);
  const api = at("rosters").dataset.api;
  const form = at("roster-form");
  const PAGE = 100; // rows of a table before one asks for more
  let report = null;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  };
  const said = (sentence, text) => sentence.replace("%s", text);

  // ---- choosing a file
  const chosen = () => form.elements.file.files[0];
  form.elements.file.addEventListener("change", () => {
    if (chosen()) at("chosen").textContent = chosen().name;
    at("outcome").hidden = true;
    at("problem").hidden = true;
    report = null;
  });
  const drop = at("drop");
  for (const kind of ["dragover", "dragleave", "drop"])
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        form.elements.file.files = event.dataTransfer.files;
        form.elements.file.dispatchEvent(new Event("change"));
      }
    });

  // ---- what has been decided and put right so far
  const answers = () => {
    if (!report) return null;
    const questions = report.answers.questions.map((one, index) => {
      const field = document.querySelector(`[data-question="${index}"]`);
      return { ...one, answer: field ? field.value || null : one.answer };
    });
    const fresh = report.answers.corrections.map((one, index) => {
      const field = document.querySelector(`[data-correction="${index}"]`);
      return { ...one, right: field && field.value !== "" ? field.value : null };
    });
    const cells = new Map();
    for (const one of [...(report.kept || []), ...fresh]) if (one.right !== null) {
      // What was corrected and is still wrong is corrected anew: the file holds what it held at first.
      const key = JSON.stringify([one.sheet, one.row, one.column]);
      const before = cells.get(key);
      cells.set(key, before ? { ...one, found: before.found } : one);
    }
    return { questions, corrections: [...cells.values()] };
  };

  // ---- over the wire
  const send = async (more) => {
    const body = new FormData(form);
    for (const [key, value] of [...body.entries()]) if (value === "") body.delete(key);
    const given = answers();
    if (given) body.set("answers", JSON.stringify(given));
    for (const [key, value] of Object.entries(more)) body.set(key, value);
    let response;
    try {
      await chosen().slice(0, 1).arrayBuffer();
      response = await fetch(`${api}rosters/`, {
        method: "POST",
        body,
        headers: { Accept: "application/x-ndjson", "Accept-Language": words.language },
      });
    } catch (error) {
      throw new Error(error.name === "NotReadableError" ? words.lost : words.failed);
    }
    let last = null;
    let rest = "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? "" : value;
      const lines = rest.split("\n");
      rest = done ? "" : lines.pop();
      for (const line of lines) if (line.trim()) last = heard(JSON.parse(line)) || last;
      if (done) break;
    }
    const answer = last && last.report ? last.report : last;
    if (!answer || answer.error) throw new Error(words.failed);
    if (answer.errors) throw new Error(answer.errors.map((one) => one.message).join(" "));
    answer.kept = given ? given.corrections : [];
    return answer;
  };
  const heard = (line) => {
    if (!line.progress) return Object.keys(line).length ? line : null;
    const { step, done, total } = line.progress;
    const bar = document.querySelector("#busy progress");
    if (total) [bar.max, bar.value] = [total, done];
    else bar.removeAttribute("value");
    if (step) at("step").textContent = step;
    return null;
  };
  const work = async (what, task) => {
    const buttons = document.querySelectorAll("#rosters button");
    buttons.forEach((button) => (button.disabled = true));
    at("busy").hidden = false;
    at("problem").hidden = true;
    at("step").textContent = what;
    document.querySelector("#busy progress").removeAttribute("value");
    try {
      await task();
    } catch (error) {
      at("problem").textContent = error.message;
      at("problem").hidden = false;
    } finally {
      at("busy").hidden = true;
      buttons.forEach((button) => (button.disabled = false));
      if (report) ready();
    }
  };

  // ---- showing the difference
  const where = (row) => (row.row ? `${row.sheet} ${row.row}` : "");
  const place = (row) => `${row.building || ""} ${row.units.join("、")}`;
  const shownValue = (field, value) => (field === "unit_state" ? words.states[value] || value : value);
  const changes = (row) => {
    const list = element("div");
    for (const one of row.changes)
      list.append(element("div", {}, `${words.fields[one.field] || one.field}: `,
        element("del", {}, shownValue(one.field, one.before) || "—"), " → ",
        element("ins", {}, shownValue(one.field, one.after) || "—")));
    return list;
  };
  const table = (title, kind, columns, rows, line) => {
    if (!rows.length) return [];
    const body = element("tbody");
    const more = element("button", { type: "button" });
    let shown = 0;
    const show = (count) => {
      for (const row of rows.slice(shown, shown + count)) body.append(line(row));
      shown = Math.min(rows.length, shown + count);
      more.hidden = shown >= rows.length;
      more.textContent = said(words.more, rows.length - shown);
    };
    more.addEventListener("click", () => show(PAGE * 5));
    show(PAGE);
    const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, words.columns[name])));
    return [
      element("h3", { class: kind }, title, element("small", {}, String(rows.length))),
      element("div", { class: "wide" }, element("table", {}, element("thead", {}, head), body)),
      more,
    ];
  };
  const cells = (...parts) => element("tr", {}, ...parts.map(([content, kind]) =>
    element("td", kind ? { class: kind } : {}, content === null || content === undefined ? "" : content)));

  const refusedLine = ([row, problem, index]) => {
    const field = index === null ? "" : element("input", {
      type: "text", "data-correction": String(index), "aria-label": `${where(row)} ${problem.column}: ${words.right}`, placeholder: words.right,
    });
    return cells([where(row), "where"], [problem.column], [problem.found || "—", "found"], [problem.message], [field]);
  };
  const askedLine = ([row, problem, index]) => {
    const field = element("select", { "data-question": String(index), "aria-label": `${where(row)}: ${problem.message}` },
      element("option", { value: "" }, words.choose),
      ...problem.choices.map((choice) => element("option", { value: choice, ...(problem.answer === choice ? { selected: "" } : {}) }, words.choices[choice] || choice)));
    return cells([where(row), "where"], [row.name, "found"], [problem.message], [field]);
  };

  const problemsOf = (level) => {
    const found = [];
    for (const row of report.rows)
      for (const problem of row.problems) if (problem.level === level) found.push([row, problem]);
    return found;
  };
  const indexed = (pairs, entries, same) => {
    const used = new Set();
    return pairs.map(([row, problem]) => {
      const index = entries.findIndex((one, at) => !used.has(at) && one.row === row.row && one.sheet === row.sheet && same(one, problem));
      if (index >= 0) used.add(index);
      return [row, problem, index >= 0 ? index : null];
    });
  };
  const draw = () => {
    const sameProblem = (one, problem) => one.code === problem.code && one.found === problem.found;
    const refused = indexed(problemsOf("refused"), report.answers.corrections, (one, problem) => sameProblem(one, problem) && one.column === problem.column);
    const asked = indexed(problemsOf("asked"), report.answers.questions, sameProblem);
    const of = (...verdicts) => report.rows.filter((row) => verdicts.includes(row.verdict));
    const chips = element("ul", { class: "chips" }, ...Object.entries(report.summary).filter(([, count]) => count)
      .map(([verdict, count]) => element("li", { class: verdict }, `${words.verdicts[verdict]} `, element("b", {}, String(count)))));
    const notes = [["scope", report.scope], ["dropped", report.dropped_columns], ["unread", report.unread_columns], ["skipped", report.skipped_sheets], ["formats", report.new_formats]]
      .filter(([, list]) => list && list.length).map(([key, list]) => element("p", { class: "notes" }, said(words[key], list.join("、"))));
    if (report.unlisted) notes.push(element("p", { class: "notes asked" }, said(words.unlisted, report.unlisted)));
    const plain = (row) => cells([where(row), "where"], [row.name], [place(row)], [[row.from, row.contract_to].some(Boolean) ? `${row.from || ""} – ${row.contract_to || ""}` : ""], [row.area]);
    const titles = words.titles;
    at("difference").replaceChildren(chips, ...notes,
      ...table(titles.refused, "refused", ["where", "column", "found", "message", "right"], refused, refusedLine),
      ...table(titles.asked, "asked", ["where", "name", "message", "answer"], asked, askedLine),
      ...table(titles.noted, "", ["where", "column", "found", "message"], problemsOf("noted"), ([row, problem]) => cells([where(row), "where"], [problem.column], [problem.found || "—", "found"], [problem.message])),
      ...table(titles.changed, "", ["where", "name", "place", "change"], of("changed", "moved", "gone").concat(of("unit").filter((row) => row.changes.length)),
        (row) => cells([where(row) || words.verdicts[row.verdict], "where"], [row.name || words.states[row.unit_state]], [place(row)], [changes(row)])),
      ...table(titles.new, "", ["where", "name", "place", "term", "area"], of("new"), plain),
      ...["unit", "unchanged", "ignored"].flatMap((verdict) => {
        const inside = table(titles[verdict], "", ["where", "name", "place"], of(verdict), (row) => cells([where(row), "where"], [row.name || words.states[row.unit_state]], [place(row)]));
        return inside.length ? [element("details", {}, element("summary", {}, `${titles[verdict]} `, String(of(verdict).length)), ...inside.slice(1))] : [];
      }));
    const bad = refused.length + asked.filter(([, problem]) => !problem.answer).length;
    const changing = report.rows.some((row) => row.verdict === "new" || row.changes.length);
    const verdict = at("verdict");
    verdict.className = report.applied ? "good" : bad ? "bad" : "";
    verdict.textContent = report.applied ? `${words.applied} ` : bad ? words.bad : changing ? words.checked : words.nothing;
    if (report.applied && report.left_out) verdict.append(element("a", {
      download: report.left_out.name,
      href: `data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,${report.left_out.content}`,
    }, words.left_out), " ");
    if (report.applied) verdict.append(element("button", { type: "button", "data-undo": report.batch }, words.undo));
    at("steps").hidden = report.applied;
    at("skip-label").hidden = !bad;
    at("apply").hidden = !changing;
    at("outcome").hidden = false;
    ready();
  };
  // Applying waits for whoever has something to decide, unless she leaves those rows out.
  const ready = () => {
    const open = [...document.querySelectorAll("[data-question]")].some((field) => !field.value);
    const wrong = [...document.querySelectorAll("[data-correction]")].some((field) => !field.value);
    at("apply").disabled = (open || wrong) && !at("skip").checked;
    const given = answers();
    at("answers").href = given ? `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(given, null, 1))}` : "#";
  };

  const check = () => work(words.checking, async () => {
    report = await send({ dry_run: "true" });
    draw();
  });
  const apply = () => work(words.applying, async () => {
    report = await send({ dry_run: "false", ...(at("skip").checked ? { skip_bad: "true" } : {}) });
    draw();
    at("outcome").scrollIntoView({ behavior: "smooth", block: "start" });
  });
  const undo = (batch) => work(words.undo, async () => {
    const response = await fetch(`${api}rosters/${batch}/`, { method: "DELETE", headers: { "Accept-Language": words.language } });
    const answer = await response.json();
    if (answer.errors) throw new Error(answer.errors.map((one) => one.message).join(" "));
    document.querySelectorAll(`[data-undo="${batch}"]`).forEach((button) => (button.closest("li") || button).remove());
    if (report && report.batch === batch) {
      at("verdict").textContent = words.undone;
      report = null;
    }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    report = null;
    at("skip").checked = false;
    check();
  });
  at("again").addEventListener("click", check);
  at("apply").addEventListener("click", apply);
  at("difference").addEventListener("input", ready);
  at("skip").addEventListener("change", ready);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-undo]");
    if (button && window.confirm(words.sure)) undo(button.dataset.undo);
  });
})();
