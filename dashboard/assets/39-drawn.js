// Builds what dashboard/drawn.py told: elements, attributes and text, never markup.
"use strict";
(() => {
  const EVERY = 10000;

  function attribute(node, name, value) {
    if (name === "style") Object.assign(node.style, value);
    else if (value === true) node.setAttribute(name, "");
    else if (!name.startsWith("on") && !(name === "href" && !/^[/?#]/.test(value))) node.setAttribute(name, value);
  }

  function build(told) {
    if (typeof told === "string") return document.createTextNode(told);
    const [tag, attributes, children] = told;
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => attribute(node, name, value));
    node.append(...children.map(build));
    return node;
  }

  function arrive() {
    document.querySelectorAll("[data-drawn]:empty").forEach((place) => {
      place.append(...JSON.parse(place.dataset.drawn).map(build));
      if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    });
  }
  // Where somebody types, has opened something or holds a sheet, nothing is taken away from under the hands.
  function busy(place) {
    const at = document.activeElement;
    return place.querySelector("details[open], dialog[open]") || (place.contains(at) && !at.matches("a"));
  }

  // Only what changed is built anew: a sentence that stays is not read aloud again.
  function renew(place, tree) {
    const before = JSON.parse(place.dataset.drawn);
    place.dataset.drawn = JSON.stringify(tree);
    if (before.length !== tree.length) place.replaceChildren(...tree.map(build));
    else tree.forEach((told, n) => { if (JSON.stringify(told) !== JSON.stringify(before[n])) place.childNodes[n].replaceWith(build(told)); });
  }

  function fresh(told) {
    Object.entries(told || {}).forEach(([key, tree]) => {
      const place = document.querySelector(`[data-fresh="${key}"]`);
      if (!place || (busy(place) && !place.closest("[data-always]"))) return;
      const held = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      renew(place, tree);
      if (held) [...place.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
    });
    return Date.now();
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, { drawn: { fresh } });
  setInterval(() => {
    const page = document.querySelector("[data-tick]");
    if (page && document.querySelector('[data-fresh="map"], [data-fresh="now"]') && !document.hidden && window.dash_clientside.set_props) window.dash_clientside.set_props(page.dataset.tick, { data: Date.now() });
  }, EVERY);
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
