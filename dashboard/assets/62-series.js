// The next dates follow what is chosen: a preview is asked for when a field of the series changes, the last one never lost.
"use strict";
(() => {
  let waiting = null;

  function preview(form) {
    const button = form.querySelector('button[name="step"][value="preview"]');
    waiting = button && button.disabled ? form : null;
    const title = form.elements.title_zh.value || form.elements.title_en.value;
    if (button && !button.disabled && title.trim()) form.requestSubmit(button);
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-previews]");
    if (form) preview(form);
  });
  document.addEventListener("linli-answered", () => { if (waiting) preview(waiting); });
})();
