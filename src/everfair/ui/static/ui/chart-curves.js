// Curves with their points and bands, and what was said against what came.
import { dot, ends, faded, intervalShape, legend, linked, named, number, palette, percent, pointed, roomForLegend, unitOf, valueAxis, within, withUnit } from "./chart-axes.js";

const spread = (n, most) => 7 + 10 * Math.sqrt((n || 1) / most);

// {series: [{label, line: [[x, y, low, high]], points: [{x, y, low, high, n, url?}], marks?: [x]}], x, y, xUnit?, yUnit?}
export function curve(data, theme, width) {
  const colors = palette(theme);
  const [xs, ys] = [withUnit(data.xUnit), withUnit(data.yUnit)];
  const points = data.series.flatMap((each, at) => (each.points || []).map((point) => ({ ...point, at, label: each.label })));
  const most = Math.max(...points.map(({ n }) => n || 1), 1);
  const labels = data.series.map(({ label }) => label);
  return {
    ...legend(theme, labels),
    grid: { left: 34, right: 24, top: Math.max(14, roomForLegend(labels, width)), bottom: 34, containLabel: true },
    tooltip: { formatter: ({ data: { point } }) => (point ? [point.label, `${data.x}  ${xs(point.x)}`, `${data.y}  ${ys(point.y)} (${ys(point.low)} – ${ys(point.high)})`, `n = ${number(point.n)}`].join("\n") : "") },
    xAxis: valueAxis(theme, data.x, data.xUnit, within([0, 1])),
    yAxis: valueAxis(theme, data.y, data.yUnit, { ...within([0, 1]), nameGap: 46 }),
    series: [
      ...data.series.flatMap((each, at) => lineWithBand(each, colors[at % 6])),
      { type: "custom", silent: true, z: 2, data: points.map(({ x, low, high }) => [x, low, high]), renderItem: intervalShape(true), itemStyle: { color: theme.strong }, encode: { x: 0, y: [1, 2] } },
      { type: "scatter", z: 4, data: points.map((point) => ({ value: [point.x, point.y], point, ...pointed(point.url), itemStyle: { ...dot(theme, colors[point.at % 6]), opacity: 1 }, symbolSize: spread(point.n, most) })) },
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

export const tableOfCurve = (data) => [
  ["", data.x, data.y, ...ends(), "n"],
  ...data.series.flatMap(({ label, points }) => (points || []).map((point) => [linked(label, point.url), unitOf(data.xUnit)(point.x), ...[point.y, point.low, point.high].map(unitOf(data.yUnit)), point.n])),
];

// {bins: [{predicted, actual, low, high, n, url?}], x, y}
export function calibration({ bins, x, y }, theme) {
  const most = Math.max(...bins.map((bin) => bin.n || 1));
  const share = { min: 0, max: 1, interval: 0.25 };
  return {
    grid: { left: 34, right: 24, top: 14, bottom: 34, containLabel: true },
    tooltip: { formatter: ({ dataIndex, seriesType }) => (seriesType === "line" ? "" : tip(bins[dataIndex], x, y)) },
    xAxis: valueAxis(theme, x, "%", share),
    yAxis: valueAxis(theme, y, "%", { ...share, ...named(y), nameGap: 42 }),
    series: [
      { type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, lineStyle: { color: theme.strong, type: "dashed", width: 1 }, z: 1 },
      { type: "custom", silent: true, data: bins.map((bin) => [bin.predicted, bin.low, bin.high]), renderItem: intervalShape(true), itemStyle: { color: theme.ink2 }, encode: { x: 0, y: [1, 2] }, z: 2 },
      { type: "scatter", data: bins.map((bin) => ({ value: [bin.predicted, bin.actual], ...pointed(bin.url) })), symbolSize: (value, { dataIndex }) => spread(bins[dataIndex].n, most), itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1.5, opacity: 1 }, z: 3 },
    ],
  };
}

const tip = (bin, x, y) => [`${x || ""} ${percent(bin.predicted)}`, `${y || ""} ${percent(bin.actual)} (${percent(bin.low)} – ${percent(bin.high)})`, `n = ${number(bin.n || 0)}`].join("\n");

export const tableOfBins = (data) => [[data.x || "", data.y || "", ...ends(), "n"], ...data.bins.map((bin) => [alsoLinked(bin), ...[bin.actual, bin.low, bin.high].map(unitOf("%")), bin.n])];
const alsoLinked = ({ predicted, url }) => ({ value: predicted, unit: "%", url });
