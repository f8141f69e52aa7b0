// Filter and search. Nothing here is needed to read the report, and no text becomes markup.
"use strict";
(() => {
  const one = (id) => document.getElementById(id);
  const form = one("filter");
  const claims = [...document.querySelectorAll("article.claim")];
  const boxes = [...form.querySelectorAll("input[name=status]")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map();

  const wordsOf = (claim) => {
    if (!words.has(claim)) words.set(claim, fold(claim.textContent));
    return words.get(claim);
  };

  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const asked = fold(one("search").value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const claim of claims) {
      const fits =
        wanted.has(claim.dataset.status) &&
        (!one("look").checked || claim.dataset.look === "yes") &&
        asked.every((word) => wordsOf(claim).includes(word));
      claim.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    one("shown").textContent = `${shown} of ${claims.length} claims shown`;
    one("none").hidden = shown > 0;
  };

  // A link to a claim that the filter hides, or into a closed part, shows what it leads to.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && one(id);
    if (!target) return;
    const claim = target.closest("article.claim");
    if (claim && claim.hidden) {
      form.reset();
      filter();
    }
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    target.scrollIntoView();
  };

  // On paper nothing can be opened.
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      opened.push(part);
    }
  });
  addEventListener("afterprint", () => {
    for (const part of opened.splice(0)) part.open = false;
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  addEventListener("hashchange", reveal);
  form.hidden = false;
  filter();
  reveal();
})();
