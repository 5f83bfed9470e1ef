// Asks the district's GraphQL. Of each kind of question only the newest counts: an older one is given up, and
// its answer, should it come after all, is dropped. A stale answer is worse than none.
"use strict";

const Told = JSON.parse(document.getElementById("told").textContent);

const Asking = (() => {
  const newest = new Map();

  // The answer; null for a question that another of its kind has overtaken; throws where none came.
  async function ask(kind, query, variables) {
    drop(kind);
    const mine = new AbortController();
    newest.set(kind, mine);
    try {
      const response = await fetch(document.body.dataset.graphql, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ query, variables }),
        credentials: "same-origin",
        signal: mine.signal,
      });
      const answer = await response.json();
      return newest.get(kind) === mine ? answer : null;
    } catch (error) {
      if (newest.get(kind) !== mine) return null;
      throw error;
    }
  }

  function drop(kind) {
    newest.get(kind)?.abort();
    newest.delete(kind);
  }

  return { ask, drop };
})();
