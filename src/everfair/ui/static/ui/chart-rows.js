// Charts with a row for each item: bars, intervals, spans from one figure to another, profiles of several shows.
// Names stand before their rows; on a phone above them, in full.
import { axisText, clipped, dot, ends, intervalShape, isNarrow, legend, linked, number, palette, pointed, roomForLegend, textWidth, unitOf, valueAxis, within, withUnit } from "./chart-axes.js";

const ABOVE = 18; // what a name above its row takes
const ROW = { bars: 30, forest: 36, spans: 28 };
const heightOf = (rows, row, frame, width) => rows * (row + (isNarrow(width) ? ABOVE : 0)) + frame;

const roomForNames = (labels, width) => (isNarrow(width) ? 0 : Math.min(Math.max(60, ...labels.map((label) => textWidth(label) + 12)), width * 0.36));

function names(theme, labels, width, row, more = {}) {
  const common = { type: "category", inverse: true, data: labels, axisTick: { show: false }, axisLine: { show: false, onZero: false }, ...more };
  const room = roomForNames(labels, width);
  const text = { color: theme.ink2, fontFamily: theme.font, fontSize: 12, interval: 0 };
  if (!isNarrow(width)) return { ...common, axisLabel: { ...text, lineHeight: 14, width: room, overflow: "break", formatter: (label) => clipped(label, room * 1.8) } };
  return { ...common, z: 5, axisLabel: { ...text, inside: true, align: "left", verticalAlign: "bottom", margin: 0, padding: [0, 0, Math.max(8, (row + ABOVE) / 2 - 16), 0], formatter: (label) => clipped(label, width - 30) } };
}

const edges = (width, more) => ({ left: isNarrow(width) ? 4 : 14, right: 24, top: 8, bottom: 8, containLabel: !isNarrow(width), ...more });
const underAxis = (width, name) => (isNarrow(width) ? 22 : 0) + (name ? 34 : 8);
const zeroLine = (theme, at = 0) => ({ silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.strong, type: "solid", width: 1 }, data: [{ xAxis: at }] });

// {items: [{label, value, url?, stage?}], unit?, sorted?}
const inOrder = (data) => (data.sorted === false ? [...data.items] : [...data.items].sort((a, b) => b.value - a.value));

export function bars(data, theme, width) {
  const items = inOrder(data);
  const shown = withUnit(data.unit);
  const longest = Math.max(0, ...items.map(({ value }) => textWidth(shown(value))));
  const beside = items.some(({ value }) => value < 0) ? longest + 12 : 0;
  const plot = width - roomForNames(items.map(({ label }) => label), width) - longest - 28;
  return {
    grid: edges(width, { right: longest + 14, top: 4, bottom: 4 }),
    tooltip: { formatter: ({ name, value, dataIndex }) => [`${name}  ${shown(value)}`, items[dataIndex].note].filter(Boolean).join("\n") },
    xAxis: { type: "value", min: (range) => Math.min(0, range.min - (beside * (range.max - Math.min(range.min, 0))) / Math.max(plot - beside, 1)), show: false },
    yAxis: names(theme, items.map(({ label }) => label), width, ROW.bars),
    series: [{
      type: "bar", barMaxWidth: isNarrow(width) ? 12 : 18, barCategoryGap: "35%",
      data: items.map(({ value, url, stage }) => ({ value, ...pointed(url), itemStyle: { color: theme.stage[stage] || theme.ink2, borderRadius: value < 0 ? [3, 0, 0, 3] : [0, 3, 3, 0] }, label: { position: value < 0 ? "left" : "right" } })),
      label: { show: true, color: theme.ink, formatter: ({ value }) => shown(value) },
      markLine: zeroLine(theme),
    }],
  };
}

export const heightOfBars = (data, width) => Math.max(90, heightOf(data.items.length, ROW.bars, 10, width));
export const tableOfBars = (data) => [[data.y || "", data.x || data.unit || ""], ...data.items.map((item) => [linked(item.label, item.url), unitOf(data.unit)(item.value)])];

// {items: [{label, value, low, high, note?, url?, stage?}], unit?, x?, zero?}
export function forest(data, theme, width) {
  const shown = withUnit(data.unit);
  const { items } = data;
  const told = (item) => (item.low == null ? shown(item.value) : `${shown(item.value)} (${shown(item.low)} – ${shown(item.high)})`);
  const room = isNarrow(width) ? 20 : Math.max(...items.map((item) => textWidth(told(item)))) + 22;
  const labels = items.map((item) => (isNarrow(width) ? `${item.label}  ${told(item)}` : item.label));
  return {
    grid: edges(width, { right: room, bottom: underAxis(width, data.x) }),
    tooltip: { formatter: ({ dataIndex }) => [items[dataIndex].label, told(items[dataIndex]), items[dataIndex].note].filter(Boolean).join("\n") },
    xAxis: valueAxis(theme, data.x, data.unit, { scale: data.zero == null, axisLabel: { ...axisText(theme), formatter: shown, hideOverlap: true } }),
    yAxis: names(theme, labels, width, ROW.forest),
    series: [
      { type: "custom", silent: true, data: items.map((item, index) => [index, item.low, item.high]), renderItem: intervalShape(false), itemStyle: { color: theme.ink2 }, encode: { x: [1, 2], y: 0 }, z: 2 },
      {
        type: "scatter", symbolSize: 11, z: 3, data: items.map((item, index) => ({ value: [item.value, index], ...pointed(item.url), itemStyle: dot(theme, theme.stage[item.stage] || theme.accent) })), itemStyle: { opacity: 1 },
        label: { show: !isNarrow(width), position: "right", distance: 0, formatter: ({ dataIndex }) => told(items[dataIndex]), color: theme.ink, align: "left" },
        labelLayout: () => ({ x: width - room + 12, verticalAlign: "middle" }),
        markLine: data.zero == null ? undefined : { ...zeroLine(theme, data.zero), lineStyle: { color: theme.strong, type: "dashed" } },
      },
    ],
  };
}

