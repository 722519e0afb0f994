// The page of use: a filter that goes at once, arrow keys in a heatmap, figures and pictures to take along.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg", SHARP = 2;

  // Filter: a choice goes at once; dates of one's own are asked for first.
  function owned(form) {
    form.querySelectorAll("[data-own]").forEach((label) => {
      const own = form.elements[label.dataset.own].value === "custom";
      label.hidden = !own;
      label.querySelector("input").disabled = !own;
    });
  }
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-at-once]");
    if (!form) return;
    owned(form);
    if (event.target.matches("select") && event.target.value !== "custom") form.requestSubmit();
  });

  // Heatmap: one tab stop, the arrows do the rest.
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-walk] td"), step = STEPS[event.key];
    if (!cell || !step) return;
    event.preventDefault();
    const rows = [...cell.closest("tbody").rows];
    let row = rows.indexOf(cell.parentNode), column = cell.cellIndex, next = null;
    do {
      row += step[0]; column += step[1];
      next = rows[row] && rows[row].cells[column];
    } while (next && !next.querySelector("a"));
    const link = next && next.matches("td") && next.querySelector("a");
    if (!link) return;
    cell.closest("table").querySelectorAll('td a[tabindex="0"]').forEach((one) => { one.tabIndex = -1; });
    link.tabIndex = 0;
    link.focus();
  });

  function keep(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function figures(button) {
    const answer = await window.dash_clientside.ask.deed(button, { do: "sheet", sheet: button.dataset.part }, document.querySelector(".told.toast"));
    if (answer.ok && answer.file) keep(answer.file.name, new Blob([answer.file.text], { type: "text/csv;charset=utf-8" }));
  }

  // A picture is what is seen: every box with a colour and every line of words, at its place.
  function solid(colour) {
    const one = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    one.fillStyle = colour;
    one.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = one.getImageData(0, 0, 1, 1).data;
    return a ? { fill: `rgb(${r},${g},${b})`, "fill-opacity": (a / 255).toFixed(3) } : null;
  }

  function shape(tag, attributes, text) {
    const node = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    if (text !== undefined) node.textContent = text;
    return node;
  }

  const box = (rect, origin) => ({ x: rect.x - origin.x, y: rect.y - origin.y, width: rect.width, height: rect.height });

  // A line is a mask over a colour: its shape comes from the mask, its colour from what lies below it.
  function masked(picture, node, origin, mask) {
    const text = decodeURIComponent(mask.slice(mask.indexOf(",") + 1, mask.lastIndexOf('"')));
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement, colour = solid(getComputedStyle(node).backgroundColor);
    svg.querySelectorAll("path").forEach((path) => {
      const drawn = path.hasAttribute("stroke") ? "stroke" : "fill";
      if (colour) { path.setAttribute(drawn, colour.fill); path.setAttribute(`${drawn}-opacity`, colour["fill-opacity"]); }
    });
    Object.entries(box(node.getBoundingClientRect(), origin)).forEach(([name, value]) => svg.setAttribute(name, value));
    picture.append(document.importNode(svg, true));
  }

  function boxed(picture, node, origin) {
    const style = getComputedStyle(node);
    if (style.maskImage.startsWith('url("data:')) { masked(picture, node, origin, style.maskImage); return; }
    const colour = solid(style.backgroundColor), rect = node.getBoundingClientRect();
    if (colour && rect.width && rect.height) picture.append(shape("rect", { ...box(rect, origin), rx: parseFloat(style.borderRadius) || 0, ...colour }));
    const edge = style.boxShadow.includes("inset") && solid(style.boxShadow.slice(0, style.boxShadow.indexOf(")") + 1));
    if (edge && rect.width) picture.append(shape("rect", { ...box(rect, origin), fill: "none", stroke: edge.fill, "stroke-width": 2, rx: 3 }));
    if (style.backgroundImage !== "none" && rect.width) picture.append(shape("rect", { ...box(rect, origin), fill: "url(#unknown)" }));
  }

  function worded(picture, text, origin) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const rect = range.getBoundingClientRect(), style = getComputedStyle(text.parentNode), words = text.data.trim();
    if (!words || !rect.width || rect.width < 2) return;
    const place = { x: rect.x - origin.x, y: rect.y - origin.y + rect.height * 0.78, "font-size": style.fontSize, "font-weight": style.fontWeight, "font-family": "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" };
    picture.append(shape("text", { ...place, ...solid(style.color) }, words));
  }

  // What Plotly drew is a picture already: it is taken over with the colours that the theme gave it.
  function copied(picture, svg, origin) {
    const copy = svg.cloneNode(true), rect = svg.getBoundingClientRect(), parts = copy.querySelectorAll("*");
    svg.querySelectorAll("*").forEach((part, n) => {
      const style = getComputedStyle(part);
      ["fill", "fill-opacity", "stroke", "stroke-width", "font-size", "font-weight"].forEach((name) => parts[n].style.setProperty(name, style.getPropertyValue(name)));
    });
    Object.entries(box(rect, origin)).forEach(([name, value]) => copy.setAttribute(name, value));
    copy.style.background = "none";
    picture.append(copy);
  }

  function seen(node) { return !node.closest(".take, .table-toggle, .sr, [hidden], .back, button, dialog"); }

  function picture(panel) {
    const scrolled = [...panel.querySelectorAll(".heat-scroll")].reduce((most, one) => Math.max(most, one.scrollWidth - one.clientWidth), 0);
    const origin = panel.getBoundingClientRect(), width = Math.ceil(origin.width + scrolled), height = Math.ceil(origin.height);
    const svg = shape("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
    const pattern = shape("pattern", { id: "unknown", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(shape("rect", { width: 2, height: 6, ...solid(getComputedStyle(panel).color), "fill-opacity": 0.28 }));
    const defs = shape("defs", {});
    defs.append(pattern);
    svg.append(defs, shape("rect", { width, height, ...solid(getComputedStyle(panel).backgroundColor) }));
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, element = node.nodeType === 1 ? node : node.parentNode;
      if (node.nodeType === 1 && node.matches(".main-svg")) copied(svg, node, origin);
      else if (seen(element) && !element.closest(".main-svg")) (node.nodeType === 1 ? boxed : worded)(svg, node, origin);
    }
    return svg;
  }

  // Scrolled away parts belong to the picture, too; sticky heads would lie across them.
  async function draw(button) {
    const panel = button.closest(".chart"), name = `${location.pathname.split("/")[1]}-${button.dataset.part}`;
    panel.classList.add("drawing");
    panel.querySelectorAll(".heat-scroll").forEach((one) => { one.scrollLeft = 0; });
    const svg = picture(panel), text = new XMLSerializer().serializeToString(svg);
    panel.classList.remove("drawing");
    button.closest("details").open = false;
    const vector = new Blob([text], { type: "image/svg+xml" });
    if (button.dataset.take === "svg") { keep(`${name}.svg`, vector); return; }
    const image = new Image(), address = URL.createObjectURL(vector);
    image.src = address;
    await image.decode();
    const paper = Object.assign(document.createElement("canvas"), { width: svg.getAttribute("width") * SHARP, height: svg.getAttribute("height") * SHARP });
    paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
    URL.revokeObjectURL(address);
    paper.toBlob((blob) => keep(`${name}.png`, blob), "image/png");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".take button");
    if (!button) return;
    if (button.dataset.take === "csv") figures(button);
    else draw(button);
  });

  // What the browser built just now: the filter's own dates follow its choices.
  function arrive() {
    document.querySelectorAll("form[data-at-once]:not([data-ready])").forEach((form) => {
      form.dataset.ready = "true";
      owned(form);
    });
  }
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
  arrive();
})();
