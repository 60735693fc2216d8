// <figure data-chart="bars" data-source="#id">: one theme for both modes, SVG, direct labels, a table behind, downloads.
import { word } from "./chart-axes.js";
import { BUILDERS, HEIGHTS, TABLES, WIDTHS } from "./chart-kinds.js";
import { tools } from "./chart-save.js";
import { keyOf, tableOf } from "./chart-table.js";

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

function look() {
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
  const kind = figure.dataset.chart;
  measure(figure, kept, kind);
  kept.theme = look();
  const { key = [], ...option } = BUILDERS[kind](kept.data, kept.theme, kept.chart.getWidth(), kept.chart.getHeight());
  kept.chart.setOption({ ...frame(kept.theme), ...option }, true);
  kept.key = key;
  figure.querySelector(".chart-key")?.remove();
  if (key.length) figure.querySelector(".chart-frame").after(keyOf(key));
}

// As high as its rows need; as wide as its frame, or as it must be for its words to be read.
function measure(figure, { chart, data }, kind) {
  const holder = figure.querySelector(".chart-frame");
  const canvas = holder.firstElementChild;
  const least = WIDTHS[kind]?.(data, holder.clientWidth) || 0;
  const isMoved = least > holder.clientWidth;
  canvas.style.width = isMoved ? `${least}px` : "";
  if (HEIGHTS[kind]) canvas.style.height = `${HEIGHTS[kind](data, isMoved ? least : holder.clientWidth)}px`;
  hint(figure, holder, isMoved);
  chart.resize();
}

function hint(figure, holder, isMoved) {
  holder.tabIndex = isMoved ? 0 : -1;
  if (!isMoved) return figure.querySelector(".chart-hint")?.remove();
  if (figure.querySelector(".chart-hint")) return;
  const words = document.createElement("p");
  words.className = "chart-hint";
  words.textContent = word("Move sideways to see all of it →", "左右滑动可查看全部 →");
  holder.after(words);
}

function attach(figure) {
  const holder = document.createElement("div");
  holder.className = "chart-frame";
  const canvas = document.createElement("div");
  canvas.className = "chart-canvas";
  canvas.setAttribute("aria-hidden", "true");
  holder.append(canvas);
  const table = figure.querySelector(".chart-table");
  figure.insertBefore(holder, table);
  const data = source(figure);
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  charts.set(figure, { chart, data, width: holder.clientWidth });
  chart.on("click", ({ data: point }) => point?.url && location.assign(point.url));
  const rows = () => TABLES[figure.dataset.chart](data);
  if (!table) figure.append(tableOf(figure, rows()));
  tools(figure, () => drawn(figure), rows);
  draw(figure);
  new ResizeObserver(() => resized(figure, holder.clientWidth)).observe(holder);
}

function drawn(figure) {
  const { chart, key, theme } = charts.get(figure);
  return { svg: figure.querySelector(".chart-canvas svg"), width: chart.getWidth(), height: chart.getHeight(), key, theme };
}

function resized(figure, width) {
  const kept = charts.get(figure);
  if (!width || width === kept.width) return;
  kept.width = width;
  draw(figure);
}

const attachAll = (root) => root.querySelectorAll("figure[data-chart]").forEach((figure) => charts.has(figure) || attach(figure));

attachAll(document);
document.addEventListener("htmx:afterSettle", (event) => attachAll(event.target));
document.addEventListener("themechange", () => [...charts.keys()].forEach((figure) => (figure.isConnected ? draw(figure) : charts.delete(figure))));
