// The timetable: sessions are drawn, moved and stretched by pointer and by keys; the server decides, and what it refuses goes back.
"use strict";
(() => {
  const WHOLE = 1440, NEAR = 5, SHOWN = 15000;
  const root = () => document.querySelector("[data-looks]");
  const calendar = () => document.querySelector("[data-calendar]");
  const step = () => Number(calendar().dataset.step);
  const columns = () => [...document.querySelectorAll(".calendar .column")];
  const clock = (minutes) => `${String(Math.floor((minutes % WHOLE) / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const say = (key, values = {}) => (JSON.parse(root().dataset.says)[`say_calendar.${key}`] || key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  // --- where things are
  const axis = () => ({ first: Number(calendar().dataset.first), last: Number(calendar().dataset.last) });
  const columnOf = (spot) => columns().find((one) => one.dataset.space === spot.space && one.dataset.day === spot.day);
  const spotOf = (block) => ({ space: block.parentElement.dataset.space, day: block.parentElement.dataset.day, start: Number(block.dataset.start), minutes: Number(block.dataset.minutes) });
  const same = (one, other) => ["space", "day", "start", "minutes"].every((key) => one[key] === other[key]);

  function minuteAt(column, y) {
    const box = column.getBoundingClientRect(), { first, last } = axis();
    return first + ((y - box.top) / box.height) * (last - first);
  }

  function put(block, spot) {
    const { first, last } = axis(), column = columnOf(spot);
    if (block.parentElement !== column) column.append(block);
    block.style.top = `${(100 * (spot.start - first)) / (last - first)}%`;
    block.style.height = `${(100 * spot.minutes) / (last - first)}%`;
    const time = block.querySelector(".hold-time");
    if (time) time.textContent = `${clock(spot.start)}–${clock(spot.start + spot.minutes)}`;
  }

  function within(spot) {
    const { first, last } = axis();
    const minutes = clamp(spot.minutes, step(), last - first);
    return { ...spot, minutes, start: clamp(spot.start, first, last - minutes) };
  }

  // --- the bar that says what was done
  let hiding = 0, unanswered = null;
  const bar = () => document.querySelector("[data-bar]");
  // otherwise: done when the bar goes without an answer to what it asks.
  function tell(text, good, deeds = {}, otherwise = null) {
    const at = bar();
    settle();
    unanswered = otherwise;
    at.dataset.shown = "true"; at.dataset.good = String(good);
    at.querySelector("[data-bar-text]").textContent = text;
    ["undo", "this", "following", "all", "insist"].forEach((name) => {
      const button = at.querySelector(`[data-bar-${name}]`);
      button.hidden = !deeds[name];
      button.onclick = () => { unanswered = null; quiet(); deeds[name](); };
    });
    clearTimeout(hiding);
    if (!otherwise) hiding = setTimeout(function away() { if (at.matches(":hover, :focus-within")) hiding = setTimeout(away, 3000); else quiet(); }, SHOWN);
  }
  function settle() { const then = unanswered; unanswered = null; if (then) then(); }
  function quiet() { settle(); bar().dataset.shown = "false"; bar().querySelector("[data-bar-text]").textContent = ""; }

  const ask = (question) => window.dash_clientside.ask.ask(root(), question);
  function drawnAnew(answer) { window.dash_clientside.redrawn.renew(answer.drawn); }

  async function undo(question) {
    const answer = await ask(question);
    drawnAnew(answer);
    tell(answer.text, answer.ok);
  }

  // --- one session in hand
  let hand = null;
  function take(block) {
    hand = { block, from: spotOf(block), at: spotOf(block), column: block.parentElement, style: block.style.cssText, time: block.querySelector(".hold-time").textContent };
    block.dataset.held = "true";
    root().dataset.held = "true";
  }
  function show(spot) {
    hand.at = within(spot);
    put(hand.block, hand.at);
    hand.block.style.left = "0"; hand.block.style.width = "100%";
  }
  function release() { const held = hand; delete held.block.dataset.held; delete root().dataset.held; hand = null; return held; }
  function back(held) {
    const focused = document.activeElement === held.block;
    held.column.append(held.block);
    held.block.style.cssText = held.style;
    held.block.querySelector(".hold-time").textContent = held.time;
    delete held.block.dataset.waits;
    if (focused) held.block.focus({ preventScroll: true });
  }

  // A session of a series may take the others along: asked after the drop, and nothing is moved before the answer.
  function choose(held) {
    const go = (scope) => () => drop({ ...held, scope });
    held.block.dataset.waits = "true";
    const spot = { where: columnOf(held.at).dataset.name, start: clock(held.at.start), end: clock(held.at.start + held.at.minutes) };
    tell(say("which", spot), true, { this: go("this"), following: go("following"), all: go("all") }, () => back(held));
    bar().querySelector("[data-bar-this]").focus({ preventScroll: true });
  }

  async function drop(again) {
    const held = again || release();
    if (same(held.from, held.at)) return back(held);
    if (held.block.dataset.series && !held.scope) return choose(held);
    held.block.dataset.waits = "true";
    const { space, day, start, minutes } = held.at;
    const whole = held.scope && held.scope !== "this";
    const answer = await ask({ do: whole ? "drag" : "move", scope: held.scope || "this", session: held.block.dataset.session, version: held.block.dataset.version, space, day, start: String(start), minutes: String(minutes), ...(held.insisted ? { insisted: "yes" } : {}) });
    back(held);
    drawnAnew(answer);
    const deeds = answer.undo ? { undo: () => undo(answer.undo) } : {};
    if (answer.again) deeds.insist = () => drop({ ...held, insisted: true });
    tell(answer.text, answer.ok, deeds);
  }
  function cancel(text) { back(release()); if (text) tell(text, true); }

  // --- by pointer
  let drag = null, swallow = false;
  document.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch" || !calendar() || calendar().dataset.movable !== "true" || hand) return;
    const block = event.target.closest(".hold"), column = event.target.closest(".column");
    if (block && block.dataset.movable === "true") {
      const box = block.getBoundingClientRect();
      drag = { block, x: event.clientX, y: event.clientY, spot: spotOf(block), stretch: box.bottom - event.clientY < 9 && box.height > 24, at: minuteAt(block.parentElement, event.clientY) };
    } else if (column && !block && document.getElementById("session-new")) {
      const { first, last } = axis(), start = clamp(Math.floor(minuteAt(column, event.clientY) / step()) * step(), first, last - step());
      const draft = document.createElement("div");
      draft.className = "hold draft"; draft.append(Object.assign(document.createElement("span"), { className: "hold-time" }));
      column.append(draft);
      drag = { draft, spot: { space: column.dataset.space, day: column.dataset.day, start, minutes: step() }, y: event.clientY };
      put(draft, drag.spot);
      root().dataset.held = "true";
      event.preventDefault();
    }
  });

  function dragged(event) {
    if (!hand) take(drag.block);
    const over = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.matches(".column")) || drag.block.parentElement;
    const moved = Math.round((minuteAt(drag.block.parentElement, event.clientY) - drag.at) / step()) * step();
    if (drag.stretch) show({ ...drag.spot, minutes: drag.spot.minutes + moved });
    else show({ ...drag.spot, space: over.dataset.space, day: over.dataset.day, start: Math.round((drag.spot.start + moved) / step()) * step() });
  }

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (drag.draft) {
      const until = Math.ceil(minuteAt(drag.draft.parentElement, event.clientY) / step()) * step();
      drag.spot = within({ ...drag.spot, minutes: Math.max(step(), until - drag.spot.start) });
      put(drag.draft, drag.spot);
    } else if (hand || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > NEAR) { event.preventDefault(); dragged(event); }
  });

  document.addEventListener("pointerup", () => {
    const done = drag;
    drag = null;
    if (!done) return;
    if (done.draft) { done.draft.remove(); delete root().dataset.held; create(done.spot.minutes > step() ? done.spot : { ...done.spot, minutes: 60 }); }
    else if (hand) { swallow = true; setTimeout(() => { swallow = false; }); drop(); }
  });
  document.addEventListener("pointercancel", () => { if (drag && drag.draft) drag.draft.remove(); drag = null; if (hand) cancel(); });

  // --- sheets
  function create(spot) {
    const dialog = document.getElementById("session-new");
    if (!dialog) return;
    const form = dialog.querySelector("form");
    if (spot) {
      form.elements.space.value = spot.space; form.elements.day.value = spot.day; form.elements.start.value = clock(spot.start);
      const length = form.elements.minutes;
      if (![...length.options].some((one) => one.value === String(spot.minutes))) length.add(new Option(say("minutes", { n: spot.minutes }), spot.minutes));
      length.value = String(spot.minutes);
    }
    dialog.showModal();
    form.elements.title_zh.focus();
  }

  async function open(block) {
    const dialog = document.getElementById("session-sheet");
    if (!dialog) return document.dispatchEvent(new CustomEvent("linli-opens", { detail: block.dataset.session }));
    const answer = await ask({ do: "open", session: block.dataset.session });
    if (!answer.ok) return tell(answer.text, false);
    dialog.querySelector("[data-fresh]").dataset.drawn = "[]";
    dialog.querySelector("[data-fresh]").replaceChildren();
    drawnAnew(answer);
    if (!dialog.open) dialog.showModal();
  }

  document.addEventListener("linli-answered", ({ detail }) => {
    if (!bar() || !detail.ok || !detail.close) return;
    document.querySelectorAll("dialog[open]").forEach((one) => one.close());
    document.querySelectorAll("#session-new form").forEach((one) => one.reset());
    tell(detail.text, true, detail.undo ? { undo: () => undo(detail.undo) } : {});
  });

  document.addEventListener("click", (event) => {
    if (!calendar()) return;
    const block = event.target.closest(".hold[data-session]");
    if (block && swallow) { event.preventDefault(); return; }
    if (block && !hand) open(block);
    if (event.target.closest("[data-bar-close]")) quiet();
  });

  // --- by keys
  const aside = (spot, by) => {
    const all = columns(), at = all.findIndex((one) => one.dataset.space === spot.space && one.dataset.day === spot.day) + by;
    return all[at] ? { space: all[at].dataset.space, day: all[at].dataset.day } : {};
  };
  const STEPS = {
    ArrowUp: (spot, shift) => (shift ? { ...spot, minutes: spot.minutes - step() } : { ...spot, start: spot.start - step() }),
    ArrowDown: (spot, shift) => (shift ? { ...spot, minutes: spot.minutes + step() } : { ...spot, start: spot.start + step() }),
    ArrowLeft: (spot) => ({ ...spot, ...aside(spot, -1) }),
    ArrowRight: (spot) => ({ ...spot, ...aside(spot, 1) }),
  };
  document.addEventListener("keydown", (event) => {
    if (!calendar() || event.ctrlKey || event.metaKey || event.altKey) return;
    const block = event.target.closest(".hold[data-session]");
    if (event.key === "Escape" && drag && drag.draft) { drag.draft.remove(); drag = null; delete root().dataset.held; }
    else if (event.key === "Escape" && unanswered) { event.preventDefault(); quiet(); }
    else if (event.key === "Escape" && hand) { drag = null; event.preventDefault(); cancel(say("put_back")); }
    else if (event.key === "Enter" && hand) { event.preventDefault(); drop(); }
    else if (event.key in STEPS && block && block.dataset.movable === "true") {
      event.preventDefault();
      if (!hand) take(block);
      show(STEPS[event.key](hand.at, event.shiftKey));
      block.focus({ preventScroll: true });
      block.scrollIntoView({ block: "nearest", inline: "nearest" });
      tell(say("held", { where: block.parentElement.dataset.name, start: clock(hand.at.start), end: clock(hand.at.start + hand.at.minutes) }), true);
    } else if (event.key.toLowerCase() === "n" && !event.target.matches("input, select, textarea") && !document.querySelector("dialog[open]")) {
      const column = event.target.closest(".column");
      event.preventDefault();
      create(block ? { ...spotOf(block), start: spotOf(block).start + spotOf(block).minutes, minutes: 60 } : column ? { space: column.dataset.space, day: column.dataset.day, start: axis().first, minutes: 60 } : null);
    }
  });
  // Whoever leaves a session that is still in the hand has changed their mind. Moving it between columns blurs it as well.
  document.addEventListener("focusout", (event) => {
    const block = event.target;
    if (hand && !drag && block === hand.block) setTimeout(() => { if (hand && !drag && hand.block === block && document.activeElement !== block) cancel(say("put_back")); });
  });

  // The day begins where something is: at now, or at the first session.
  let seen = false;
  function arrive() {
    const at = calendar();
    if (!at || seen) return;
    seen = true;
    const mark = at.querySelector(".now-line") || at.querySelector(".hold");
    if (mark) at.scrollTop = Math.max(0, mark.offsetTop - at.clientHeight / 3);
  }
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
