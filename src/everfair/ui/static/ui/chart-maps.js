// Charts of findings: marks on a map with quadrants, spans from one figure to another, profiles of several shows,
// matrices of moves, curves with their points, and layers from means to ends.
import { axisText, intervalShape, named, number, quietAxis, withUnit } from "./chart-axes.js";

const colors = (theme) => [theme.accent, theme.stage.weakening, theme.stage.cultivation, theme.stage.trust, theme.ink3, theme.ink];
const valueAxis = (theme, name, unit, more = {}) => quietAxis(theme, { type: "value", ...named(name), axisLabel: { ...axisText(theme), formatter: withUnit(unit), hideOverlap: true }, splitNumber: 4, ...more });
const categories = (theme, labels, width) => ({
  type: "category", inverse: true, data: labels, axisTick: { show: false }, axisLine: { show: false },
  axisLabel: { color: theme.ink2, fontFamily: theme.font, width: Math.max(90, width * 0.28), overflow: "truncate", interval: labels.length > 24 ? "auto" : 0 },
});
const dot = (theme, color) => ({ color, borderColor: theme.surface, borderWidth: 1.5 });
const legend = (theme, labels) => (labels.length < 2 ? {} : { legend: { data: labels, top: 0, left: 0, icon: "circle", itemWidth: 10, itemHeight: 10, textStyle: { color: theme.ink2 }, selectedMode: false } });
// As many lines as the names need.
const roomForLegend = (series, width) => (series.length < 2 ? 8 : 12 + 20 * Math.ceil(series.reduce((sum, { label }) => sum + 30 + [...label].reduce((wide, sign) => wide + (sign > "\u2e80" ? 12.5 : 7), 0), 0) / width));
// Shares are told in quarters.
const within = (ends) => (ends ? { min: ends[0], max: ends[1], ...(ends[1] === 1 && !ends[0] ? { interval: 0.25 } : {}) } : { scale: true });
const faded = (color, share) => color.replace(/^rgb\((.*)\)$/, `rgba($1, ${share})`);

// {marks: [{label, x, y, xLow?, xHigh?, yLow?, yHigh?, size?, note?, url?, quiet?, unnamed?}], lines?: {x, y}, corners?: [top left, top right, bottom left, bottom right], x, y, xUnit?, yUnit?, domain?: [low, high]}
export function map(data, theme, width) {
  const { marks } = data;
  const most = Math.max(...marks.map(({ size }) => size || 0)) || 1;
  const bounds = within(data.domain);
  const side = sideOfNames(marks);
  const longest = Math.max(...marks.map(({ y }) => withUnit(data.yUnit)(Math.round(y)).length));
  return {
    grid: { left: 34, right: width > 480 ? 110 : 60, top: 22, bottom: 34, containLabel: true },
    tooltip: { formatter: ({ dataIndex }) => [marks[dataIndex].label, `${data.x}  ${withUnit(data.xUnit)(marks[dataIndex].x)}`, `${data.y}  ${withUnit(data.yUnit)(marks[dataIndex].y)}`, marks[dataIndex].note].filter(Boolean).join("\n") },
    xAxis: valueAxis(theme, data.x, data.xUnit, { ...bounds, splitLine: { show: false } }),
    yAxis: valueAxis(theme, data.y, data.yUnit, { ...bounds, nameGap: Math.max(52, 16 + 7 * longest), splitLine: { show: false } }),
    graphic: corners(data.corners, theme, width),
    series: [
      interval(marks, theme, ({ x, yLow, yHigh }) => [x, yLow, yHigh], true),
      interval(marks, theme, ({ y, xLow, xHigh }) => [y, xLow, xHigh], false),
      {
        type: "scatter", z: 3, symbolSize: (value, { dataIndex }) => (marks[dataIndex].size ? 7 + 25 * Math.sqrt(marks[dataIndex].size / most) : 11),
        data: marks.map((mark) => ({ value: [mark.x, mark.y], name: mark.label, url: mark.url, cursor: mark.url ? "pointer" : "default", itemStyle: { ...dot(theme, mark.quiet ? faded(theme.ink3, 0.5) : theme.accent), opacity: mark.size ? 0.6 : 1 }, label: { position: side(mark) } })),
        label: { show: true, formatter: ({ dataIndex, name }) => (marks[dataIndex].unnamed ? "" : name), color: theme.ink, fontSize: 12, width: width / 3, overflow: "truncate", textBorderColor: theme.surface, textBorderWidth: 2 },
        labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
        markLine: data.lines ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.strong, type: "dashed" }, data: [{ xAxis: data.lines.x }, { yAxis: data.lines.y }] } : undefined,
      },
    ],
  };
}

