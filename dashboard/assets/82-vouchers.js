// The balance of a voucher follows what is typed: whole fen, as the server reads them.
"use strict";
(() => {
  const AMOUNT = /^¥?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?元?$/;

  function fen(text) {
    const bare = text.normalize("NFKC").replace(/\s/g, "");
    if (!bare) return 0;
    const found = AMOUNT.exec(bare);
    return found ? Number(found[1].replaceAll(",", "")) * 100 + Number((found[2] || "").padEnd(2, "0")) : NaN;
  }

  const words = (amount) => `${Math.floor(amount / 100).toLocaleString("en")}.${String(amount % 100).padStart(2, "0")}`;
  const side = (form, name) => [...form.querySelectorAll(`[data-side="${name}"]`)].reduce((sum, one) => sum + fen(one.value), 0);

  function weigh(form) {
    const told = form.querySelector(".voucher-balance"), debit = side(form, "debit"), credit = side(form, "credit");
    const apart = debit - credit;
    const state = Number.isNaN(apart) ? "odd" : apart > 0 ? "debit" : apart < 0 ? "credit" : debit ? "even" : "empty";
    told.dataset.state = state;
    told.textContent = told.dataset[state].replace("{value}", words(Number.isNaN(apart) ? 0 : Math.abs(apart) || debit));
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(".voucher-form form");
    if (form) weigh(form);
  });
  new MutationObserver(() => document.querySelectorAll(".voucher-balance:not([data-state])").forEach((one) => weigh(one.closest("form")))).observe(document.documentElement, { childList: true, subtree: true });
})();
