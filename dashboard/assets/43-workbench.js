// A fault that names a line of the profile leads to it; what was laid on the bench stays when another model is chosen.
"use strict";
(() => {
  function offset(words, line) {
    let at = 0;
    for (let n = 1; n < line && at >= 0; n += 1) at = words.indexOf("\n", at) + 1 || -1;
    return at;
  }

  function show(line) {
    const paper = document.querySelector(".workbench [name='text']");
    const from = paper ? offset(paper.value, line) : -1;
    if (from < 0) return;
    const end = paper.value.indexOf("\n", from);
    paper.focus();
    paper.setSelectionRange(from, end < 0 ? paper.value.length : end);
    const height = parseFloat(getComputedStyle(paper).lineHeight) || 20;
    paper.scrollTop = Math.max(0, (line - 4) * height);
  }

  function mark(fault) {
    const line = fault.dataset.faultLine;
    fault.dataset.seen = "true";
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.toLine = line;
    button.textContent = fault.closest("[data-line]").dataset.line.replace("{n}", line);
    fault.append(" ", button);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-to-line]");
    if (button) show(Number(button.dataset.toLine));
  });

  // Choosing a model from the list opens a new page: the message that is to be tried goes with it, once.
  const LAID = "linli-bench", KEPT = ["payload", "spelling", "envelope", "topic"];
  const bench = () => document.querySelector("form.workbench");

  function put() {
    const form = bench();
    if (!form) return;
    const laid = Object.fromEntries(KEPT.map((name) => [name, form.elements[name].value]));
    try { sessionStorage.setItem(LAID, JSON.stringify(laid)); } catch { /* it is pasted once more */ }
  }

  // React keeps its own idea of a field's value: it is told as if somebody had typed.
  function write(field, value) {
    if (field.value === value) return;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  }

  function lay() {
    const form = bench();
    if (!form || form.dataset.laid) return;
    form.dataset.laid = "true";
    try {
      const laid = JSON.parse(sessionStorage.getItem(LAID) || "{}");
      sessionStorage.removeItem(LAID);
      KEPT.filter((name) => name in laid).forEach((name) => write(form.elements[name], laid[name]));
    } catch { /* nothing was laid */ }
  }

  document.addEventListener("click", (event) => { if (event.target.closest(".models a")) put(); });
  new MutationObserver(() => {
    lay();
    const faults = document.querySelectorAll("[data-fault-line]:not([data-seen])");
    faults.forEach(mark);
    if (faults.length) show(Number(faults[0].dataset.faultLine));
  }).observe(document.documentElement, { childList: true, subtree: true });
  lay();
})();
