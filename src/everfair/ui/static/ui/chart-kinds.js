// What each kind of chart is in ECharts' words, its data as a table, and how large it wants to be. Labels come with the
// data, in the reader's language.
import { axisText, ends, linked, number, pointed, quietAxis, shortUnit, textWidth, unitOf, withUnit } from "./chart-axes.js";
import { calibration, curve, tableOfBins, tableOfCurve } from "./chart-curves.js";
import { heightOfLayers, layers, tableOfLayers } from "./chart-ladder.js";
import { heightOfMap, map, tableOfMap } from "./chart-map.js";
import { heightOfMatrix, matrix, tableOfMatrix, widthOfMatrix } from "./chart-matrix.js";
import { bars, forest, heightOfBars, heightOfForest, heightOfProfile, heightOfSpans, profile, spans, tableOfBars, tableOfForest, tableOfProfile, tableOfSpans } from "./chart-rows.js";
import { tableOfTurnout, turnout } from "./chart-turnout.js";

function lines(data, theme, width) {
  const shown = withUnit(data.unit);
  const palette = [theme.ink, theme.accent, theme.stage.cultivation, theme.stage.trust, theme.stage.weakening, theme.ink3];
  const drops = dropsOfNames(data);
  const room = roomForNames(data.series, width);
  const step = (width - room - 56) / Math.max(1, data.x.length - 1);
  const series = data.series.flatMap((each, index) => lineOf(each, theme.stage[each.stage] || palette[index % palette.length], theme, { drop: drops[index], room, step, urls: data.urls || [], surface: theme.surface }));
  return {
    grid: { left: 8, right: room + 12, top: 14, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { lineStyle: { color: theme.strong } }, formatter: (points) => tipOfLines(points, data, shown) },
    xAxis: quietAxis(theme, { type: "category", data: data.x, boundaryGap: false, splitLine: { show: false } }),
    yAxis: quietAxis(theme, { type: "value", min: data.zero === false ? undefined : 0, ...wholeShare(data), scale: data.zero === false, axisLine: { show: false }, splitNumber: 4, axisLabel: { ...axisText(theme), formatter: shortUnit(data.unit) } }),
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
    name: each.label, type: "line", data: namedAtEnd(each, color, place), showAllSymbol: true, symbol: each.values.length < 25 && !each.dashed ? "circle" : "none", symbolSize: 6, smooth: false, z: 3,
    lineStyle: { color, width: 2, type: each.dashed ? "dashed" : "solid" }, itemStyle: { color, borderColor: theme.surface, borderWidth: 1 },
    emphasis: { focus: "series" },
  };
  return each.low ? [...band(each, color), main] : [main];
}

// The last point that is known carries the name: an end label would look for one where a value is missing. Of a line that
// ends one point before the others it stands in their column too, not across them.
function namedAtEnd({ label, values }, color, { drop, room, step, urls, surface }) {
  const last = lastKnown(values);
  const short = values.length - 1 - last === 1 ? step : 0;
  const name = { show: true, offset: [short, drop], position: "right", formatter: label, color, fontSize: 12, width: room, overflow: "truncate", distance: 8, textBorderColor: surface, textBorderWidth: 3 };
  const point = (value, index) => (urls[index] ? { value, ...pointed(urls[index]) } : { value });
  return values.map((value, index) => (index === last ? { ...point(value, index), symbol: "circle", label: name } : point(value, index)));
}

// As wide as the longest name, Chinese counted double; a third of the chart at most.
function roomForNames(series, width) {
  const longest = Math.max(...series.map(({ label }) => textWidth(label) + 4));
  return Math.min(Math.max(longest, 48), (width || 720) / 3);
}

const lastKnown = (values) => values.findLastIndex((value) => value != null);

// How far each name is moved so that lines ending close together can both be read, and none stands on the axis.
function dropsOfNames(data) {
  const { series } = data;
  const [height, apart] = [210, 15];
  const most = wholeShare(data).max || Math.max(...series.flatMap(({ values, high }) => [...values, ...(high || [])])) || 1;
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

// Words where they start and end and where somebody is new, figures between; on a phone words only where they end, and
// above the figure where somebody is new.
function labelOfNode(node, isLast, room, theme) {
  const isNarrow = !isLast && room <= 120;
  const worded = isNarrow ? !node.stage : isLast || !node.column || !node.stage;
  return {
    position: "right", distance: isNarrow ? 2 : 5, color: theme.ink, fontSize: worded && !isNarrow ? 12 : 11, textBorderColor: theme.surface, textBorderWidth: 2,
    formatter: ({ value }) => (worded ? `${node.label}${isNarrow ? "\n" : " "}${number(value)}` : number(value)),
  };
}

export const BUILDERS = { bars, bar: bars, lines, line: lines, sankey, calibration, forest, turnout, map, spans, profile, matrix, curve, layers };

const tableOfLines = (data) => {
  const unit = unitOf(data.unit);
  const columns = data.series.flatMap((each) => (each.low ? [[each.label, each.values], [`${each.label}: ${ends()[0]}`, each.low], [`${each.label}: ${ends()[1]}`, each.high]] : [[each.label, each.values]]));
  return [["", ...columns.map(([label]) => label)], ...data.x.map((x, index) => [linked(x, data.urls?.[index]), ...columns.map(([, values]) => unit(values[index]))])];
};
const tableOfSankey = (data) => {
  const label = Object.fromEntries(data.nodes.map((node) => [node.id, node.label]));
  return [["→", "", "n"], ...data.links.map((link) => [linked(label[link.from], link.url), label[link.to], link.value])];
};

export const TABLES = {
  bars: tableOfBars, bar: tableOfBars, lines: tableOfLines, line: tableOfLines, sankey: tableOfSankey, calibration: tableOfBins, forest: tableOfForest, turnout: tableOfTurnout,
  map: tableOfMap, spans: tableOfSpans, profile: tableOfProfile, matrix: tableOfMatrix, curve: tableOfCurve, layers: tableOfLayers,
};
// (data, width) -> pixels; kinds that are not named take what their class says.
export const HEIGHTS = { bars: heightOfBars, bar: heightOfBars, forest: heightOfForest, spans: heightOfSpans, profile: heightOfProfile, matrix: heightOfMatrix, map: heightOfMap, layers: heightOfLayers };
// The least width at which one can be read: below it, it is moved sideways within its frame.
export const WIDTHS = { matrix: widthOfMatrix };
