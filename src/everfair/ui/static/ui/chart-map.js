// Marks on a map with quadrants. Names stand where they touch neither marks, intervals nor each other; where they cannot, marks
// are numbered and a list beside tells the numbers. Stretched axes (signed roots) keep what is small apart, with honest ticks.
import { axisText, clipped, dot, faded, intervalShape, isNarrow, linked, pointed, quietAxis, shortUnit, textWidth, unitOf, withUnit } from "./chart-axes.js";

const SIZE = 12; // of names
const NAMED = 12; // more names stand beside their marks or are numbers
const NUMBERED = 40; // more numbers nobody looks up
const AIR = 2.5; // between a name and a line

// {marks: [{label, x, y, xLow?, xHigh?, yLow?, yHigh?, size?, note?, url?, quiet?, unnamed?}], lines?: {x, y}, corners?: [top left, top right, bottom left, bottom right], x, y, xUnit?, yUnit?, domain?: [low, high], stretched?}
export function map(data, theme, width, height) {
  const { marks } = data;
  const [xs, ys] = [scaleOf(data, "x", isNarrow(width) ? 4 : 6), scaleOf(data, "y", 6)];
  const frame = frameOf(data, ys, width, height);
  const spots = marks.map((mark) => ({ ...frame.at(xs.share(mark.x), ys.share(mark.y)), r: radius(mark, marks) }));
  const words = cornersOf(data, frame);
  const told = nameMarks(marks, spots, frame, [...words.map(({ box }) => box), ...linesOf(data, xs, ys, frame)], width);
  return {
    key: told.isNumbered ? marks.map(({ label, url, note }) => ({ label, url, note })) : [],
    grid: { left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom, containLabel: false },
    tooltip: { formatter: ({ dataIndex }) => tip(marks[dataIndex], data) },
    xAxis: axis(theme, data.x, data.xUnit, xs, 28),
    yAxis: axis(theme, data.y, data.yUnit, ys, frame.left - 16),
    graphic: [...words.map((one) => written(one.text, one.box, theme.ink3, theme, 11)), ...told.names.flatMap((one) => named(one, theme))],
    series: [
      interval(marks, theme, ({ x, yLow, yHigh }) => [xs.to(x), ys.to(yLow), ys.to(yHigh)], true),
      interval(marks, theme, ({ y, xLow, xHigh }) => [ys.to(y), xs.to(xLow), xs.to(xHigh)], false),
      {
        type: "scatter", z: 3, symbolSize: (value, { dataIndex }) => 2 * spots[dataIndex].r,
        data: marks.map((mark) => ({ value: [xs.to(mark.x), ys.to(mark.y)], name: mark.label, ...pointed(mark.url), itemStyle: { ...dot(theme, mark.quiet ? faded(theme.ink3, 0.6) : theme.accent), borderWidth: mark.size ? 1 : 1.5, opacity: mark.size ? 0.55 : 1 } })),
        markLine: data.lines ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.strong, type: "dashed" }, data: [{ xAxis: xs.to(data.lines.x) }, { yAxis: ys.to(data.lines.y) }] } : undefined,
      },
    ],
  };
}

const tip = (mark, data) => [mark.label, `${data.x}  ${withUnit(data.xUnit)(mark.x)}`, `${data.y}  ${withUnit(data.yUnit)(mark.y)}`, mark.note].filter(Boolean).join("\n");
const radius = ({ size }, marks) => {
  if (!size) return 5.5;
  const most = Math.max(...marks.map((mark) => mark.size || 0));
  return marks.length > 60 ? 2.5 + 10 * Math.sqrt(size / most) : 4 + 11 * Math.sqrt(size / most);
};

const axis = (theme, name, unit, scale, nameGap) => quietAxis(theme, {
  type: "value", min: scale.low, max: scale.high, name, nameLocation: "middle", nameGap, splitLine: { show: false },
  axisTick: { show: true, customValues: scale.ticks.map(scale.to), lineStyle: { color: theme.line } },
  axisLabel: { ...axisText(theme), customValues: scale.ticks.map(scale.to), formatter: (value) => shortUnit(unit)(scale.back(value)) },
});

