// Pages whose answers carry parts to draw anew: the focus and the place that was scrolled to stay, typing is never taken away.
"use strict";
(() => {
  const LOOK = 30000;
  const scrolled = (place) => [...place.querySelectorAll("[data-scrolls]")].map((one) => [one.scrollLeft, one.scrollTop]);

  function renew(told) {
    Object.entries(told || {}).forEach(([key, tree]) => {
      const place = document.querySelector(`[data-fresh="${key}"]`), at = document.activeElement;
      if (!place) return;
      const inside = place.contains(at);
      if (inside && at.matches("input, select, textarea") && !place.closest("[data-always]")) return;
      const kept = inside ? at.dataset.key : "", offsets = scrolled(place);
      if (inside) at.blur();
      window.dash_clientside.drawn.fresh({ [key]: tree });
      [...place.querySelectorAll("[data-scrolls]")].forEach((one, n) => { if (offsets[n]) [one.scrollLeft, one.scrollTop] = offsets[n]; });
      if (kept) place.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus({ preventScroll: true });
    });
  }

  // Whoever drags something or has a sheet open is not disturbed.
  async function look() {
    const page = document.querySelector("[data-looks]");
    if (!page || document.hidden || document.querySelector("dialog[open]") || page.dataset.held === "true" || !window.dash_clientside.set_props) return;
    const answer = await window.dash_clientside.ask.ask(page, { do: "look" });
    page.dataset.reached = String(Boolean(answer.ok));
    if (answer.ok && page.dataset.held !== "true") renew(answer.drawn);
  }

  // An answer that never came is told by 40-ask.js in the page's own words; the page says so until it is reached again.
  document.addEventListener("linli-answered", ({ detail }) => {
    const page = document.querySelector("[data-looks]");
    if (page) page.dataset.reached = String(detail.text !== page.dataset.late);
    renew(detail.drawn);
  });
  window.addEventListener("offline", () => { const page = document.querySelector("[data-looks]"); if (page) page.dataset.reached = "false"; });
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK);
  window.dash_clientside = Object.assign(window.dash_clientside || {}, { redrawn: { renew, look } });
})();
