// Reports: files that are made in the background are waited for, fetched, or not wanted any more.
"use strict";
(() => {
  const EVERY = 500;
  const root = () => document.querySelector(".reports[data-asks]");
  const ask = (question) => window.dash_clientside.ask.ask(root(), question);
  const part = (name) => root().querySelector(`#take [data-${name}]`);
  function tell(text, good = true) { const at = part("told"); at.dataset.good = String(good); at.textContent = text || ""; }
  let running = "";

  function busy(on) {
    part("parcel").hidden = !on;
    part("stop-parcel").hidden = !on;
    root().querySelector("#take [type=submit]").disabled = on;
  }

  function fetched({ fetch: address, name }) {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  }

  async function wait(parcel) {
    running = parcel;
    busy(true);
    while (running === parcel) {
      const answer = await ask({ do: "parcel", parcel });
      if (running !== parcel) break;
      tell(answer.text, answer.ok);
      if (answer.of) { part("parcel").max = answer.of; part("parcel").value = answer.done; }
      if (!answer.ok || answer.fetch) {
        running = "";
        if (answer.fetch) fetched(answer);
      } else await new Promise((done) => { setTimeout(done, EVERY); });
    }
    busy(false);
  }

  document.addEventListener("linli-answered", ({ detail }) => {
    if (root() && detail.ok && detail.parcel) wait(detail.parcel);
  });

  document.addEventListener("click", async (event) => {
    if (!root() || !running || !event.target.closest("[data-stop-parcel]")) return;
    const parcel = running;
    running = "";
    const answer = await ask({ do: "stop_parcel", parcel });
    tell(answer.text, answer.ok);
  });
})();