// Ends, ticks and the way from a figure to its place on an axis.
function scaleOf(data, side, steps) {
  const values = [...data.marks.flatMap((mark) => [mark[side], mark[`${side}Low`], mark[`${side}High`]]), data.lines?.[side]].filter((value) => value != null);
  const scale = data.domain ? inQuarters(data.domain) : data.stretched ? stretched(values, steps) : even(values);
  return { ...scale, share: (value) => (scale.to(value) - scale.low) / (scale.high - scale.low) };
}

const same = (value) => value;
const inQuarters = ([low, high]) => ({ to: same, back: same, low: low - 0.04, high: high + 0.04, ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (high - low)) });

function even(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = nice((high - low || Math.abs(high) || 1) / 4);
  const [from, to] = [Math.floor(low / step), Math.ceil(high / step)];
  const ticks = Array.from({ length: to - from + 1 }, (_, at) => +((from + at) * step).toPrecision(12));
  return { to: same, back: same, low: ticks[0], high: ticks.at(-1), ticks };
}

const nice = (rough) => {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999);
};

function stretched(values, steps) {
  const to = (value) => (value == null ? value : Math.sign(value) * Math.sqrt(Math.abs(value)));
  const back = (place) => Math.round(Math.sign(place) * place * place);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const [low, high] = [to(least), to(most)];
  const margin = (high - low || 1) * 0.08;
  const apart = (high - low || 1) / steps;
  const ticks = [...ladder(least, to, apart).reverse(), 0, ...ladder(most, to, apart)];
  return { to, back, low: low - margin, high: high + margin, ticks };
}

// Round figures from zero to an end, each far enough from the one before.
function ladder(end, to, apart) {
  const found = [];
  for (let power = 1; power <= Math.abs(end); power *= 10) {
    for (const round of [power, 2 * power, 5 * power]) {
      const value = Math.sign(end) * round;
      if (round <= Math.abs(end) && Math.abs(to(value) - to(found.at(-1) ?? 0)) >= apart) found.push(value);
    }
  }
  return found;
}

function frameOf(data, ys, width, height) {
  const ticks = Math.max(...ys.ticks.map((tick) => textWidth(shortUnit(data.yUnit)(tick), 11)));
  const [left, right, top, bottom] = [ticks + 34, isNarrow(width) ? 14 : 24, 12, 46];
  const [wide, high] = [width - left - right, height - top - bottom];
  return { left, right, top, bottom, wide, high, at: (x, y) => ({ x: left + x * wide, y: top + (1 - y) * high }) };
}

