// Names on a day's curve give way to their neighbours: only the browser knows how wide the picture is.
"use strict";
(() => {
  const known = new WeakSet();

  function shorten(name, room) {
    let kept = name.textContent.replace(/…$/, "");
    while (kept && name.getBoundingClientRect().width > room) {
      kept = kept.slice(0, -1);
      name.textContent = kept ? `${kept.trimEnd()}…` : "";
    }
  }

  function fit(plot) {
    const spots = [...plot.querySelectorAll(".annotation-text")].map((name) => ({ name, at: name.getBoundingClientRect() }));
    spots.sort((one, other) => one.at.left - other.at.left);
    spots.forEach(({ name, at }, n) => {
      const next = spots.slice(n + 1).find((other) => Math.abs(other.at.top - at.top) < at.height / 2);
      if (next && next.at.left < at.right + 4) shorten(name, next.at.left - at.left - 4);
    });
  }

  function arrive() {
    document.querySelectorAll(".curve .js-plotly-plot").forEach((plot) => {
      if (known.has(plot) || !plot.on) return;
      known.add(plot);
      plot.on("plotly_afterplot", () => fit(plot));
      fit(plot);
    });
  }

  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