// To the right of its mark, but inwards where the edge is near.
function sideOfNames(marks) {
  const xs = marks.map(({ x }) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  return ({ x }) => (x > low + 0.75 * (high - low) ? "left" : "right");
}

function interval(marks, theme, ends, vertical) {
  const known = marks.map(ends).filter(([, low]) => low != null);
  return { type: "custom", silent: true, data: known, renderItem: intervalShape(vertical), itemStyle: { color: theme.strong }, encode: vertical ? { x: 0, y: [1, 2] } : { x: [1, 2], y: 0 }, z: 2 };
}

const corners = (words, theme, width) => (words || []).map((text, index) => ({
  type: "text", silent: true, z: 1, [index % 2 ? "right" : "left"]: index % 2 ? (width > 480 ? 116 : 66) : 90, [index < 2 ? "top" : "bottom"]: index < 2 ? 24 : 64,
  style: { text, fill: theme.ink3, fontSize: width < 480 ? 10 : 12, fontFamily: theme.font },
}));

export const tableOfMap = (data) => [["", data.x, data.y, ""], ...data.marks.map((mark) => [mark.label, mark.x, mark.y, mark.note])];

// {items: [{label, from, to, note?, url?}], from, to, unit?, x?, scale?: [low, high]}: an arrow from one figure to the other
export function spans(data, theme, width) {
  const { items } = data;
  const shown = withUnit(data.unit);
  const bounds = within(data.scale);
  const end = (key, color, hollow) => ({
    name: data[key], type: "scatter", symbolSize: 11, z: 3, itemStyle: hollow ? { color: theme.surface, borderColor: color, borderWidth: 2 } : dot(theme, color),
    data: items.map((item, index) => ({ value: [item[key], index], url: item.url, cursor: item.url ? "pointer" : "default" })),
  });
  return {
    ...legend(theme, [data.from, data.to]),
    grid: { left: 18, right: 24, top: 30, bottom: 30, containLabel: true },
    tooltip: { formatter: ({ dataIndex }) => [items[dataIndex].label, `${data.from}  ${shown(items[dataIndex].from)}`, `${data.to}  ${shown(items[dataIndex].to)}`, items[dataIndex].note].filter(Boolean).join("\n") },
    xAxis: valueAxis(theme, data.x, data.unit, bounds),
    yAxis: categories(theme, items.map(({ label }) => label), width),
    series: [
      { type: "lines", coordinateSystem: "cartesian2d", symbol: ["none", "arrow"], symbolSize: 7, silent: true, z: 2, lineStyle: { color: theme.strong, width: 2, opacity: 1 }, data: items.map((item, index) => ({ coords: [[item.from, index], [item.to, index]] })) },
      end("from", theme.ink2, true), end("to", theme.accent, false),
    ],
  };
}

export const tableOfSpans = (data) => [["", data.from, data.to, ""], ...data.items.map((item) => [item.label, item.from, item.to, item.note])];

// {items: [label], series: [{label, values: [{value, low, high, n?, url?} | null]}], x?, unit?, zero?, scale?}
export function profile(data, theme, width) {
  const shown = withUnit(data.unit);
  const palette = colors(theme);
  const bounds = within(data.scale);
  const shifted = (index) => (index - (data.series.length - 1) / 2) * 11;
  const series = data.series.flatMap((each, at) => [
    { type: "custom", silent: true, z: 2, itemStyle: { color: palette[at % 6] }, encode: { x: [1, 2], y: 0 }, renderItem: shiftedInterval(shifted(at)), data: each.values.flatMap((one, index) => (one?.low == null ? [] : [[index, one.low, one.high]])) },
    { name: each.label, type: "scatter", symbolSize: 9, z: 3, symbolOffset: [0, shifted(at)], itemStyle: dot(theme, palette[at % 6]), data: each.values.flatMap((one, index) => (one ? [{ value: [one.value, index], url: one.url, cursor: one.url ? "pointer" : "default" }] : [])) },
  ]);
  if (data.zero != null) series[1].markLine = { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.strong, type: "dashed" }, data: [{ xAxis: data.zero }] };
  return {
    ...legend(theme, data.series.map(({ label }) => label)),
    grid: { left: 18, right: 24, top: roomForLegend(data.series, width), bottom: 30, containLabel: true },
    tooltip: { formatter: ({ seriesName, value: [, index] }) => [data.items[index], ...data.series.filter(({ label, values }) => values[index] && (label === seriesName || data.series.length < 4)).map(({ label, values }) => `${label}  ${spoken(values[index], shown)}`)].join("\n") },
    xAxis: valueAxis(theme, data.x, data.unit, bounds),
    yAxis: categories(theme, data.items, width),
    series,
  };
}