const box = (x, y, w, h) => ({ x, y, w, h });
const touch = (one, other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

function cornersOf(data, frame) {
  return (data.corners || []).map((full, index) => {
    const text = clipped(full, frame.wide / 2 - 12, 11);
    const w = textWidth(text, 11);
    return { text, box: box(index % 2 ? frame.left + frame.wide - w - 6 : frame.left + 6, index < 2 ? frame.top + 3 : frame.top + frame.high - 18, w, 14) };
  });
}

// The lines of the intervals and those that part the quadrants, as boxes with some air.
function linesOf({ marks, lines }, xs, ys, frame) {
  const at = (x, y) => frame.at(xs.share(x), ys.share(y));
  const across = marks.filter(({ xLow }) => xLow != null).map(({ xLow, xHigh, y }) => [at(xLow, y), at(xHigh, y)]);
  const upright = marks.filter(({ yLow }) => yLow != null).map(({ x, yLow, yHigh }) => [at(x, yHigh), at(x, yLow)]);
  const parting = lines ? [[{ ...at(lines.x, 0), y: frame.top }, { ...at(lines.x, 0), y: frame.top + frame.high }], [{ ...at(0, lines.y), x: frame.left }, { ...at(0, lines.y), x: frame.left + frame.wide }]] : [];
  return [...across, ...upright, ...parting].map(([from, to]) => box(from.x - AIR, from.y - AIR, to.x - from.x + 2 * AIR, to.y - from.y + 2 * AIR));
}

// Names of all marks; numbers where names of all that need one find no room.
function nameMarks(marks, spots, frame, taken, width) {
  const room = isNarrow(width) ? 110 : 190;
  const texts = marks.map((mark) => (mark.unnamed ? "" : clipped(mark.label, room, SIZE)));
  const every = !marks.some(({ unnamed }) => unnamed);
  const names = placed(texts, spots, frame, taken, !every ? [2] : marks.length > NAMED ? [3] : [3, 12, 24, 40, 64, 96]);
  const fitted = names.filter(Boolean).length === marks.length;
  if (!every || fitted || marks.length > NUMBERED) return { names: names.filter(Boolean), isNumbered: false };
  const numbers = placed(marks.map((_, index) => String(index + 1)), spots, frame, taken, [1, 7, 16, 26, 40]);
  return { names: numbers.filter(Boolean), isNumbered: true };
}

// Where a name stands beside its mark, and how much of the mark's size keeps it away; the last four lie between the arms of a
// cross of intervals.
const PLACES = [[1, 0, 1], [-1, 0, 1], [0, -1, 1], [0, 1, 1], [0.8, -0.8, 1], [-0.8, -0.8, 1], [0.8, 0.8, 1], [-0.8, 0.8, 1], [1, -1, 0.4], [1, 1, 0.4], [-1, -1, 0.4], [-1, 1, 0.4]];

function placed(texts, spots, frame, taken, gaps) {
  const marks = spots.map(({ x, y, r }) => box(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7));
  const written = [...taken];
  return texts.map((text, index) => {
    const found = text && firstFree(text, index, spots[index], marks, written, frame, gaps);
    if (found) written.push(found.box);
    return found || null;
  });
}

function firstFree(text, index, spot, marks, written, frame, gaps) {
  const [w, h] = [textWidth(text, SIZE) + 2, 15];
  for (const gap of gaps) {
    for (const [dx, dy, away] of PLACES) {
      const [cx, cy] = [spot.x + dx * (away * spot.r + gap + w / 2), spot.y + dy * (away * spot.r + gap + h / 2)];
      const here = box(cx - w / 2, cy - h / 2, w, h);
      const inside = here.x >= frame.left && here.y >= frame.top && here.x + w <= frame.left + frame.wide + frame.right && here.y + h <= frame.top + frame.high;
      if (inside && !written.some((other) => touch(here, other)) && !marks.some((mark, at) => at !== index && touch(here, mark))) return { text, box: here, gap, from: spot, to: { x: cx, y: cy } };
    }
  }
  return null;
}

const written = (text, { x, y }, fill, theme, size) => ({ type: "text", silent: true, z: 6, x, y, style: { text, fill, font: `${size}px ${theme.font}`, stroke: theme.surface, lineWidth: 3 } });

function named({ text, box: place, gap, from, to }, theme) {
  const name = written(text, { x: place.x + 1, y: place.y + 2 }, theme.ink, theme, SIZE);
  const line = { type: "line", silent: true, z: 2, shape: { x1: from.x, y1: from.y, x2: to.x, y2: to.y }, style: { stroke: theme.strong, lineWidth: 0.75 } };
  return gap > 10 ? [line, name] : [name];
}

function interval(marks, theme, told, vertical) {
  const known = marks.map(told).filter(([, low]) => low != null);
  return { type: "custom", silent: true, data: known, renderItem: intervalShape(vertical), itemStyle: { color: theme.strong }, encode: vertical ? { x: 0, y: [1, 2] } : { x: [1, 2], y: 0 }, z: 2 };
}

export const heightOfMap = (data, width) => (data.marks.length > 12 ? 480 : isNarrow(width) ? 360 : 420);
export const tableOfMap = (data) => [["", data.x, data.y, ""], ...data.marks.map((mark) => [linked(mark.label, mark.url), unitOf(data.xUnit)(mark.x), unitOf(data.yUnit)(mark.y), mark.note])];
