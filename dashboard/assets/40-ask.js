// Forms and buttons that ask the server for a deed, sheets above the page, filters that go to an address.
"use strict";
(() => {
  const LATE = 30000, KEPT = "linli-told";
  const waiting = new Map();
  let number = 0;

  const root = (node) => node.closest("[data-asks]");
  const text = (node, value) => { if (node) node.textContent = value || ""; };
  const carried = (node) => Object.fromEntries(Object.entries(node.dataset).filter(([key]) => key.startsWith("with") && key !== "with").map(([key, value]) => [key.slice(4).toLowerCase(), value]));
  // Where a form says so, the values of fields of one name are told together.
  const fields = (form) => [...new FormData(form)].reduce((found, [key, value]) => {
    if (typeof value === "string") found[key] = "lists" in form.dataset && key in found ? `${found[key]},${value}` : value;
    return found;
  }, {});

  const pressed = (button) => (button && button.name ? { [button.name]: button.value } : {});

  // One question at a time: Dash drops the older of two answers to the same place.
  let last = Promise.resolve();
  function ask(node, question) {
    const next = last.then(() => put(root(node), question));
    last = next.catch(() => {});
    return next;
  }

  function put(page, question) {
    const n = ++number;
    return new Promise((done) => {
      const late = setTimeout(() => finish({ ok: false, text: page.dataset.late }), Number(page.dataset.lateAfter) || LATE);
      function finish(answer) { clearTimeout(late); waiting.delete(n); done(answer); }
      waiting.set(n, finish);
      window.dash_clientside.set_props(page.dataset.asks, { data: { ...question, n } });
    });
  }

  // What was done is said on the page that is gone to next.
  function go(answer) {
    try { sessionStorage.setItem(KEPT, answer.text); } catch { /* said nowhere, done all the same */ }
    location.assign(answer.go);
    if (new URL(answer.go, location.href).href === location.href) location.reload();
  }

  // What was refused can be insisted on by a button of its own, for as long as the form says the same.
  function offer(form, name) {
    form.querySelectorAll("[data-again]").forEach((button) => { button.hidden = button.dataset.again !== name; });
  }
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-deed]");
    if (form) offer(form, "");
  });

  async function deed(node, question, told) {
    const buttons = (node.matches("form") ? [...node.querySelectorAll("button")] : [node]);
    buttons.forEach((button) => { button.disabled = true; });
    text(told, root(node).dataset.busy);
    const answer = await ask(node, question);
    buttons.forEach((button) => { button.disabled = false; });
    if (told) told.dataset.good = String(answer.ok);
    text(told, answer.text);
    offer(node, answer.again);
    if (answer.ok && answer.go) go(answer);
    document.dispatchEvent(new CustomEvent("linli-answered", { detail: answer }));
    return answer;
  }

  function toast() { return document.querySelector(".told.toast"); }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.deed && root(form)) {
      event.preventDefault();
      const also = form.dataset.also ? document.querySelector(form.dataset.also) : null;
      deed(form, { ...(also ? fields(also) : {}), ...fields(form), ...pressed(event.submitter), ...carried(form), do: form.dataset.deed }, form.querySelector("[data-told]"));
    } else if ("goes" in form.dataset) {
      event.preventDefault();
      const query = new URLSearchParams();
      const lang = new URLSearchParams(location.search).get("lang");
      if (lang) query.set("lang", lang);
      form.querySelectorAll("[data-with]").forEach((one) => query.set(one.dataset.with, one.dataset.value));
      Object.entries(fields(form)).forEach(([key, value]) => { if (value) query.set(key, value); });
      location.assign(`?${query}${form.dataset.goes}`);
    }
  });

  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-ask]");
    if (asked && root(asked)) deed(asked, { ...carried(asked), do: asked.dataset.ask }, toast());
    const opens = event.target.closest("[data-opens]");
    if (opens) document.getElementById(opens.dataset.opens).showModal();
    if (event.target.closest("[data-closes]") || event.target.matches("dialog.over")) event.target.closest("dialog").close();
    const download = event.target.closest("[data-download]");
    if (download) save(download.closest("form").elements[download.dataset.download].value);
  });

  function save(words) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([words], { type: "application/toml" }));
    const keep = document.querySelector(".keep [name='name']");
    link.download = `${(keep && keep.value) || "profile"}.toml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // The live page's way to "why?" follows the space that is chosen there.
  function why(event) {
    const link = event.target.closest && event.target.closest("[data-why]");
    if (link) link.href = link.dataset.why + encodeURIComponent(link.closest("section").querySelector("[data-detail]").dataset.space);
  }
  document.addEventListener("pointerdown", why);
  document.addEventListener("focusin", why);

  // A message of the page before.
  function arrive() {
    const place = toast();
    if (!place || place.dataset.looked) return;
    place.dataset.looked = "true";
    try {
      text(place, sessionStorage.getItem(KEPT));
      place.dataset.good = "true";
      sessionStorage.removeItem(KEPT);
    } catch { /* nothing was kept */ }
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    ask: {
      ask, deed, go,
      answer: (data) => {
        const finish = data && waiting.get(data.n);
        if (finish) finish(data);
        return window.dash_clientside.no_update;
      },
    },
  });
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