export const heightOfForest = (data, width) => heightOf(data.items.length, ROW.forest, data.x ? 56 : 34, width);
export const tableOfForest = (data) => [["", data.x || data.unit || "", ...ends(), ""], ...data.items.map((item) => [linked(item.label, item.url), ...[item.value, item.low, item.high].map(unitOf(data.unit)), item.note])];

// {items: [{label, from, to, note?, url?}], from, to, unit?, x?, scale?: [low, high]}: an arrow from one figure to the other
export function spans(data, theme, width) {
  const { items } = data;
  const shown = withUnit(data.unit);
  const end = (key, color, hollow) => ({
    name: data[key], type: "scatter", symbolSize: 11, z: 3, itemStyle: { opacity: 1, ...(hollow ? { color: theme.surface, borderColor: color, borderWidth: 2 } : dot(theme, color)) },
    data: items.map((item, index) => ({ value: [item[key], index], ...pointed(item.url) })),
  });
  return {
    ...legend(theme, [data.from, data.to]),
    grid: edges(width, { top: 30, bottom: underAxis(width, data.x) }),
    tooltip: { formatter: ({ dataIndex }) => [items[dataIndex].label, `${data.from}  ${shown(items[dataIndex].from)}`, `${data.to}  ${shown(items[dataIndex].to)}`, items[dataIndex].note].filter(Boolean).join("\n") },
    xAxis: valueAxis(theme, data.x, data.unit, within(data.scale)),
    yAxis: names(theme, items.map(({ label }) => label), width, ROW.spans),
    series: [
      { type: "lines", coordinateSystem: "cartesian2d", symbol: ["none", "arrow"], symbolSize: 7, silent: true, z: 2, lineStyle: { color: theme.strong, width: 2, opacity: 1 }, data: items.map((item, index) => ({ coords: [[item.from, index], [item.to, index]] })) },
      end("from", theme.ink2, true), end("to", theme.accent, false),
    ],
  };
}

export const heightOfSpans = (data, width) => heightOf(data.items.length, ROW.spans, data.x ? 84 : 62, width);
export const tableOfSpans = (data) => [["", data.from, data.to, ""], ...data.items.map((item) => [linked(item.label, item.url), unitOf(data.unit)(item.from), unitOf(data.unit)(item.to), item.note])];

// {items: [label], series: [{label, values: [{value, low, high, n?, url?} | null]}], x?, unit?, zero?, scale?}
const APART = 12;
const rowOfProfile = (data) => Math.max(30, APART * data.series.length + 12);

export function profile(data, theme, width) {
  const shown = withUnit(data.unit);
  const colors = palette(theme);
  const shifted = (at) => (at - (data.series.length - 1) / 2) * APART + (isNarrow(width) ? ABOVE / 2 : 0);
  const known = ({ values }, told) => values.flatMap((one, index) => (one ? told(one, index) : []));
  const series = data.series.flatMap((each, at) => [
    { type: "custom", silent: true, z: 2, itemStyle: { color: colors[at % 6] }, encode: { x: [1, 2], y: 0 }, renderItem: intervalShape(false, shifted(at)), data: known(each, (one, index) => (one.low == null ? [] : [[index, one.low, one.high]])) },
    { name: each.label, type: "scatter", symbolSize: 10, z: 3, symbolOffset: [0, shifted(at)], itemStyle: { ...dot(theme, colors[at % 6]), opacity: 1 }, data: known(each, (one, index) => [{ value: [one.value, index], ...pointed(one.url) }]) },
  ]);
  if (data.zero != null) series[1].markLine = { ...zeroLine(theme, data.zero), lineStyle: { color: theme.strong, type: "dashed" } };
  const labels = data.series.map(({ label }) => label);
  return {
    ...legend(theme, labels),
    grid: edges(width, { top: roomForLegend(labels, width), bottom: underAxis(width, data.x) }),
    tooltip: { formatter: ({ seriesName, value: [, index] }) => [data.items[index], ...data.series.filter(({ label, values }) => values[index] && (label === seriesName || data.series.length < 4)).map(({ label, values }) => `${label}  ${spoken(values[index], shown)}`)].join("\n") },
    xAxis: valueAxis(theme, data.x, data.unit, within(data.scale)),
    yAxis: names(theme, data.items, width, rowOfProfile(data), { splitLine: { show: true, lineStyle: { color: theme.line } } }),
    series,
  };
}

const spoken = ({ value, low, high, n }, shown) => `${shown(value)}${low == null ? "" : ` (${shown(low)} – ${shown(high)})`}${n == null ? "" : `  n = ${number(n)}`}`;

export const heightOfProfile = (data, width) => heightOf(data.items.length, rowOfProfile(data), roomForLegend(data.series.map(({ label }) => label), width) + (data.x ? 52 : 30), width);
export const tableOfProfile = (data) => {
  const unit = unitOf(data.unit);
  return [
    ["", ...data.series.flatMap(({ label }) => [label, ...ends()])],
    ...data.items.map((item, index) => [item, ...data.series.flatMap(({ values }) => [alsoLinked(unit(values[index]?.value), values[index]?.url), unit(values[index]?.low), unit(values[index]?.high)])]),
  ];
};
const alsoLinked = (cell, url) => (cell && url ? { ...cell, url } : cell);
