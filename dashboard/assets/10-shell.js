/* The frame's few movements: theme, menus, the way back to sign-in, putting a notice away. No page needs it to be readable. */
(function () {
  "use strict";

  const THEMES = ["auto", "light", "dark"];
  const root = document.documentElement;

  function showTheme(button) {
    button.textContent = button.getAttribute("data-" + root.dataset.theme);
  }

  function nextTheme(button) {
    const theme = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
    root.dataset.theme = theme;
    document.cookie = "linli_theme=" + theme + "; path=/; max-age=31536000; samesite=lax";
    showTheme(button);
    window.dispatchEvent(new CustomEvent("linli:theme", { detail: theme }));
  }

  /* A language link keeps the rest of the address (?space=gym). */
  function keepQuery(link) {
    const query = new URLSearchParams(location.search);
    new URLSearchParams(link.getAttribute("href")).forEach((value, key) => query.set(key, value));
    link.setAttribute("href", "?" + query);
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  /* Nobody stands before a wall screen to sign in: its page says itself that it was signed out. */
  function toSignIn() {
    if (root.dataset.view === "wall") return;
    location.assign("/sign-in?next=" + encodeURIComponent(location.pathname + location.search));
  }

  /* Whoever is signed out elsewhere, or too long idle, is told at the next question to the server. */
  const ask = window.fetch;
  window.fetch = function (...request) {
    return ask.apply(this, request).then((answer) => {
      if (answer.status === 401) toSignIn();
      return answer;
    });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch]");
    if (button) nextTheme(button);
    closeMenus(event.target.closest("details[data-menu]"));
    if (event.target.closest(".notice")) window.dash_clientside.set_props("shell-notice", { children: null });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (open) open.querySelector("summary").focus();
    closeMenus(null);
  });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && document.querySelector(".bar")) window.fetch("/session");
  });

  function begin() {
    document.querySelectorAll("[data-theme-switch]").forEach((button) => {
      button.hidden = false;
      showTheme(button);
    });
    for (const here of document.querySelectorAll(".bar nav [aria-current]"))
      here.closest("ul").scrollLeft += here.getBoundingClientRect().x - here.closest("ul").getBoundingClientRect().x - 40; // on a phone the row of pages is longer than the screen
    document.querySelectorAll("[data-keep-query]").forEach(keepQuery);
    document.querySelectorAll("form[data-send-at-once]").forEach((form) => form.submit());
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
