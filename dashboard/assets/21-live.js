// Keeps the live page connected and honest: follows the event stream, says so when it is old, comes back by itself.
"use strict";
(() => {
  const LOST = 3000; // nothing heard for this long: say so
  const DEAD = 10000; // a stream that is silent for this long is opened anew
  const SILENT = 50000; // the house itself has said nothing (it speaks every 15 s)
  const BACK_OFF = [300, 600, 1200, 2000, 3000];
  const { language, all, spaces, text, mark } = window.linliDraw;
  const live = (window.linliLive = { latency: [], frames: 0, beats: 0 });

  let root = null, l = null, shown = null, source = null, retries = 0, retry = 0;
  let heard = 0, opened = 0, skew = 0, signedOut = false, minute = 0, selected = "";

  const now = () => Date.now() - skew;

  function open() {
    clearTimeout(retry);
    if (source) source.close();
    source = new EventSource(root.dataset.events);
    opened = performance.now();
    source.onmessage = receive;
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) again(); };
  }

  // EventSource gives up for ever on any answer but 200 (a proxy's 503), so it is made anew.
  function again() {
    source.close();
    const wait = BACK_OFF[Math.min(retries, BACK_OFF.length - 1)];
    retries += 1;
    retry = setTimeout(open, wait * (0.75 + Math.random() / 2));
    if (retries % 3 === 2) askWhy();
  }

  async function askWhy() {
    const stop = new AbortController();
    try {
      const answer = await fetch(root.dataset.events, { signal: stop.signal, redirect: "manual" });
      signedOut = [401, 403, 404].includes(answer.status);
    } catch { signedOut = false; }
    stop.abort();
    phase();
  }

  function receive(message) {
    const frame = JSON.parse(message.data);
    heard = performance.now();
    retries = 0;
    signedOut = false;
    skew = Date.now() - frame.sent;
    if (Math.abs(skew) < 2000) skew = 0; // a clock within two seconds is right; the rest is the way here
    if (Object.keys(frame).length === 2) { live.beats += 1; phase(); return; }
    const fresh = live.frames > 0 && "heard" in frame;
    const { spaces: changed = {}, trends = {}, ...rest } = frame; // a frame brings the parts that changed
    shown = { ...shown, ...rest, spaces: { ...shown.spaces, ...changed }, trends: { ...shown.trends, ...trends } };
    live.frames += 1;
    draw();
    if (fresh) measure(frame);
  }

  // Publish -> pixel.
  function measure(frame) {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        live.latency.push(performance.timeOrigin + performance.now() - skew - frame.heard);
        if (live.latency.length > 1000) live.latency.shift();
      };
      channel.port2.postMessage(0);
    });
  }

  function draw() {
    if (!root || !shown) return;
    all(root, shown, l, now());
    phase();
  }

  const PHASES = {
    "signed-out": () => signedOut,
    lost: () => performance.now() - heard > LOST,
    waiting: () => shown.heard === null,
    silent: () => now() - shown.heard > SILENT,
    closed: () => shown.house.open === 0,
    live: () => true,
  };

  function phase() {
    if (!root || !shown) return;
    const name = Object.keys(PHASES).find((key) => PHASES[key]());
    mark(root, "phase", name);
    const old = Math.round((performance.now() - heard) / 1000);
    const values = { n: old, time: shown.heard ? l.at(now() - old * 1000, now()) : "", ago: l.ago(now() - shown.heard), first: firstOpening() };
    text(root.querySelector("[data-notice]"), name === "live" ? "" : l.say(name === "closed" && !values.first ? "say.closed_long" : `say.phase.${name}`, values));
    text(root.querySelector("[data-notice-age]"), name === "lost" ? l.say("say.stale", values) : "");
    const current = name === "live" || name === "closed";
    text(root.querySelector("[data-alerts-none]"), l.say(current && shown.house.told === shown.house.spaces ? "say.all_well" : "say.not_known"));
    text(root.querySelector('[data-house="fresh"]'), current ? l.say("say.live", { ago: l.ago(now() - shown.heard) }) : l.say(`say.short.${name}`, values));
  }

  function firstOpening() {
    const times = Object.values(shown.spaces).filter((s) => !s.open && s.until).map((s) => s.until);
    return times.length ? l.at(Math.min(...times), now()) : "";
  }

  function focus(space, { move } = {}) {
    if (!space || !l.names[space]) return;
    const changed = space !== selected;
    selected = space;
    const address = new URL(location);
    if (move) { address.searchParams.set("space", space); history.replaceState(history.state, "", address); }
    root.querySelectorAll("[data-open]").forEach((b) => {
      if (b.hasAttribute("aria-pressed")) b.setAttribute("aria-pressed", String(b.dataset.open === space));
    });
    const head = root.querySelector("[data-detail]");
    mark(head, "space", space);
    if (shown) spaces(head.parentNode, shown, l, now());
    if (changed && move) store(true);
    if (move && innerWidth < 700) head.parentNode.scrollIntoView({ behavior: "smooth", block: "start" });
  }

  // The only word to Dash: which space; the curve is fetched again at most once a minute.
  function store(moved) {
    const dash = window.dash_clientside;
    if (!dash || !dash.set_props) return;
    const at = Math.floor(Date.now() / 60000);
    dash.set_props("live-focus", { data: { space: selected, minute: at } });
    if (moved || at % 15 === 0) table();
  }

  // The table is only fetched for somebody who has opened it.
  function table() {
    if (!root.querySelector(".table-toggle[open]")) return;
    window.dash_clientside.set_props("live-table-focus", { data: { space: selected, at: Date.now() } });
  }

  function tick() {
    if (!root) return;
    if (root.isConnected === false) { leave(); return; }
    if (shown) { spaces(root, shown, l, now()); phase(); }
    // A closed one has its own retry.
    if (source && source.readyState !== EventSource.CLOSED && performance.now() - Math.max(heard, opened) > DEAD) open();
    text(root.querySelector("[data-clock]"), l.clock.format(now()));
    const at = Math.floor(Date.now() / 60000);
    if (minute && at !== minute && !document.hidden) store(false);
    minute = at;
    nightly();
  }

  // Nobody reloads a wall screen: once a night, when the server would let it in, it does so itself.
  async function nightly() {
    const wall = root.classList.contains("live-wall");
    if (!wall || performance.now() < 20 * 3600000 || !l.clock.format(now()).startsWith("04:")) return;
    const answer = await fetch("/session").catch(() => null);
    if (answer && answer.ok) location.reload();
  }

  function leave() {
    if (source) source.close();
    clearTimeout(retry);
    root = source = shown = null;
  }

  function arrive() {
    const found = document.getElementById("live");
    if (found === root) return;
    if (root) leave();
    if (!found) return;
    root = found;
    l = language(root);
    shown = JSON.parse(root.dataset.snapshot);
    heard = performance.now();
    selected = root.dataset.selected;
    focus(selected);
    draw();
    tick();
    open();
  }

  document.addEventListener("click", (event) => {
    const opener = root && event.target.closest("[data-open]");
    if (opener && root.contains(opener)) focus(opener.dataset.open, { move: true });
  });
  document.addEventListener("toggle", (event) => { if (root && root.contains(event.target)) table(); }, true);
  addEventListener("pagehide", () => { if (source) source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted && root) open(); });
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  setInterval(tick, 500);
  arrive();
})();
