// Advice: what was opened stands in the address, a number leads to its fact, a plan that is made in the background is waited for.
"use strict";
(() => {
  const EVERY = 700;
  const root = () => document.querySelector(".advice[data-asks]");
  const ask = (question) => window.dash_clientside.ask.ask(root(), question);
  const say = (key) => JSON.parse(root().dataset.says)[`say_advice.${key}`] || key;
  const opened = () => document.getElementById("opened");
  function tell(text, good = true) { const at = document.querySelector(".told.toast"); at.dataset.good = String(good); at.textContent = text || ""; }

  function address(answer) {
    if (!answer.open) return;
    const here = new URL(location.href);
    here.searchParams.set("open", answer.open);
    if (answer.space && here.searchParams.get("view") !== "day") here.searchParams.set("space", answer.space);
    history.replaceState(history.state, "", here);
  }
  // Whoever opened something by hand is led to it; whoever drags stays where they are.
  function lead() {
    const at = opened();
    if (!at) return;
    at.focus({ preventScroll: true });
    const { top, bottom } = at.getBoundingClientRect();
    if (top > innerHeight * 0.8 || bottom < 0) at.scrollIntoView({ block: "start" });
  }

  document.addEventListener("linli-opens", async ({ detail }) => {
    const answer = await ask({ do: "open", session: detail });
    if (!answer.ok) { tell(answer.text, false); return; }
    window.dash_clientside.redrawn.renew(answer.drawn);
    address(answer);
    lead();
  });

  function save({ name, text, type }) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type || "text/csv"};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  document.addEventListener("linli-answered", ({ detail }) => {
    if (!root()) return;
    if (detail.file) save(detail.file);
    address(detail);
    if (detail.ok && detail.open) lead();
    if (detail.ok && detail.plan) wait(detail.plan);
  });

  // --- a plan on its way
  let running = "";
  const busy = (on) => document.querySelectorAll(".advice progress, .advice [data-stop-plan]").forEach((one) => { one.hidden = !on; });
  async function wait(plan) {
    running = plan;
    busy(true);
    while (running === plan) {
      const answer = await ask({ do: "plan", plan });
      if (!answer.ok || answer.ended) {
        running = "";
        if (answer.ok && answer.go) { window.dash_clientside.ask.go(answer); return; }
        window.dash_clientside.redrawn.renew(answer.drawn);
        tell(answer.text, answer.ok);
      } else await new Promise((done) => { setTimeout(done, EVERY); });
    }
    busy(false);
  }

  document.addEventListener("click", (event) => {
    if (!root()) return;
    const fact = event.target.closest(".to-fact");
    if (fact) {
      const shown = document.getElementById(fact.hash.slice(1));
      document.querySelectorAll("[data-shown]").forEach((one) => { delete one.dataset.shown; });
      event.preventDefault();
      if (shown) { shown.open = true; shown.dataset.shown = ""; shown.querySelector("summary").focus({ preventScroll: true }); shown.scrollIntoView({ block: "nearest" }); }
    }
    if (event.target.closest("[data-tick-all]")) {
      const boxes = [...document.querySelectorAll('.proposals input[type="checkbox"]')], all = boxes.every((one) => one.checked);
      boxes.forEach((one) => { one.checked = !all; });
    }
    if (event.target.closest("[data-copy]")) {
      const text = event.target.closest(".notice-box").querySelector("textarea");
      text.select();
      navigator.clipboard?.writeText(text.value).then(() => tell(say("copied")), () => document.execCommand("copy") && tell(say("copied")));
    }
    if (event.target.closest("[data-stop-plan]") && running) {
      ask({ do: "stop_plan", plan: running });
      running = "";
      tell(say("stopped"));
    }
  });

  document.addEventListener("input", (event) => {
    const slider = event.target.closest(".slider");
    if (slider) slider.querySelector("output").textContent = event.target.value;
  });

})();
