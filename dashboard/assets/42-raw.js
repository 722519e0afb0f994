// One sensor's messages as they come: asked for once a second, only while somebody looks and has not paused.
"use strict";
(() => {
  const EVERY = 1000, LATE = 10000, MOST = 200;
  let place = null, words = {}, clock = null, newest = 0, paused = false, asked = 0, number = 0, heard = false;

  const say = (key, values = {}) => (words[`raw.${key}`] || key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const text = (node, value) => { if (node && node.textContent !== value) node.textContent = value; };

  function arrive() {
    const found = document.querySelector("[data-raw]");
    if (found === place) return;
    place = found;
    if (!place) return;
    words = JSON.parse(place.dataset.words);
    clock = new Intl.DateTimeFormat(place.dataset.lang, { dateStyle: "short", timeStyle: "medium", timeZone: place.dataset.zoneName });
    newest = 0; paused = false; heard = false;
    tick();
  }

  function tick() {
    if (!place || !place.isConnected || paused || document.hidden || !window.dash_clientside.set_props) return;
    if (asked && Date.now() - asked < LATE) return;
    asked = Date.now();
    window.dash_clientside.set_props("sensors-raw-ask", { data: { sensor: place.dataset.raw, after: newest, n: ++number } });
  }

  function make(name, words, style) {
    const node = document.createElement(name);
    if (style) node.className = style;
    if (words !== undefined) node.textContent = words;
    return node;
  }

  function row(message) {
    const item = make("li"), fold = make("details"), head = make("summary");
    item.dataset.good = String(message.good);
    head.append(make("span", clock.format(message.at), "raw-at"), make("span", message.outcome, "raw-outcome"), make("span", message.text.replace(/\s+/g, " ").slice(0, 160), "raw-line"));
    const texts = make("pre", message.text, "bytes"), hex = make("pre", message.hex, "bytes");
    texts.tabIndex = hex.tabIndex = 0;
    fold.append(head, make("p", message.topic, "topic"), texts, make("p", say("size", { n: message.size }), "muted"), hex);
    item.append(fold);
    return item;
  }

  function draw(answer) {
    if (!answer || !place) return window.dash_clientside.no_update;
    asked = 0;
    const state = place.querySelector("[data-raw-state]"), list = place.querySelector("[data-raw-list]");
    const fresh = answer.rows.filter((message) => message.id > newest);
    list.prepend(...fresh.map(row));
    newest = Math.max(newest, ...fresh.map((message) => message.id));
    while (list.children.length > MOST) list.lastElementChild.remove();
    heard = heard || list.children.length > 0;
    if (!paused) text(state, answer.text || say(heard ? "listening" : "nothing"));
    state.dataset.good = String(!answer.text);
    return answer.n;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-raw-pause]");
    if (!button) return;
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
    text(button, paused ? button.dataset.on : button.dataset.off);
    text(place.querySelector("[data-raw-state]"), say(paused ? "paused" : "listening"));
  });

  window.dash_clientside = Object.assign(window.dash_clientside || {}, { raw: { draw } });
  setInterval(tick, EVERY);
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
