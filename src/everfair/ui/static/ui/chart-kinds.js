// What each kind of chart is in ECharts' words, and its data as a table. Labels come with the data, in the reader's language.
import { axisText, intervalShape, named, number, percent, quietAxis, withUnit } from "./chart-axes.js";
import { curve, layers, map, matrix, profile, spans, tableOfCurve, tableOfLayers, tableOfMap, tableOfMatrix, tableOfProfile, tableOfSpans } from "./chart-maps.js";
import { tableOfTurnout, turnout } from "./chart-turnout.js";

function bars(data, theme, width) {
  const items = data.sorted === false ? [...data.items] : [...data.items].sort((a, b) => b.value - a.value);
  const shown = withUnit(data.unit);
  const longest = Math.max(0, ...items.map(({ value }) => shown(value).length));
  return {
    grid: { left: 18, right: 16 + 8 * longest, top: 4, bottom: 4, containLabel: true },
    tooltip: { formatter: ({ name, value }) => `${name}  ${shown(value)}` },
    xAxis: { type: "value", min: (range) => Math.min(0, range.min), show: false },
    yAxis: {
      type: "category", inverse: true, data: items.map((item) => item.label), axisTick: { show: false }, axisLine: { lineStyle: { color: theme.strong } },
      axisLabel: { color: theme.ink2, fontFamily: theme.font, fontSize: 12, width: Math.max(90, width * 0.3), overflow: "truncate" },
    },
    series: [{
      type: "bar", barMaxWidth: 20, barCategoryGap: "35%",
      data: items.map((item) => ({ value: item.value, url: item.url, cursor: item.url ? "pointer" : "default", itemStyle: { color: theme.stage[item.stage] || theme.ink2, borderRadius: [0, 3, 3, 0] } })),
      label: { show: true, position: "right", color: theme.ink, formatter: ({ value }) => shown(value) },
    }],
  };
}

function lines(data, theme, width) {
  const shown = withUnit(data.unit);
  const palette = [theme.ink, theme.accent, theme.stage.cultivation, theme.stage.trust, theme.stage.weakening, theme.ink3];
  const drops = dropsOfNames(data.series);
  const room = roomForNames(data.series, width);
  const series = data.series.flatMap((each, index) => lineOf(each, theme.stage[each.stage] || palette[index % palette.length], theme, { drop: drops[index], room }));
  return {
    grid: { left: 8, right: room + 12, top: 14, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { lineStyle: { color: theme.strong } }, formatter: (points) => tipOfLines(points, data, shown) },
    xAxis: quietAxis(theme, { type: "category", data: data.x, boundaryGap: false, splitLine: { show: false } }),
    yAxis: quietAxis(theme, { type: "value", min: data.zero === false ? undefined : 0, ...wholeShare(data), scale: data.zero === false, axisLine: { show: false }, splitNumber: 4, axisLabel: { ...axisText(theme), formatter: shown } }),
    series,
  };
}

// Shares near one end their axis at 100%, in quarters.
function wholeShare(data) {
  const most = Math.max(...data.series.flatMap((each) => [...each.values, ...(each.high || [])]));
  return data.unit === "%" && most > 0.75 && most <= 1 ? { max: 1, interval: 0.25 } : {};
}

function lineOf(each, color, theme, place) {
  const main = {
    name: each.label, type: "line", data: namedAtEnd(each, color, place), showAllSymbol: true, symbol: each.values.length < 25 ? "circle" : "none", symbolSize: 6, smooth: false, z: 3,
    lineStyle: { color, width: 2, type: each.dashed ? "dashed" : "solid" }, itemStyle: { color, borderColor: theme.surface, borderWidth: 1 },
    emphasis: { focus: "series" },
  };
  return each.low ? [...band(each, color), main] : [main];
}

// The last point that is known carries the name: an end label would look for one where a value is missing.
function namedAtEnd({ label, values }, color, { drop, room }) {
  const last = lastKnown(values);
  const name = { show: true, offset: [0, drop], position: "right", formatter: label, color, fontSize: 12, width: room, overflow: "truncate", distance: 8 };
  return values.map((value, index) => (index === last ? { value, symbol: "circle", label: name } : value));
}

