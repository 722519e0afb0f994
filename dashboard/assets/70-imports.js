// Imports: a file sent in pieces, a trial taken in step by step and stopped between the steps, a batch taken back.
"use strict";
(() => {
  const PIECE = 108000; // bytes; in base64 they stay below what one question may hold
  let stopped = false;

  const page = () => document.getElementById("imports");
  const told = () => document.querySelector(".told.toast");
  const say = (key, values = {}) => JSON.parse(page().dataset.words)[`import.say.${key}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const ask = (node, question) => window.dash_clientside.ask.ask(node, question);
  function tell(text, good = true) { told().dataset.good = String(good); told().textContent = text || ""; }

  function base64(bytes) {
    let text = "";
    for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192));
    return btoa(text);
  }

  async function send(form) {
    const file = form.elements.file.files[0];
    if (!file) { tell(say("choose"), false); return; }
    const button = form.querySelector("button");
    button.disabled = true;
    let upload = "";
    for (let n = 0; n < Math.max(1, file.size); n += PIECE) {
      tell(say("reading", { percent: Math.round((100 * n) / Math.max(1, file.size)) }));
      const piece = base64(new Uint8Array(await file.slice(n, n + PIECE).arrayBuffer()));
      const answer = await ask(form, { do: "piece", upload, piece });
      if (!answer.ok) { tell(answer.text, false); button.disabled = false; return; }
      upload = answer.upload;
    }
    tell(page().dataset.busy);
    const answer = await ask(form, { do: "try", upload, name: file.name, kind: form.elements.kind.value, space: form.elements.space.value, activity: form.elements.activity.value });
    button.disabled = false;
    if (answer.ok) location.assign(answer.go);
    else tell(answer.text, false);
  }

  const fresh = (text) => {
    const here = new URL(location.href);
    here.searchParams.delete("trial");
    window.dash_clientside.ask.go({ text, go: here.href });
  };

  async function take(button) {
    const all = Number(button.dataset.all), box = button.closest(".buttons");
    const stop = box.querySelector("[data-stop]"), bar = box.querySelector("progress");
    let answer = { done: 0, rows: 0, faulty: 0 };
    stopped = false;
    button.disabled = true;
    stop.hidden = bar.hidden = false;
    while (answer.done < all && !stopped) {
      const next = await ask(button, { do: "step", trial: button.dataset.take });
      if (!next.ok) { tell(next.text, false); return; }
      answer = next;
      bar.value = answer.done;
      tell(say("going", { n: answer.done, all }));
    }
    fresh(stopped ? say("stopped", { n: answer.rows, all }) : say("done", { n: answer.rows, faulty: answer.faulty }));
  }

  async function back(button) {
    const all = Number(button.dataset.all);
    let below = "", left = 1, done = 0, faulty = 0;
    button.disabled = true;
    while (left > 0) {
      const answer = await ask(button, { do: "undo", batch: button.dataset.undo, below });
      if (!answer.ok) { tell(answer.text, false); return; }
      ({ below, left } = answer);
      done += answer.done; faulty += answer.faulty;
      tell(say("going", { n: done + faulty, all }));
    }
    fresh(say("undone", { n: done, faulty }));
  }

  async function template(button) {
    const answer = await ask(button, { do: "template", kind: button.dataset.template, form: button.dataset.form });
    if (!answer.ok) { tell(answer.text, false); return; }
    const content = answer.file.base64 ? Uint8Array.from(atob(answer.file.base64), (sign) => sign.charCodeAt(0)) : answer.file.text;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: answer.file.type }));
    link.download = answer.file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  document.addEventListener("submit", (event) => {
    if (!("file" in event.target.dataset)) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("click", (event) => {
    if (!page()) return;
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.take) take(button);
    if (button.dataset.undo) back(button);
    if (button.dataset.template) template(button);
    if ("stop" in button.dataset) stopped = true;
  });
})();
