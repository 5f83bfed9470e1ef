// Draws what was answered. Data become text nodes, never markup.
"use strict";

const Drawing = (() => {
  const words = Told.words;
  // Of a long description so many characters are shown on either side of what matched.
  const AROUND = 24;

  function element(name, given = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given)) {
      if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }

  function marked(fragments, shorten = false) {
    return fragments.map(({ text, hit }, at) => {
      if (hit) return element("mark", {}, text);
      if (!shorten || text.length <= 2 * AROUND) return text;
      const characters = [...text];
      const before = at > 0 ? characters.slice(0, AROUND).join("") : "";
      const after = at < fragments.length - 1 ? characters.slice(-AROUND).join("") : "";
      return `${before}…${after}`;
    });
  }

  const whole = (fragments) => fragments.map((piece) => piece.text).join("");

  // The text with its marks, where one of the reasons is about just this text.
  function told(text, because) {
    const reason = because.find((one) => whole(one.fragments) === text);
    return reason ? marked(reason.fragments) : [text];
  }

  function why(because, shown) {
    const items = because.map(({ field, kind, fragments }) => {
      const way = words.ways[kind];
      const label = words.fields[field] + (way ? ` · ${way}` : "");
      const text = shown.has(whole(fragments)) ? [] : [" ", ...marked(fragments, true)];
      return element("li", { class: kind === "TYPO" ? "nearly" : null }, element("b", {}, label), ...text);
    });
    return element("ul", { class: "why" }, ...items);
  }

  const filled = (parts) => parts.filter(Boolean);

  function enterprise({ node, because }) {
    const shown = new Set(filled([node.name, node.shopSign]));
    const sign = node.shopSign && node.shopSign !== node.name ? node.shopSign : "";
    const place = filled([node.building?.name, node.unit?.label]).join(" ");
    const about = filled([place, node.format?.name, node.industry?.name]).join(" · ");
    return element("li", {},
      element("h3", {}, link(node.id, told(node.name, because))),
      sign ? element("p", { class: "sign" }, ...told(sign, because)) : null,
      about ? element("p", { class: "about" }, about) : null,
      tags(node.tags, because),
      why(because, shown));
  }

  function listing({ node, because }) {
    const about = filled([node.owner.label, node.availableUntil && `→ ${node.availableUntil}`]).join(" · ");
    return element("li", {},
      element("h3", {},
        element("span", { class: "kind" }, words.kinds[node.kind]), " ", link(node.id, told(node.title, because))),
      element("p", { class: "about" }, about),
      tags(node.tags, because),
      why(because, new Set([node.title])));
  }

  function link(id, children) {
    return element("a", { href: document.body.dataset.things + encodeURIComponent(id) }, ...children);
  }

  function tags(some, because) {
    if (!some.length) return null;
    return element("p", { class: "tags" }, ...some.map((tag) => element("span", {}, ...told(tag.label, because))));
  }

  return { element, marked, enterprise, listing, whole };
})();