// As wide as the longest name, Chinese counted double; a third of the chart at most.
function roomForNames(series, width) {
  const longest = Math.max(...series.map(({ label }) => [...label].reduce((sum, sign) => sum + (sign > "\u2e80" ? 12.5 : 7), 4)));
  return Math.min(Math.max(longest, 48), (width || 720) / 3);
}

const lastKnown = (values) => values.findLastIndex((value) => value != null);

// How far each name is moved so that lines ending close together can both be read, and none stands on the axis.
function dropsOfNames(series) {
  const [height, apart] = [210, 15];
  const most = Math.max(...series.flatMap(({ values }) => values)) || 1;
  const ends = series.map(({ values }, index) => ({ index, at: lastKnown(values), y: height * (1 - (values[lastKnown(values)] || 0) / most) }));
  const placed = [];
  for (const end of ends.sort((a, b) => a.y - b.y)) {
    const above = placed.filter((other) => Math.abs(other.at - end.at) < 2).map((other) => other.y + other.drop + apart);
    placed.push({ ...end, drop: Math.max(0, ...above.map((least) => least - end.y)) });
  }
  let floor = height - 8;
  for (const end of placed.toReversed()) {
    end.drop = Math.min(end.drop, floor - end.y);
    floor = Math.min(floor, end.y + end.drop - apart);
  }
  return series.map((_, index) => placed.find((end) => end.index === index).drop);
}

function band(each, color) {
  const common = { type: "line", stack: `band-${each.label}`, symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false }, z: 1 };
  const spread = each.high.map((high, index) => (high == null ? null : high - each.low[index]));
  return [{ ...common, name: `${each.label} low`, data: each.low }, { ...common, name: `${each.label} band`, data: spread, areaStyle: { color, opacity: 0.14 } }];
}

function tipOfLines(points, data, shown) {
  const index = points[0].dataIndex;
  const rows = data.series.filter((each) => each.values[index] != null).map((each) => {
    const interval = each.low && each.low[index] != null ? ` (${shown(each.low[index])} – ${shown(each.high[index])})` : "";
    return `${each.label}  ${shown(each.values[index])}${interval}`;
  });
  return [data.x[index], ...rows].join("\n");
}

function sankey(data, theme, width) {
  const label = Object.fromEntries(data.nodes.map((node) => [node.id, node.label]));
  const last = Math.max(...data.nodes.map((node) => node.column ?? 0));
  return {
    tooltip: { formatter: ({ dataType, data: point, value }) => (dataType === "edge" ? `${label[point.source]} → ${label[point.target]}  ${number(value)}` : `${label[point.name]}  ${number(value)}`) },
    series: [{
      type: "sankey", left: 8, right: 120, top: 12, bottom: 8, nodeWidth: 12, nodeGap: 14, draggable: false, layoutIterations: 0, emphasis: { focus: "adjacency" },
      lineStyle: { color: "gradient", opacity: 0.28, curveness: 0.5 },
      data: data.nodes.map((node) => ({
        name: node.id, depth: node.column, url: node.url, itemStyle: { color: theme.stage[node.stage] || theme.ink3, borderWidth: 0 },
        label: labelOfNode(node, node.column === last, width / (last + 1), theme),
      })),
      links: data.links.map((link) => ({ source: link.from, target: link.to, value: link.value, url: link.url })),
    }],
  };
}

// Words where they start and end and where somebody is new, figures between; on a phone only where they end.
function labelOfNode(node, isLast, room, theme) {
  const worded = isLast || !node.column || !node.stage;
  return {
    show: isLast || room > 120, position: "right", color: theme.ink, fontSize: worded ? 12 : 11, textBorderColor: theme.surface, textBorderWidth: 2,
    formatter: ({ value }) => (worded ? `${node.label} ${number(value)}` : number(value)),
  };
}


function calibration(data, theme) {
  const bins = data.bins;
  const most = Math.max(...bins.map((bin) => bin.n || 1));
  const share = { type: "value", min: 0, max: 1, axisLabel: { ...axisText(theme), formatter: percent } };
  return {
    grid: { left: 34, right: 24, top: 14, bottom: 34, containLabel: true },
    tooltip: { formatter: ({ dataIndex, seriesType }) => (seriesType === "line" ? "" : tipOfBin(bins[dataIndex], data)) },
    xAxis: quietAxis(theme, { ...share, ...named(data.x) }),
    yAxis: quietAxis(theme, { ...share, ...named(data.y), nameGap: 42 }),
    series: [
      { type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, lineStyle: { color: theme.strong, type: "dashed", width: 1 }, z: 1 },
      { type: "custom", data: bins.map((bin) => [bin.predicted, bin.low, bin.high]), renderItem: intervalShape(true), itemStyle: { color: theme.ink2 }, encode: { x: 0, y: [1, 2] }, z: 2 },
      { type: "scatter", data: bins.map((bin) => [bin.predicted, bin.actual]), symbolSize: (value, { dataIndex }) => 7 + 9 * Math.sqrt((bins[dataIndex].n || 1) / most), itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1.5, opacity: 1 }, z: 3 },
    ],
  };
}

