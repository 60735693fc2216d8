// Takes a chart away: as SVG, PNG, or its data as CSV.
import { textWidth, word } from "./chart-axes.js";
import { csvOf } from "./chart-table.js";

const SVG = "http://www.w3.org/2000/svg";
const nameOf = (figure) => (figure.dataset.name || figure.getAttribute("aria-label") || figure.dataset.chart).replace(/[\\/:*?"<>|\s]+/g, "-");

// `drawn` gives {svg, width, height, key, theme}; `rows` the data.
export function tools(figure, drawn, rows) {
  const bar = document.createElement("span");
  bar.className = "chart-tools";
  const ways = [["SVG", () => save(figure, new Blob([picture(drawn()).text], { type: "image/svg+xml" }), "svg")], ["PNG", () => savePng(figure, drawn())], ["CSV", () => save(figure, new Blob([csvOf(rows())], { type: "text/csv" }), "csv")]];
  for (const [name, act] of ways) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = name;
    button.title = `${word("Download", "下载")} ${name}`;
    button.addEventListener("click", act);
    bar.append(button);
  }
  let caption = figure.querySelector("figcaption");
  if (!caption) figure.prepend((caption = document.createElement("figcaption")));
  caption.append(bar);
}

function save(figure, blob, kind) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${nameOf(figure)}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// The chart, and below it what its numbers stand for.
function picture({ svg, width, height, key, theme }) {
  const whole = svg.cloneNode(true);
  const columns = Math.max(1, Math.floor(width / (Math.max(0, ...key.map(({ label }) => textWidth(label))) + 44)));
  const high = height + (key.length ? 12 + 18 * Math.ceil(key.length / columns) : 0);
  for (const [name, value] of [["height", high], ["viewBox", `0 0 ${width} ${high}`]]) whole.setAttribute(name, value);
  whole.style.height = `${high}px`;
  key.forEach(({ label }, at) => whole.append(line(`${at + 1}  ${label}`, 12 + (at % columns) * (width / columns), height + 18 + 18 * Math.floor(at / columns), theme)));
  return { text: new XMLSerializer().serializeToString(whole), width, height: high };
}

function line(text, x, y, theme) {
  const found = document.createElementNS(SVG, "text");
  for (const [name, value] of [["x", x], ["y", y], ["fill", theme.ink], ["font-size", 12], ["font-family", theme.font]]) found.setAttribute(name, value);
  found.textContent = text;
  return found;
}

function savePng(figure, drawn) {
  const { text, width, height } = picture(drawn);
  const image = new Image();
  image.addEventListener("load", () => {
    const sheet = document.createElement("canvas");
    sheet.width = width * 2;
    sheet.height = height * 2;
    const pen = sheet.getContext("2d");
    pen.fillStyle = drawn.theme.surface;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(image, 0, 0, sheet.width, sheet.height);
    sheet.toBlob((blob) => save(figure, blob, "png"));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
