// The page itself: what its address says is searched for, and what is searched for its address says.
"use strict";

(() => {
  const words = Told.words;
  const { element } = Drawing;
  const $ = (id) => document.getElementById(id);
  const [box, state, found, more, hint] = ["box", "state", "found", "more", "hint"].map($);
  const WHY = "because { field kind fragments { text hit } }";
  const LISTS = {
    enterprises: {
      field: "searchEnterprises", filter: "EnterpriseFilter", draw: Drawing.enterprise,
      node: `id name shopSign unit { label } building { name } format { name } industry { name } tags { label }`,
    },
    listings: {
      field: "searchListings", filter: "ListingFilter", draw: Drawing.listing,
      node: `id kind title availableUntil owner { label } tags { label }`,
    },
  };
  // Facet → the filter that takes its values.
  const FILTERS = {
    BUILDING: "buildings", FLOOR: "floors", BRANCH: "branches", INDUSTRY: "industries", FORMAT: "formats",
    TAG: "tags", SECTOR: "sectors", KIND: "kinds", HAS_OPEN: "hasOpen", MEMBER: "member", CATEGORY: "categories", STATE: "states",
  };
  let asked = null;
  let cursor = null;

  function wanted() {
    const given = new URLSearchParams(location.search);
    const list = given.get("in") === "listings" ? "listings" : "enterprises";
    const chosen = {};
    for (const name of Told.facets[list] ?? []) {
      if (given.has(name)) chosen[name] = given.getAll(name);
    }
    return { text: (given.get("q") ?? "").trim(), list, chosen };
  }

  function address({ text, list, chosen }) {
    const said = new URLSearchParams();
    if (text) said.set("q", text);
    if (list !== "enterprises") said.set("in", list);
    for (const [name, values] of Object.entries(chosen)) values.forEach((value) => said.append(name, value));
    return `?${said}`;
  }

  function go(to) {
    const there = address(to);
    if (there !== (location.search || "?")) history.pushState(null, "", there);
    find();
  }

  function filterOf(chosen) {
    const filter = {};
    for (const [name, values] of Object.entries(chosen)) {
      // Both of yes and no is no wish.
      if (name === "MEMBER") { if (values.length === 1) filter.member = values[0] === "true"; }
      else filter[FILTERS[name]] = values;
    }
    return filter;
  }

  function question({ list }, withFacets) {
    const { field, filter, node } = LISTS[list];
    const facets = withFacets && Told.facets[list];
    return `query Search($text: String!, $after: String, $filter: ${filter}) {
      found: ${field}(text: $text, first: 20, after: $after, filter: $filter) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { ${node} } ${WHY} }
        ${facets ? "facets { field buckets { value label count } }" : ""} } }`;
  }

  async function find(after = null) {
    const now = after ? asked : wanted();
    asked = now;
    if (!after) prepare(now);
    if (!now.text) return Asking.drop("search");
    const variables = { text: now.text, after, filter: filterOf(now.chosen) };
    state.className = "";
    state.textContent = words.searching;
    let answer;
    try {
      answer = await Asking.ask("search", question(now, !after), variables);
    } catch {
      return failed(words.lost);
    }
    if (!answer) return;
    if (!answer.data?.found) return failed(answer.errors?.[0]?.message ?? words.lost);
    draw(now, answer.data.found, after);
  }

  function prepare(now) {
    box.value = now.text;
    document.title = now.text ? `${now.text} · ${document.title.split(" · ").pop()}` : document.title;
    for (const tab of document.querySelectorAll("[data-list]")) {
      const here = tab.dataset.list === now.list;
      tab.href = address({ text: now.text, list: tab.dataset.list, chosen: {} });
      if (here) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    hint.hidden = Boolean(now.text);
    more.hidden = true;
    state.textContent = "";
    if (!now.text) {
      found.replaceChildren();
      $("facets").hidden = true;
    }
  }

  function failed(message) {
    found.replaceChildren();
    more.hidden = true;
    $("facets").hidden = true;
    const again = element("button", { type: "button" }, words.again);
    again.addEventListener("click", () => find());
    state.className = "failed";
    state.replaceChildren(`${message} `, again);
  }

  function draw(now, page, after) {
    if (!after) found.replaceChildren();
    found.append(...page.edges.map(LISTS[now.list].draw));
    const none = !found.children.length;
    state.replaceChildren(
      none ? element("strong", {}, words.nothing.replace("{text}", () => now.text))
        : words.found.replace("{count}", page.totalCount),
      none ? element("span", {}, words.elsewhere) : "");
    cursor = page.pageInfo.endCursor;
    more.hidden = !page.pageInfo.hasNextPage;
    if (!after) facets(now, page.facets ?? []);
  }

  function facets(now, some) {
    const groups = some.filter((facet) => narrows(facet, now)).map(({ field, buckets }) => {
      const chosen = now.chosen[field] ?? [];
      const rows = buckets.slice(0, 12).map(({ value, label, count }) => {
        const input = element("input", { type: "checkbox", value });
        input.checked = chosen.includes(value);
        input.addEventListener("change", () => {
          const values = input.checked ? [...chosen, value] : chosen.filter((one) => one !== value);
          const others = { ...now.chosen, [field]: values };
          if (!values.length) delete others[field];
          go({ ...now, chosen: others });
        });
        return element("label", {}, input, element("span", {}, label), element("small", {}, String(count)));
      });
      return element("fieldset", {}, element("legend", {}, words.facets[field] ?? field), ...rows);
    });
    $("choices").replaceChildren(...groups);
    $("facets").hidden = !groups.length;
  }

  // Whether a choice would change anything. Floors of several towers together say nothing.
  function narrows({ field, buckets }, { chosen }) {
    if (!FILTERS[field] || (field === "FLOOR" && chosen.BUILDING?.length !== 1)) return false;
    return buckets.length > 1 || Boolean(chosen[field]);
  }

  function submit() {
    Proposing.close();
    const now = wanted();
    const text = box.value.trim();
    go({ text, list: now.list, chosen: text === now.text ? now.chosen : {} });
  }

  $("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  for (const tab of document.querySelectorAll("[data-list]")) {
    tab.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go({ text: box.value.trim(), list: tab.dataset.list, chosen: {} });
    });
  }
  more.textContent = words.more;
  more.addEventListener("click", () => find(cursor));
  addEventListener("popstate", () => {
    Proposing.close();
    find();
  });
  $("facets").open = matchMedia("(min-width: 48rem)").matches;
  Proposing.start(submit);
  find();
})();