const tipOfBin = (bin, data) => [`${data.x || ""} ${percent(bin.predicted)}`, `${data.y || ""} ${percent(bin.actual)} (${percent(bin.low)} – ${percent(bin.high)})`, `n = ${number(bin.n || 0)}`].join("\n");

function forest(data, theme, width) {
  const shown = withUnit(data.unit);
  const items = data.items;
  const text = (item) => `${shown(item.value)} (${shown(item.low)} – ${shown(item.high)})`;
  return {
    grid: { left: 18, right: width > 560 ? 150 : 20, top: 8, bottom: data.x ? 34 : 8, containLabel: true },
    tooltip: { formatter: ({ dataIndex }) => [items[dataIndex].label, text(items[dataIndex]), items[dataIndex].note].filter(Boolean).join("\n") },
    xAxis: quietAxis(theme, { type: "value", scale: true, ...named(data.x), axisLabel: { ...axisText(theme), formatter: shown }, splitNumber: 4 }),
    yAxis: { type: "category", inverse: true, data: items.map((item) => item.label), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: theme.ink2, fontFamily: theme.font, width: Math.max(90, width * 0.28), overflow: "truncate" } },
    series: [
      { type: "custom", data: items.map((item, index) => [index, item.low, item.high]), renderItem: intervalShape(false), itemStyle: { color: theme.ink2 }, encode: { x: [1, 2], y: 0 }, z: 2 },
      {
        type: "scatter", symbolSize: 10, data: items.map((item, index) => ({ value: [item.value, index], itemStyle: { color: theme.stage[item.stage] || theme.accent, borderColor: theme.surface, borderWidth: 1.5 } })), z: 3,
        label: { show: width > 560, position: "right", distance: 0, formatter: ({ dataIndex }) => text(items[dataIndex]), color: theme.ink, align: "left" },
        labelLayout: () => ({ x: width - 146, verticalAlign: "middle" }),
        markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.strong, type: "dashed" }, data: data.zero == null ? [] : [{ xAxis: data.zero }] },
      },
    ],
  };
}

export const BUILDERS = { bars, bar: bars, lines, line: lines, sankey, calibration, forest, turnout, map, spans, profile, matrix, curve, layers };

const tableOfBars = (data) => [[data.y || "", data.x || data.unit || ""], ...data.items.map((item) => [item.label, item.value])];
const tableOfLines = (data) => {
  const columns = data.series.flatMap((each) => (each.low ? [[each.label, each.values], [`${each.label} –`, each.low], [`${each.label} +`, each.high]] : [[each.label, each.values]]));
  return [["", ...columns.map(([label]) => label)], ...data.x.map((x, index) => [x, ...columns.map(([, values]) => values[index])])];
};
const tableOfSankey = (data) => {
  const label = Object.fromEntries(data.nodes.map((node) => [node.id, node.label]));
  return [["→", "", "n"], ...data.links.map((link) => [label[link.from], label[link.to], link.value])];
};
const tableOfBins = (data) => [[data.x || "", data.y || "", "–", "+", "n"], ...data.bins.map((bin) => [bin.predicted, bin.actual, bin.low, bin.high, bin.n])];
const tableOfForest = (data) => [["", data.x || data.unit || "", "–", "+"], ...data.items.map((item) => [item.label, item.value, item.low, item.high])];

export const TABLES = { bars: tableOfBars, bar: tableOfBars, lines: tableOfLines, line: tableOfLines, sankey: tableOfSankey, calibration: tableOfBins, forest: tableOfForest, turnout: tableOfTurnout,
  map: tableOfMap, spans: tableOfSpans, profile: tableOfProfile, matrix: tableOfMatrix, curve: tableOfCurve, layers: tableOfLayers,
};
