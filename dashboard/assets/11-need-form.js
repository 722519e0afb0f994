/* The public form of needs: the browser proves that it is one by a little work, so that nobody has to read a picture. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-proof]");
  if (!form) return;

  const K = [];
  const START = [];
  (function primes() {
    for (let n = 2; K.length < 64; n += 1) {
      let is = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) is = false;
      if (!is) continue;
      const root = Math.cbrt(n), square = Math.sqrt(n);
      if (START.length < 8) START.push(((square - Math.floor(square)) * 4294967296) | 0);
      K.push(((root - Math.floor(root)) * 4294967296) | 0);
    }
  })();

  const rotated = (x, n) => (x >>> n) | (x << (32 - n));

  /* The first 32 bits of SHA-256 of a text of plain signs; written out, because crypto.subtle is missing without https. */
  function firstBits(text) {
    const size = ((text.length + 8) >> 6) + 1;
    const words = new Int32Array(size * 16);
    for (let n = 0; n < text.length; n += 1) words[n >> 2] |= text.charCodeAt(n) << (24 - (n % 4) * 8);
    words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    words[size * 16 - 1] = text.length * 8;
    const hash = Int32Array.from(START);
    const w = new Int32Array(64);
    for (let block = 0; block < words.length; block += 16) {
      let [a, b, c, d, e, f, g, h] = hash;
      for (let n = 0; n < 64; n += 1) {
        if (n < 16) w[n] = words[block + n];
        else {
          const x = w[n - 15], y = w[n - 2];
          w[n] = (w[n - 16] + (rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3)) + w[n - 7] + (rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10))) | 0;
        }
        const t1 = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + K[n] + w[n]) | 0;
        const t2 = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((value, n) => { hash[n] = (hash[n] + value) | 0; });
    }
    return hash[0] >>> 0;
  }

  const token = form.dataset.proof;
  const bits = Number(form.dataset.proofBits);
  const question = form.querySelector("[data-unproven]");
  const proof = form.elements.proof;
  let next = 0;

  /* In small pieces, so that typing never stutters. Until it is done the question stands there and can be answered. */
  function work() {
    const until = next + 400;
    for (; next < until; next += 1) {
      if (firstBits(token + "." + next) >>> (32 - bits) === 0) {
        proof.value = String(next);
        question.hidden = true;
        return;
      }
    }
    setTimeout(work, 0);
  }
  work();

  /* A double tap is one form. */
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    setTimeout(() => { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => { form.querySelector("button[type=submit]").disabled = false; });
})();
