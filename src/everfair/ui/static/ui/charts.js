// <figure data-chart="bars" data-source="#id">: one theme for both modes, SVG, direct labels, a table behind, downloads.
import { BUILDERS, TABLES } from "./chart-kinds.js";

const STAGES = ["cultivation", "confirmation", "trust", "weakening", "disappearance"];
const charts = new Map();

// Custom properties hold light-dark(...); only a computed colour says which of the two it is now.
function reader() {
  const probe = document.createElement("span");
  probe.className = "chart-probe";
  document.body.append(probe);
  const read = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  return { read, done: () => probe.remove() };
}

export function look() {
  const { read, done } = reader();
  const found = {
    ink: read("--ink"), ink2: read("--ink-2"), ink3: read("--ink-3"), line: read("--line"), strong: read("--line-strong"),
    surface: read("--surface"), raised: read("--raised"), accent: read("--accent"),
    stage: Object.fromEntries(STAGES.map((stage) => [stage, read(`--stage-${stage}`)])),
    font: getComputedStyle(document.body).fontFamily,
  };
  done();
  return found;
}

function frame(theme) {
  return {
    animation: false,
    textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.ink2 },
    color: [theme.ink2, theme.accent, theme.stage.cultivation, theme.stage.trust, theme.stage.weakening, theme.ink3],
    tooltip: {
      renderMode: "richText", confine: true, backgroundColor: theme.raised, borderColor: theme.line, borderWidth: 1, padding: [8, 10],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.font },
    },
  };
}

function source(figure) {
  return JSON.parse(document.querySelector(figure.dataset.source).textContent);
}

function draw(figure) {
  const kept = charts.get(figure);
  const theme = look();
  kept.chart.setOption({ ...frame(theme), ...BUILDERS[figure.dataset.chart](kept.data, theme, kept.chart.getWidth()) }, true);
}

function attach(figure) {
  const canvas = document.createElement("div");
  canvas.className = "chart-canvas";
  canvas.setAttribute("aria-hidden", "true");
  const table = figure.querySelector(".chart-table");
  figure.insertBefore(canvas, table);
  const data = source(figure);
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  charts.set(figure, { chart, data });
  chart.on("click", ({ data: point }) => point?.url && location.assign(point.url));
  if (!table) figure.append(tableOf(figure, data));
  tools(figure);
  draw(figure);
  new ResizeObserver(() => resized(figure)).observe(canvas);
}

function resized(figure) {
  const { chart } = charts.get(figure);
  chart.resize();
  draw(figure);
}

function rowsOf(figure, data) {
  return TABLES[figure.dataset.chart](data);
}

function tableOf(figure, data) {
  const details = document.createElement("details");
  details.className = "chart-table";
  const summary = document.createElement("summary");
  summary.textContent = figure.dataset.tableWord || word("As a table", "查看数据表");
  const holder = document.createElement("div");
  holder.className = "table-frame";
  holder.tabIndex = 0;
  const table = document.createElement("table");
  table.className = "table compact";
  const [head, ...body] = rowsOf(figure, data);
  table.createTHead().append(row("th", head));
  table.createTBody().append(...body.map((cells) => row("td", cells)));
  holder.append(table);
  details.append(summary, holder);
  return details;
}

function row(kind, cells) {
  const line = document.createElement("tr");
  for (const cell of cells) {
    const box = document.createElement(kind);
    box.textContent = typeof cell === "number" ? +cell.toPrecision(6) : cell ?? "";
    if (typeof cell === "number") box.className = "number";
    line.append(box);
  }
  return line;
}

const word = (english, chinese) => (document.documentElement.lang.startsWith("zh") ? chinese : english);

function tools(figure) {
  const bar = document.createElement("span");
  bar.className = "chart-tools";
  for (const [name, act] of [["SVG", saveSvg], ["PNG", savePng], ["CSV", saveCsv]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = name;
    button.title = `${word("Download", "下载")} ${name}`;
    button.addEventListener("click", () => act(figure));
    bar.append(button);
  }
  let caption = figure.querySelector("figcaption");
  if (!caption) figure.prepend((caption = document.createElement("figcaption")));
  caption.append(bar);
}

const nameOf = (figure) => (figure.dataset.name || figure.getAttribute("aria-label") || figure.dataset.chart).replace(/[\\/:*?"<>|\s]+/g, "-");

function save(figure, blob, kind) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${nameOf(figure)}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const svgText = (figure) => new XMLSerializer().serializeToString(figure.querySelector(".chart-canvas svg"));

function saveSvg(figure) {
  save(figure, new Blob([svgText(figure)], { type: "image/svg+xml" }), "svg");
}

function savePng(figure) {
  const { chart } = charts.get(figure);
  const picture = new Image();
  picture.addEventListener("load", () => {
    const sheet = document.createElement("canvas");
    sheet.width = chart.getWidth() * 2;
    sheet.height = chart.getHeight() * 2;
    const pen = sheet.getContext("2d");
    pen.fillStyle = look().surface;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(picture, 0, 0, sheet.width, sheet.height);
    sheet.toBlob((blob) => save(figure, blob, "png"));
  });
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(figure))}`;
}

// A text a spreadsheet would run gets an apostrophe in front, as in every file of the house.
function csvCell(value) {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  return `"${(/^[\s\p{Cc}\p{Cf}\p{Mn}"'`\u00b4\u2018-\u201e\u00ab\u00bb\u2039\u203a\uff07\uff02\uff40]*[=+\-@|%\u2212\ufe62\ufe63\ufe66\ufe6b\uff05\uff0b\uff0d\uff1d\uff20\uff5c]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function saveCsv(figure) {
  const lines = rowsOf(figure, charts.get(figure).data).map((cells) => cells.map(csvCell).join(","));
  save(figure, new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" }), "csv");
}

const attachAll = (root) => root.querySelectorAll("figure[data-chart]").forEach((figure) => charts.has(figure) || attach(figure));

attachAll(document);
document.addEventListener("htmx:afterSettle", (event) => attachAll(event.target));
document.addEventListener("themechange", () => [...charts.keys()].forEach((figure) => (figure.isConnected ? draw(figure) : charts.delete(figure))));
