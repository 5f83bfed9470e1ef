// Proposes while somebody types: a combobox with groups. What a choice does: an enterprise or a listing is
// opened, a building or a word is searched for.
"use strict";

const Proposing = (() => {
  const QUERY = `query Suggest($text: String!) { suggest(text: $text, first: 5) {
    group text fragments { text hit } because { field kind fragments { text hit } } node { id } } }`;
  const { element, marked, whole } = Drawing;
  const box = document.getElementById("box");
  const list = document.getElementById("proposals");
  const said = document.getElementById("proposed");
  let chosen = -1;
  let search = () => {};

  const options = () => [...list.querySelectorAll("[role=option]")];

  async function propose() {
    const text = box.value.trim();
    if (!text) return close();
    let answer;
    try {
      answer = await Asking.ask("suggest", QUERY, { text });
    } catch {
      return close(); // the search itself will say what is wrong
    }
    if (answer) draw(answer.data?.suggest ?? []);
  }

  function draw(suggestions) {
    choose(-1);
    list.replaceChildren();
    for (const group of Object.keys(Told.words.groups)) {
      const some = suggestions.filter((one) => one.group === group);
      if (!some.length) continue;
      const title = element("h2", { id: `group-${group}` }, Told.words.groups[group]);
      list.append(element("div", { role: "group", "aria-labelledby": title.id }, title, ...some.map(option)));
    }
    show(suggestions.length > 0);
    said.textContent = suggestions.length ? Told.words.proposed.replace("{count}", suggestions.length) : "";
  }

  function option(one, at) {
    const other = whole(one.because.fragments) === one.text
      ? null
      : element("small", {}, `${Told.words.fields[one.because.field]} `, ...marked(one.because.fragments));
    const made = element("div", { role: "option", id: `option-${one.group}-${at}`, "aria-selected": "false" },
      element("span", {}, ...marked(one.fragments)), other);
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    made.addEventListener("click", () => {
      if (one.group === "NAME" || one.group === "LISTING") {
        location.href = document.body.dataset.things + encodeURIComponent(one.node.id);
      } else {
        box.value = one.text;
        search();
      }
    });
    return made;
  }

  function choose(at) {
    options().forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    chosen = at;
    const one = options()[at];
    if (one) {
      box.setAttribute("aria-activedescendant", one.id);
      one.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
  }

  function close() {
    Asking.drop("suggest");
    choose(-1);
    show(false);
    said.textContent = "";
  }

  function pressed(event) {
    if (event.isComposing) return; // the input method has the keys
    const count = list.hidden ? 0 : options().length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      // One more place than options: the text itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0 && count) {
      event.preventDefault();
      options()[chosen].click();
    }
  }

  function start(onSearch) {
    search = onSearch;
    box.addEventListener("input", propose);
    box.addEventListener("keydown", pressed);
    box.addEventListener("blur", close);
  }

  return { start, close };
})();
