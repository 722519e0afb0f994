// The dead-letter box: choosing letters, and long deeds that go on in slices and can be stopped between them.
"use strict";
(() => {
  const SETTLED = 3000;
  let meant = null, stopped = false, running = false;

  const page = () => document.getElementById("letters");
  const part = (name) => document.querySelector(`#letters-sheet [data-sheet="${name}"]`);
  const say = (key, values = {}) => (JSON.parse(page().dataset.words)[`letters.say.${key}`] || key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const count = (n) => new Intl.NumberFormat(page().dataset.lang).format(n);
  const picked = () => [...document.querySelectorAll('.picker[aria-checked="true"]')].map((one) => one.dataset.which);

  function check(box, on) { box.setAttribute("aria-checked", String(on)); }

  function pick(box) {
    const on = box.getAttribute("aria-checked") !== "true";
    check(box, on);
    if ("pickAll" in box.dataset) document.querySelectorAll(".picker").forEach((one) => check(one, on));
    else {
      const all = document.querySelector("[data-pick-all]");
      if (all) check(all, [...document.querySelectorAll(".picker")].every((one) => one.getAttribute("aria-checked") === "true"));
    }
  }

  function bar(done, all) {
    const progress = document.querySelector("#letters-sheet .progress");
    progress.hidden = all === 0;
    const percent = all ? Math.round((100 * done) / all) : 0;
    progress.setAttribute("aria-valuenow", percent);
    progress.firstElementChild.style.inlineSize = `${percent}%`;
  }

  async function which(button) {
    const chosen = button.dataset.one ? [button.dataset.one] : "picked" in button.dataset ? picked() : null;
    if (chosen && !chosen.length) return { ok: true, which: [] };
    const { reason, topic, span } = page().dataset;
    const meant = chosen ? { which: chosen.join(",") } : { reason, topic, span };
    return window.dash_clientside.ask.deed(button, { do: "plan", ...meant }, document.querySelector(".told.toast"));
  }

  // First which letters, then yes, then the deed.
  async function open(button) {
    const answer = await which(button);
    if (!answer.ok) return;
    meant = { deed: button.dataset.deedOn, which: answer.which, left: answer.left };
    stopped = false;
    const n = answer.which.length;
    bar(0, 0);
    part("told").textContent = "";
    part("text").textContent = n ? say(`${meant.deed}_ask`, { n: count(n) }) + (answer.most ? " " + say("most") : "") : say("nothing");
    part("go").textContent = say(`${meant.deed}_yes`);
    part("stop").textContent = say("cancel");
    part("go").hidden = n === 0;
    part("go").classList.toggle("danger", meant.deed === "drop");
    document.getElementById("letters-sheet").showModal();
  }

  // Reading again takes a moment: what could not be read comes back into the box.
  async function left(all) {
    let back = 0;
    for (const until = Date.now() + SETTLED; Date.now() < until && back < all;) {
      await new Promise((done) => { setTimeout(done, 500); });
      const answer = await window.dash_clientside.ask.ask(part("text"), { do: "left", ...meant.left });
      if (!answer.ok) return null;
      back = Math.min(all, answer.left);
    }
    return back;
  }

  async function outcome(done, all) {
    const back = meant.deed === "replay" && !stopped ? await left(done) : null;
    if (back !== null) return say("replay_settled", { n: count(done - back), left: count(back) });
    return say(stopped ? "stopped" : `${meant.deed}_done`, { n: count(done), all: count(all) });
  }

  async function run() {
    const slice = Number(page().dataset.letters), all = meant.which.length;
    let done = 0, seen = 0, wrong = "";
    running = true;
    part("go").hidden = true;
    part("stop").textContent = say("stop");
    bar(0, all);
    while (seen < all && !stopped && !wrong) {
      const some = meant.which.slice(seen, seen + slice);
      const answer = await window.dash_clientside.ask.ask(part("text"), { do: "step", deed: meant.deed, which: some.join(",") });
      if (!answer.ok) wrong = answer.text;
      else { done += answer.done; seen += some.length; }
      bar(seen, all);
      part("told").textContent = say("going", { n: count(seen), all: count(all) });
    }
    running = false;
    part("stop").textContent = say("close");
    const text = wrong || await outcome(done, all);
    part("told").textContent = text;
    if (!wrong && !stopped) window.dash_clientside.ask.go({ text, go: location.href });
  }

  document.addEventListener("click", (event) => {
    if (!page()) return;
    const box = event.target.closest('[role="checkbox"]');
    if (box) pick(box);
    const button = event.target.closest("[data-deed-on]");
    if (button) open(button);
    const sheet = event.target.closest("[data-sheet]");
    if (sheet && sheet.dataset.sheet === "go") run();
    if (sheet && sheet.dataset.sheet === "stop") {
      if (running) stopped = true;
      else document.getElementById("letters-sheet").close();
    }
  });
  // Whoever closes the sheet stops what goes on; what was done stays done.
  document.addEventListener("close", (event) => {
    if (event.target.id !== "letters-sheet") return;
    if (running) stopped = true;
    else if (meant && part("told").textContent) location.reload();
  }, true);
})();
