// The next dates follow what is chosen: a preview is asked for when a field of the series changes.
"use strict";
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-previews]");
    const button = form && form.querySelector('button[name="step"][value="preview"]');
    if (!button || button.disabled) return;
    const title = form.elements.title_zh.value || form.elements.title_en.value;
    if (title.trim()) form.requestSubmit(button);
  });
})();
