// Draws a snapshot (dashboard/live/snapshot.py) into the leaves of the live page. Only text, attributes and styles of
// elements that React made are changed, so React never notices; lists and lines that it does not know are made here.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const HOUR = 3600000;
  const GAP = 20 * 60000; // further apart than this, two points of a trend are not joined

  const text = (node, value) => { if (node.textContent !== value) node.textContent = value; };
  const mark = (node, name, value) => { if (node.dataset[name] !== value) node.dataset[name] = value; };
  const percent = (share) => `${Math.max(0, Math.min(1, share)) * 100}%`;
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function language(root) {
    const { lang, zoneName: timeZone } = root.dataset;
    const words = JSON.parse(root.dataset.words);
    const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
    const weekday = new Intl.DateTimeFormat(lang, { weekday: "short", timeZone });
    const day = new Intl.DateTimeFormat("en-CA", { timeZone });
    const number = new Intl.NumberFormat(lang);
    const say = (key, values = {}) => fill(words[key], values);
    return {
      lang, say, clock,
      names: JSON.parse(root.dataset.names),
      number: (n) => (n === null || n === undefined ? say("say.no_number") : number.format(n)),
      at: (ms, now) => (day.format(ms) === day.format(now) ? "" : `${weekday.format(ms)} `) + clock.format(ms),
      ago(ms) {
        const s = Math.max(0, Math.round(ms / 1000));
        if (s < 90) return say("say.seconds_ago", { n: s });
        return s < 5400 ? say("say.minutes_ago", { n: Math.round(s / 60) }) : say("say.hours_ago", { n: Math.round(s / 3600) });
      },
      title: (booking) => booking.title[lang] || Object.values(booking.title)[0],
    };
  }

  function booked(l, s, now, which) {
    const b = s[which];
    if (!b) return "";
    return l.say(`say.booked_${which}`, { title: l.title(b), time: l.at(which === "now" ? b.end : b.start, now) });
  }

  // One row for each data-field: how a leaf shows its part of a space.
  const FIELDS = {
    people: (n, s, l) => text(n, l.number(s.people)),
    of: (n, s, l) => text(n, s.capacity === null ? l.say("say.no_capacity") : l.say("say.of", { n: l.number(s.capacity) })),
    band: (n, s, l) => text(n, l.say(`say.status.${s.status}`)),
    name: (n, s, l, now, key) => text(n, l.names[key]),
    change(n, s, l) {
      const c = s.change;
      mark(n, "way", c > 0 ? "up" : c < 0 ? "down" : "flat");
      text(n, c === null || c === undefined ? "" : l.say(c > 0 ? "say.more" : c < 0 ? "say.fewer" : "say.same", { n: Math.abs(c) }));
    },
    usual: (n, s, l) => text(n, s.typical === null ? l.say("say.no_usual") : l.say("say.usual", { n: l.number(s.typical) })),
    booked: (n, s, l, now) => text(n, booked(l, s, now, "now") || booked(l, s, now, "next") || FIELDS.hours(s, l, now)),
    now: (n, s, l, now) => text(n, booked(l, s, now, "now")),
    next: (n, s, l, now) => text(n, booked(l, s, now, "next")),
    until: (n, s, l, now) => text(n, FIELDS.hours(s, l, now)),
    hours: (s, l, now) => (s.until ? l.say(s.open ? "say.open_until" : "say.opens_at", { time: l.at(s.until, now) }) : ""),
    fresh(n, s, l, now) {
      mark(n, "silent", String(s.silent > 0));
      text(n, s.at === null ? l.say("say.never") : l.ago(now - s.at));
    },
    fill(n, s) {
      n.style.setProperty("--level", s.fill === null ? "0%" : percent(s.fill));
      mark(n, "over", String(s.fill > 1));
      mark(n, "usual", String(Boolean(s.usual)));
      if (s.usual) ["low", "median", "high"].forEach((name, i) => n.style.setProperty(`--${name}`, percent(s.usual[i])));
    },
    spark: (n, s, l, now, key, trends) => spark(n, s, trends[key], now),
  };

  function spark(node, s, trend, now) {
    const points = trend.points.map(([at, v]) => [100 - (100 * (now - at)) / HOUR, v, at]);
    if (s.fill !== null) points.push([100, s.people ?? s.fill * 3, now]);
    const y = (v) => 26 - (22 * v) / Math.max(trend.top, s.people ?? 0);
    let path = "", area = "", run = [];
    const close = () => {
      if (run.length > 1) {
        const line = run.map(([px, v]) => `${px.toFixed(1)} ${y(v).toFixed(1)}`).join("L");
        path += `M${line}`;
        area += `M${run[0][0].toFixed(1)} 28L${line}L${run[run.length - 1][0].toFixed(1)} 28Z`;
      }
      run = [];
    };
    points.forEach((p) => {
      if (p[1] === null || (run.length && p[2] - run[run.length - 1][2] > GAP)) close();
      if (p[1] !== null) run.push(p);
    });
    close();
    const end = points.length ? points[points.length - 1] : null;
    mark(node, "known", String(s.fill !== null));
    node.style.setProperty("--end", end && end[1] !== null ? `${(100 * y(end[1])) / 28}%` : "0%");
    const svg = node.firstChild || svgOf(node);
    svg.firstChild.setAttribute("d", area);
    svg.lastChild.setAttribute("d", path);
  }

  function svgOf(node) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 100 28");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.append(document.createElementNS(SVG, "path"), document.createElementNS(SVG, "path"));
    node.append(svg);
    return svg;
  }

  function spaces(root, snapshot, l, now) {
    root.querySelectorAll("[data-space]").forEach((element) => {
      const key = element.dataset.space;
      const s = snapshot.spaces[key];
      if (!s) return;
      mark(element, "status", s.status);
      element.querySelectorAll("[data-field]").forEach((leaf) => FIELDS[leaf.dataset.field](leaf, s, l, now, key, snapshot.trends));
    });
  }

  const HOUSE = {
    people: (h, l) => l.number(h.people),
    open: (h, l) => l.say("say.part", { n: h.open, of: h.spaces }),
    sensors: (h, l) => l.say("say.part", { n: h.heard, of: h.sensors }),
    alerts: (h, l, alerts) => (alerts.length ? l.say(alerts.length > 1 ? "say.alerts" : "say.alert", { n: alerts.length }) : ""),
  };

  function house(root, snapshot, l) {
    root.querySelectorAll("[data-house]").forEach((leaf) => {
      const show = HOUSE[leaf.dataset.house];
      if (show) text(leaf, show(snapshot.house, l, snapshot.alerts));
    });
  }

  function alerts(root, snapshot, l) {
    const list = root.querySelector("[data-alerts]");
    const rows = snapshot.alerts.map((a) => {
      const key = `alert.${a.key}${"people" in a ? "" : ".bands"}`;
      return { ...a, words: l.say(key, { ...a, space: l.names[a.space] }) };
    });
    while (list.children.length > rows.length) list.lastChild.remove();
    rows.forEach((row, i) => {
      const item = list.children[i] || list.appendChild(alertItem());
      mark(item, "severity", row.severity);
      mark(item.firstChild, "open", row.space);
      text(item.firstChild.firstChild, l.say(`say.severity.${row.severity}`));
      text(item.firstChild.lastChild, row.words);
    });
    root.querySelector("[data-alerts-none]").hidden = rows.length > 0;
  }

  function alertItem() {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.append(Object.assign(document.createElement("span"), { className: "severity" }), document.createElement("span"));
    item.append(button);
    return item;
  }

  function all(root, snapshot, l, now) {
    spaces(root, snapshot, l, now);
    house(root, snapshot, l);
    alerts(root, snapshot, l);
  }

  window.linliDraw = { language, all, spaces, text, mark };
})();
