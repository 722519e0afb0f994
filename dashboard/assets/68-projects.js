// The board of projects: cards go to another stage by pointer and by keys; what a gate lacks is said at once. Files go in pieces.
"use strict";
(() => {
  const NEAR = 6, PIECE = 108000;
  const page = () => document.querySelector("#projects, #project");
  const board = () => document.querySelector("#projects .board");
  const told = () => document.querySelector(".told.toast");
  const ask = (question) => window.dash_clientside.ask.ask(page(), question);
  const say = (key, values = {}) => (JSON.parse(page().dataset.words)[`project.say.${key}`] || key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const columns = () => [...board().querySelectorAll(".column")];
  const columnOf = (stage) => columns().find((one) => one.dataset.stage === stage);
  function tell(text, good = true) { const place = told(); place.dataset.good = String(good); place.textContent = text || ""; }

  // --- what a column says while a card is above it
  function judged(card, stage) {
    const { stage: here, next, before, lacks } = card.dataset;
    if (stage === here) return { key: "stays", good: true };
    if (stage === next) return lacks ? { text: lacks, good: false } : { key: "goes", good: true };
    if (stage === before) return { key: "back", good: true };
    return { key: "one_stage", good: false };
  }
  function show(card, stage) {
    columns().forEach((column) => {
      const over = column.dataset.stage === stage, place = column.querySelector("[data-gate]");
      const found = over ? judged(card, stage) : null;
      column.dataset.over = over ? (found.good ? "open" : "shut") : "";
      place.textContent = found ? found.text || say(found.key, { stage: column.dataset.name }) : "";
    });
  }
  function clear() { columns().forEach((column) => { column.dataset.over = ""; column.querySelector("[data-gate]").textContent = ""; }); }

  // --- putting a card down
  async function drop(card, stage, reason = "") {
    const found = judged(card, stage);
    if (stage === card.dataset.stage) return tell(say("stays"));
    if (stage === card.dataset.before && !reason) return askWhy(card, stage);
    if (!found.good && found.key) return tell(say(found.key), false);
    tell(page().dataset.busy);
    const answer = await ask({ do: "drop", project: card.dataset.project, seen: card.dataset.seen, stage, reason });
    if (answer.ok) return window.dash_clientside.ask.go(answer);
    refused(card, answer);
    return undefined;
  }

  // Gate by gate, with how to bring what is missing, and a way there.
  function refused(card, answer) {
    const place = told();
    tell(answer.text, false);
    if (!answer.gates) return;
    const list = document.createElement("ul");
    answer.gates.forEach(({ name, how }) => {
      const row = document.createElement("li"), strong = document.createElement("b");
      strong.textContent = `✗ ${name} `;
      row.append(strong, how);
      list.append(row);
    });
    const link = Object.assign(document.createElement("a"), { href: answer.open, textContent: say("open", { name: card.dataset.name }) });
    place.append(list, link);
  }

  function askWhy(card, stage) {
    const dialog = document.getElementById("project-back");
    if (!dialog) return tell(say("not_allowed"), false);
    dialog.querySelector("[data-back-name]").textContent = say("why", { name: card.dataset.name, stage: columnOf(stage).dataset.name });
    const form = dialog.querySelector("form");
    form.onsubmit = (event) => {
      event.preventDefault();
      const reason = form.elements.reason.value.trim();
      if (!reason) { form.querySelector("[data-told]").textContent = say("reason"); form.elements.reason.focus(); return; }
      dialog.close();
      drop(card, stage, reason);
    };
    dialog.showModal();
    form.elements.reason.focus();
    return undefined;
  }

  // --- by pointer
  let drag = null;
  document.addEventListener("pointerdown", (event) => {
    const card = board() && event.target.closest(".card");
    if (!card || event.button || card.dataset.movable !== "true" || event.target.closest("a")) return;
    if (event.pointerType === "touch" && !event.target.closest("[data-handle]")) return;
    drag = { card, x: event.clientX, y: event.clientY, begun: false, stage: card.dataset.stage };
    if (event.target.hasPointerCapture && event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.begun && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < NEAR) return;
    event.preventDefault();
    drag.begun = true;
    drag.card.dataset.held = "true";
    drag.card.style.transform = `translate(${event.clientX - drag.x}px, ${event.clientY - drag.y}px)`;
    const over = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.matches(".column"));
    drag.stage = over ? over.dataset.stage : drag.card.dataset.stage;
    show(drag.card, drag.stage);
  });
  function release() {
    const done = drag;
    drag = null;
    if (done) { delete done.card.dataset.held; done.card.style.transform = ""; clear(); }
    return done;
  }
  document.addEventListener("pointerup", () => { const done = release(); if (done && done.begun) drop(done.card, done.stage); });
  document.addEventListener("pointercancel", release);

  // --- by keys: the handle of a card, arrows to choose a stage, Enter to put it there, Escape to leave it
  let hand = null;
  function leave(text) {
    if (!hand) return;
    delete hand.card.dataset.held;
    hand = null;
    clear();
    if (text) tell(text);
  }
  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest && event.target.closest("[data-handle]");
    if (event.key === "Escape" && drag) { release(); tell(say("stays")); return; }
    if (!handle) return;
    const card = handle.closest(".card");
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      if (!hand) hand = { card, stage: card.dataset.stage };
      card.dataset.held = "true";
      const all = columns(), at = all.findIndex((one) => one.dataset.stage === hand.stage) + (event.key === "ArrowRight" ? 1 : -1);
      if (!all[at]) return;
      hand.stage = all[at].dataset.stage;
      show(card, hand.stage);
      const found = judged(card, hand.stage);
      tell(`${say("over", { name: card.dataset.name, stage: all[at].dataset.name })} ${found.text || say(found.key, { stage: all[at].dataset.name })}`, found.good);
      all[at].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if ((event.key === "Enter" || event.key === " ") && hand) {
      event.preventDefault();
      const { stage } = hand;
      leave();
      drop(card, stage);
    } else if (event.key === "Escape") leave(say("stays"));
  });
  document.addEventListener("focusout", (event) => {
    if (hand && event.target.closest("[data-handle]")) leave(say("stays"));
  });

  // --- a file, in pieces that one question may hold
  function base64(bytes) {
    let text = "";
    for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192));
    return btoa(text);
  }
  async function bring(form) {
    const file = form.elements.file.files[0], place = form.querySelector("[data-told]"), button = form.querySelector("button");
    const report = (text, good) => { place.dataset.good = String(good); place.textContent = text; };
    if (!file) { report(say("choose"), false); return; }
    button.disabled = true;
    let upload = "";
    for (let n = 0; n < Math.max(1, file.size); n += PIECE) {
      report(say("reading", { percent: Math.round((100 * n) / Math.max(1, file.size)) }), true);
      const answer = await ask({ do: "piece", upload, piece: base64(new Uint8Array(await file.slice(n, n + PIECE).arrayBuffer())) });
      if (!answer.ok) { report(answer.text, false); button.disabled = false; return; }
      upload = answer.upload;
    }
    const { what, line, fen } = form.elements;
    const answer = await ask({ do: "paper", upload, name: file.name, what: what.value, line: line.value, fen: fen.value, project: form.dataset.project, seen: form.dataset.seen });
    button.disabled = false;
    if (answer.ok) window.dash_clientside.ask.go(answer);
    else report(answer.text, false);
  }
  document.addEventListener("submit", (event) => {
    if (!("paper" in event.target.dataset)) return;
    event.preventDefault();
    bring(event.target);
  });
})();