const spoken = ({ value, low, high, n }, shown) => `${shown(value)}${low == null ? "" : ` (${shown(low)} – ${shown(high)})`}${n == null ? "" : `  n = ${number(n)}`}`;

const shiftedInterval = (down) => (params, api) => {
  const [x1, y] = api.coord([api.value(1), api.value(0)]);
  const [x2] = api.coord([api.value(2), api.value(0)]);
  return { type: "line", shape: { x1, y1: y + down, x2, y2: y + down }, style: { stroke: api.visual("color"), lineWidth: 1.5, fill: null } };
};

export const tableOfProfile = (data) => [
  ["", ...data.series.flatMap(({ label }) => [label, "–", "+"])],
  ...data.items.map((item, index) => [item, ...data.series.flatMap(({ values }) => [values[index]?.value, values[index]?.low, values[index]?.high])]),
];

// {rows: [label], columns: [label], cells: [[{value, text, url?, note?} | null]], x?, y?}
export function matrix(data, theme, width) {
  const cells = data.cells.flatMap((row, y) => row.flatMap((cell, x) => (cell ? [{ value: [x, y, cell.value], cell, url: cell.url, cursor: cell.url ? "pointer" : "default" }] : [])));
  const most = Math.max(...cells.map(({ cell }) => cell.value)) || 1;
  const axis = (labels, name, more) => ({ type: "category", data: labels, axisTick: { show: false }, axisLine: { show: false }, splitArea: { show: false }, axisLabel: { color: theme.ink2, fontSize: 12, width: width / (labels.length + 2), overflow: "truncate", interval: 0 }, nameTextStyle: axisText(theme), ...named(name), ...more });
  return {
    grid: { left: data.y ? 26 : 8, right: 12, top: data.x ? 30 : 8, bottom: 8, containLabel: true },
    tooltip: { formatter: ({ data: { cell, value } }) => [`${data.rows[value[1]]} → ${data.columns[value[0]]}`, cell.text, cell.note].filter(Boolean).join("\n") },
    xAxis: axis(data.columns, data.x, { position: "top" }),
    yAxis: axis(data.rows, data.y, { inverse: true, nameGap: 58 }),
    visualMap: { show: false, min: 0, max: most, inRange: { color: [faded(theme.accent, 0.05), faded(theme.accent, 0.42)] } },
    series: [{
      type: "heatmap", label: { show: true, formatter: ({ data: { cell } }) => cell.text, color: theme.ink, fontSize: 12 }, emphasis: { itemStyle: { borderColor: theme.ink } },
      data: cells, itemStyle: { borderColor: theme.surface, borderWidth: 2 },
    }],
  };
}

export const tableOfMatrix = (data) => [["", ...data.columns], ...data.cells.map((row, index) => [data.rows[index], ...row.map((cell) => cell?.text ?? "")])];

// {series: [{label, line: [[x, y, low, high]], points: [{x, y, low, high, n}], marks?: [x]}], x, y, xUnit?, yUnit?}
export function curve(data, theme) {
  const palette = colors(theme);
  const [xs, ys] = [withUnit(data.xUnit), withUnit(data.yUnit)];
  const points = data.series.flatMap((each, at) => (each.points || []).map((point) => ({ ...point, at, label: each.label })));
  const most = Math.max(...points.map(({ n }) => n || 1), 1);
  return {
    ...legend(theme, data.series.map(({ label }) => label)),
    grid: { left: 34, right: 24, top: data.series.length > 1 ? 34 : 14, bottom: 34, containLabel: true },
    tooltip: { formatter: ({ data: { point } }) => (point ? [point.label, `${data.x}  ${xs(point.x)}`, `${data.y}  ${ys(point.y)} (${ys(point.low)} – ${ys(point.high)})`, `n = ${number(point.n)}`].join("\n") : "") },
    xAxis: valueAxis(theme, data.x, data.xUnit, within([0, 1])),
    yAxis: valueAxis(theme, data.y, data.yUnit, { ...within([0, 1]), nameGap: 46 }),
    series: [
      ...data.series.flatMap((each, at) => lineWithBand(each, palette[at % 6])),
      { type: "custom", silent: true, z: 2, data: points.map(({ x, low, high }) => [x, low, high]), renderItem: intervalShape(true), itemStyle: { color: theme.strong }, encode: { x: 0, y: [1, 2] } },
      { type: "scatter", z: 4, data: points.map((point) => ({ value: [point.x, point.y], point, itemStyle: dot(theme, palette[point.at % 6]), symbolSize: 6 + 10 * Math.sqrt((point.n || 1) / most) })) },
    ],
  };
}

