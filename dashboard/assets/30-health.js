// Draws the health page: the flow of messages as ribbons, facts and sensors into their leaves.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const EVERY = 5000;
  let root = null, say = null, plain = null, number = null, clock = null, shown = null;

  const text = (node, value) => { if (node && node.textContent !== value) node.textContent = value; };
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const told = (ingest) => ingest.faults.map((key) => fill(plain(key), (ingest.fault_values ?? {})[key] ?? {}));
  const share = (n, all) => (all ? n / all : 0);

  function arrive() {
    const found = document.getElementById("health");
    if (found === root) return;
    root = found;
    if (!root) return;
    const words = JSON.parse(root.dataset.words);
    const { lang, zoneName: timeZone } = root.dataset;
    plain = (key) => words[key] ?? key;
    say = (key, values = {}) => fill(plain(`health.say.${key}`), values);
    number = new Intl.NumberFormat(lang);
    clock = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", timeZone });
    draw(JSON.parse(root.dataset.facts));
  }

  function ago(ms) {
    if (ms === null || ms === undefined) return say("never");
    const s = Math.max(0, Math.round((shown.at - ms) / 1000));
    if (s < 90) return say("seconds_ago", { n: s });
    return s < 5400 ? say("minutes_ago", { n: Math.round(s / 60) }) : s < 172800 ? say("hours_ago", { n: Math.round(s / 3600) }) : clock.format(ms);
  }

  const megabytes = (n) => number.format(Math.round(n / 1e5) / 10);

  // One row for each line of facts: its text and whether it is as it should be.
  const FACTS = {
    faults: (f, i) => (i ? [i.faults.length ? told(i).join(" · ") : say("no_faults"), !i.faults.length] : [say("unknown"), null]),
    ingest: (f, i) => (i ? [say(f.fresh ? "ingest_fresh" : "ingest_old", { ago: ago(i.at), started: clock.format(i.started) }), f.fresh] : [say("ingest_none"), false]),
    broker: (f, i) => (i ? [say(i.connected ? "connected" : "not_connected"), i.connected] : [say("unknown"), null]),
    canary: (f, i) => (i && i.canary_ms !== null ? [say("canary", { ms: number.format(Math.round(i.canary_ms)), ago: ago(i.canary_at) }), f.at - i.canary_at < 40000] : [say("unknown"), null]),
    backlog: (f, i) => (i ? [f.backlog_s ? say("backlog", { n: number.format(f.backlog_s) }) : say("no_backlog"), f.backlog_s < 60] : [say("unknown"), null]),
    spool: (f, i) => (i ? [say(i.paused ? "spool_paused" : "spool", { n: megabytes(i.spool_bytes), of: megabytes(i.spool_limit) }), !i.paused] : [say("unknown"), null]),
    disk: (f, i) => (i ? [say("disk", { n: megabytes(i.disk_free) }), i.disk_free > 5e8] : [say("unknown"), null]),
    store: (f, i) => (i ? [say(f.store_away ? "store_away" : "store_fine"), !f.store_away] : [say("unknown"), null]),
    gaps: (f, i) => (i ? [say("gaps", { n: i.gaps, q: i.quarantined }), i.gaps + i.quarantined === 0] : [say("unknown"), null]),
    facts: (f) => (f.facts[0] === null ? [say("no_facts"), null] : [say("facts", { from: clock.format(f.facts[0]), to: clock.format(f.facts[1]) }), f.at - f.facts[1] < 3600000]),
    calendar: (f) => (f.provisional ? [say("provisional", { n: f.provisional }), false] : [say("calendar_fine"), true]),
    jobs: (f) => (f.jobs.bad.length ? [say("jobs_bad", { jobs: f.jobs.bad.map((job) => say(`job.${job}`)).join(say("and")) }), false] : f.jobs.good_at === null ? [say("jobs_none"), null] : [say("jobs_fine", { ago: ago(f.jobs.good_at) }), true]),
  };

  function draw(facts) {
    if (!facts || !root) return;
    shown = facts;
    Object.entries(FACTS).forEach(([key, show]) => {
      const node = root.querySelector(`[data-health="${key}"]`);
      const [words, good] = show(facts, facts.ingest);
      text(node, words);
      node.dataset.good = String(good);
    });
    sensors(facts);
    books(facts);
  }

  function sensors(facts) {
    root.querySelectorAll("[data-sensor]").forEach((row) => {
      const s = facts.sensors[row.dataset.sensor];
      if (!s) return;
      text(row.querySelector("[data-heard]"), ago(s.at));
      const state = row.querySelector("[data-state]");
      state.dataset.good = String(!s.silent);
      text(state, say(s.at === null ? "state_never" : s.silent ? "state_silent" : "state_heard"));
    });
  }

  const label = (c) => say(`fate.${c.fate}`) + (c.reason ? ` (${say(`reason.${c.reason}`).replace("health.say.reason.", "")})` : "");

  function books(facts) {
    const verdict = root.querySelector('[data-health="verdict"]');
    const balanced = facts.missing === 0;
    const faults = facts.ingest ? facts.ingest.faults : [];
    const key = facts.received === null ? "verdict_none" : !facts.fresh ? "verdict_old" : !balanced ? "verdict_missing" : faults.length ? "verdict_fault" : facts.silent ? "verdict_silent" : "verdict_fine";
    verdict.dataset.good = String(key === "verdict_fine");
    text(verdict, say(key, { faults: (facts.ingest ? told(facts.ingest) : []).join(say("and")), n: number.format(facts.missing ?? 0), silent: facts.silent, sensors: Object.keys(facts.sensors).length }));
    const right = facts.columns.map((c) => `${label(c)} ${number.format(c.n)}`).join(" + ");
    const equation = facts.received === null ? "" : say(balanced ? "equation" : "equation_off", { n: number.format(facts.received), parts: right, missing: number.format(facts.missing) });
    text(root.querySelector('[data-health="equation"]'), equation);
    flow(root.querySelector("[data-flow]"), facts);
  }

  function make(name, attributes, words) {
    const node = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    if (words !== undefined) node.textContent = words;
    return node;
  }

  // Received on the left, its fates on the right: a ribbon is as thick as its share, and never too thin to be seen.
  function flow(box, facts) {
    box.replaceChildren();
    if (facts.received === null) return;
    const W = 900, rows = facts.columns, step = 40, H = Math.max(150, rows.length * step + 10), thick = H - 40;
    const svg = make("svg", { viewBox: `0 0 ${W} ${H}` });
    const heights = rows.map((c) => (c.n ? Math.max(3, share(c.n, facts.received) * thick) : 1));
    const scale = Math.min(1, thick / heights.reduce((a, b) => a + b, 0));
    let from = 20;
    rows.forEach((c, i) => {
      const h = heights[i] * scale, y = from + h / 2, end = 26 + i * step;
      from += h;
      const half = Math.max(1.5, Math.min(h, step - 8) / 2);
      svg.append(make("path", { class: `ribbon ${c.fate}${c.n ? "" : " empty"}`, d: `M190 ${y - h / 2}C380 ${y - h / 2} 380 ${end - half} 560 ${end - half}V${end + half}C380 ${end + half} 380 ${y + h / 2} 190 ${y + h / 2}Z` }));
      svg.append(make("rect", { class: `end ${c.fate}`, x: 560, y: end - half, width: 7, height: half * 2, rx: 2 }));
      svg.append(make("text", { x: 580, y: end + 6, class: "flow-number" }, number.format(c.n)), make("text", { x: 680, y: end + 6, class: "flow-name" }, label(c)));
    });
    svg.append(make("rect", { class: "start", x: 180, y: 20, width: 10, height: Math.max(4, from - 20), rx: 3 }));
    svg.append(make("text", { x: 165, y: 20 + (from - 20) / 2, class: "flow-total", "text-anchor": "end" }, number.format(facts.received)), make("text", { x: 165, y: 44 + (from - 20) / 2, class: "flow-name", "text-anchor": "end" }, say("received")));
    box.append(svg);
    const reach = Math.max(...[...svg.querySelectorAll("text")].map((words) => words.getBBox()).map((at) => at.x + at.width));
    if (reach + 8 > W) svg.setAttribute("viewBox", `0 0 ${Math.ceil(reach + 8)} ${H}`);  // the longest label fits in
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    health: { draw: (facts) => { draw(facts); return facts ? facts.at : window.dash_clientside.no_update; } },
  });
  setInterval(() => {
    if (root && root.isConnected && !document.hidden && window.dash_clientside.set_props) window.dash_clientside.set_props("health-tick", { data: Date.now() });
  }, EVERY);
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
