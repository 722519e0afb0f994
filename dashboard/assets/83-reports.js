// Reports: what is made in the background is waited for, shown or fetched, or not wanted any more.
"use strict";
(() => {
  const EVERY = 500;
  const root = () => document.querySelector(".reports[data-asks]");
  const ask = (question) => window.dash_clientside.ask.ask(root(), question);
  const bar = () => root().querySelector("[data-work]");
  const part = (name) => bar().querySelector(`[data-${name}]`);
  const toast = () => document.querySelector(".told.toast");
  function tell(text, good = true) { const at = toast(); at.dataset.good = String(good); at.textContent = text || ""; }
  let running = null;

  // Where something was to be drawn, nothing is on its way any more.
  function given(text) { const place = root().querySelector("[data-begins]"); if (place) place.textContent = text || ""; }

  function show({ text, done, of }) {
    part("says").textContent = text || "";
    if (of) { part("bar").max = of; part("bar").value = done; } else part("bar").removeAttribute("value");
  }

  function busy(on) {
    bar().hidden = !on;
    root().querySelectorAll("[data-deed^=take] [type=submit], [data-ask=make]").forEach((one) => { one.disabled = on; });
  }

  function fetched({ fetch: address, name }) {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  }

  // kind: "parcel" is fetched; "work" leads somewhere, or is drawn.
  async function follow(kind, key) {
    const mine = running = { kind, key };
    busy(true);
    show({});
    while (running === mine) {
      const answer = await ask({ do: kind, [kind]: key });
      if (running !== mine) return;
      if (answer.ok && !answer.fetch && !answer.ended) {
        show(answer);
        await new Promise((done) => { setTimeout(done, EVERY); });
        continue;
      }
      running = null;
      tell(answer.text, answer.ok);
      if (!answer.ok && kind === "work") given(answer.text);
      if (answer.fetch) fetched(answer);
      if (answer.ok && answer.drawn) window.dash_clientside.redrawn.renew(answer.drawn);
      if (answer.ok && answer.go) window.dash_clientside.ask.go(answer);
    }
    root().querySelectorAll("form [data-told]").forEach((one) => { one.textContent = ""; });
    busy(false);
  }

  function begun(answer) {
    if (answer.ok && answer.parcel) follow("parcel", answer.parcel);
    else if (answer.ok && answer.work) follow("work", answer.work);
  }

  document.addEventListener("linli-answered", ({ detail }) => { if (root()) begun(detail); });

  document.addEventListener("click", async (event) => {
    if (!root() || !running || !event.target.closest("[data-stop]")) return;
    const { kind, key } = running;
    running = null;
    busy(false);
    const answer = await ask({ do: `stop_${kind}`, [kind]: key });
    tell(answer.text, answer.ok);
    if (kind === "work") given(answer.text);
  });

  // What an address asks for is begun as soon as the page is there.
  async function arrive() {
    const place = root() && root().querySelector("[data-begins]:not([data-begun])");
    if (!place || !bar() || !window.dash_clientside.set_props) return;
    place.dataset.begun = "";
    const answer = await ask(JSON.parse(place.dataset.begins));
    if (answer.ok) begun(answer);
    else place.textContent = answer.text;
  }
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