function lineWithBand({ label, line, marks }, color) {
  const drawn = { name: label, type: "line", symbol: "none", z: 3, data: line.map(([x, y]) => [x, y]), lineStyle: { color, width: 2 }, itemStyle: { color } };
  if (marks) drawn.markArea = { silent: true, itemStyle: { color: faded(color, 0.06) }, data: [[{ xAxis: marks[0] }, { xAxis: marks[1] }]] };
  const outline = [...line.map(([x, , low]) => [x, low]), ...line.toReversed().map(([x, , , high]) => [x, high])];
  const band = { type: "custom", silent: true, z: 1, data: [0], itemStyle: { color: faded(color, 0.14) }, renderItem: (params, api) => ({ type: "polygon", shape: { points: outline.map((point) => api.coord(point)) }, style: { fill: api.visual("color") } }) };
  return line.length ? [band, drawn] : [];
}

export const tableOfCurve = (data) => [["", data.x, data.y, "–", "+", "n"], ...data.series.flatMap(({ label, points }) => (points || []).map((point) => [label, point.x, point.y, point.low, point.high, point.n]))];

// {nodes: [{id, label, height, size}], links: [{from, to, value, indirect?}], top, bottom}: height 0 at the bottom, 1 at the top
export function layers(data, theme, width) {
  const most = Math.max(...data.nodes.map(({ size }) => size || 1));
  const heaviest = Math.max(...data.links.map(({ value }) => value), 1);
  const places = placed(data.nodes, width - 120);
  return {
    tooltip: { formatter: ({ data: { words } }) => words },
    graphic: [["top", data.top], ["bottom", data.bottom]].map(([side, text]) => ({ type: "text", silent: true, left: 8, [side]: 4, style: { text, fill: theme.ink3, fontSize: 12, fontFamily: theme.font } })),
    series: [{
      type: "graph", layout: "none", left: 60, right: 60, top: 34, bottom: 34, roam: false, emphasis: { focus: "adjacency" },
      edgeSymbol: ["none", "arrow"], edgeSymbolSize: 7,
      data: [...corner(0, 0), ...corner(width - 120, HEIGHT), ...data.nodes.map((node, index) => ({
        name: node.id, words: `${node.label}\nn = ${number(node.size)}`, ...places[index], symbolSize: 10 + 18 * Math.sqrt((node.size || 1) / most), itemStyle: dot(theme, theme.accent),
        label: { show: true, position: "bottom", formatter: node.label, color: theme.ink, fontSize: width < 480 ? 10 : 12, width: Math.max(70, width / 5), overflow: "break", textBorderColor: theme.surface, textBorderWidth: 3 },
      }))],
      links: data.links.map(({ from, to, value, words }) => ({ source: from, target: to, words, lineStyle: { color: theme.ink3, width: 1 + (4 * value) / heaviest, opacity: 0.7, curveness: 0.06 } })),
    }],
  };
}

// Drawn as large as it is, so that circles stay round: two corners that nobody sees hold the frame.
const HEIGHT = 350;
const corner = (x, y) => [{ name: `${x},${y}`, x, y, symbolSize: 0, silent: true, label: { show: false } }];

// Rows by height; in a row side by side, every second one a little lower so that names do not touch; on a phone in three steps.
function placed(nodes, width) {
  const [steps, drop] = width < 360 ? [3, 20] : [2, 24];
  const rows = new Map();
  nodes.forEach((node, index) => {
    const row = Math.round(node.height * 4);
    rows.set(row, [...(rows.get(row) || []), index]);
  });
  const places = [];
  for (const [row, members] of rows) {
    members.forEach((index, at) => {
      places[index] = { x: ((at + 0.5 + (row % 2) * 0.15) / members.length) * width, y: ((4 - row) / 4) * (HEIGHT - 40) + (at % steps) * drop };
    });
  }
  return places;
}

export const tableOfLayers = (data) => {
  const label = Object.fromEntries(data.nodes.map((node) => [node.id, node.label]));
  return [["→", "", "n", ""], ...data.links.map(({ from, to, value, words }) => [label[from], label[to], value, words])];
};
