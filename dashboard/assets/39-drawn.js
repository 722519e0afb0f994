// Builds what dashboard/drawn.py told: elements, attributes and text, never markup.
"use strict";
(() => {
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
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
