// The parts of a space are offered for the space that is chosen, and for no other.
"use strict";
(() => {
  document.addEventListener("change", (event) => {
    if (!event.target.matches('select[name="space"]')) return;
    event.target.closest("form").querySelectorAll("[data-units-of]").forEach((one) => { one.hidden = one.dataset.unitsOf !== event.target.value; });
  });
})();
