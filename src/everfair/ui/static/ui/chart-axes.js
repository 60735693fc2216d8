// What the kinds of chart have in common: figures in words, quiet axes, the room words take, the line of an interval.
const isChinese = () => document.documentElement.lang.startsWith("zh");
export const word = (english, chinese) => (isChinese() ? chinese : english);

export const number = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : (+value.toFixed(2)).toLocaleString("en"));
export const percent = (share) => `${+(share * 100).toFixed(1)}%`;
export const withUnit = (unit) => (value) => (unit === "%" ? percent(value) : `${number(value)}${unit ? ` ${unit}` : ""}`);
// For ticks: large figures in 万 and 亿, or k and M.
export const short = (value) => {
  const [, step, sign] = (isChinese() ? [[1e8, 1e8, "亿"], [1e4, 1e4, "万"]] : [[1e6, 1e6, "M"], [1e4, 1e3, "k"]]).find(([from]) => Math.abs(value) >= from) || [0, 1, ""];
  return `${number(value / step)}${sign}`;
};
export const shortUnit = (unit) => (unit === "%" ? percent : short);

export const axisText = (theme) => ({ color: theme.ink3, fontFamily: theme.font, fontSize: 11 });
export const quietAxis = (theme, more = {}) => ({
  axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false }, axisLabel: axisText(theme),
  splitLine: { lineStyle: { color: theme.line } }, nameTextStyle: axisText(theme), ...more,
});
export const named = (name) => (name ? { name, nameLocation: "middle", nameGap: 28 } : {});
// Shares are told in quarters.
export const within = (ends) => (ends ? { min: ends[0], max: ends[1], ...(ends[1] === 1 && !ends[0] ? { interval: 0.25 } : {}) } : { scale: true });
export const valueAxis = (theme, name, unit, more = {}) => quietAxis(theme, { type: "value", ...named(name), axisLabel: { ...axisText(theme), formatter: shortUnit(unit), hideOverlap: true }, splitNumber: 4, ...more });

export const isNarrow = (width) => width < 480;
// Measured in the page's own type.
const pen = document.createElement("canvas").getContext("2d");
let type = "";
export function textWidth(text, size = 12) {
  type ||= getComputedStyle(document.body).fontFamily;
  pen.font = `${size}px ${type}`;
  return pen.measureText(String(text)).width;
}
// As much of a text as stands in this room.
export function clipped(text, room, size = 12) {
  if (textWidth(text, size) <= room) return text;
  const signs = [...text];
  while (signs.length && textWidth(`${signs.join("")}…`, size) > room) signs.pop();
  return `${signs.join("").trimEnd()}…`;
}

export const palette = (theme) => [theme.accent, theme.stage.weakening, theme.stage.cultivation, theme.stage.trust, theme.ink3, theme.ink];
export const faded = (color, share) => color.replace(/^rgb\((.*)\)$/, `rgba($1, ${share})`);
export const dot = (theme, color) => ({ color, borderColor: theme.surface, borderWidth: 1.5 });
export const pointed = (url) => ({ url, cursor: url ? "pointer" : "default" });
export const legend = (theme, labels) => (labels.length < 2 ? {} : { legend: { data: labels, top: 0, left: 0, icon: "circle", itemWidth: 10, itemHeight: 10, textStyle: { color: theme.ink2 }, selectedMode: false } });
// As many lines as the names need.
export const roomForLegend = (labels, width) => (labels.length < 2 ? 8 : 12 + 20 * Math.ceil(labels.reduce((sum, label) => sum + 30 + textWidth(label), 0) / width));

export const intervalShape = (vertical, down = 0) => (params, api) => {
  const [from, to] = [1, 2].map((side) => api.coord(vertical ? [api.value(0), api.value(side)] : [api.value(side), api.value(0)]));
  const style = { stroke: api.visual("color"), lineWidth: 1.5, fill: null };
  return { type: "line", shape: { x1: from[0], y1: from[1] + down, x2: to[0], y2: to[1] + down }, style };
};

// What a cell of the table behind a chart holds besides its figure.
export const linked = (value, url) => (url ? { value, url } : value);
export const unitOf = (unit) => (value) => (value == null ? "" : { value, unit });
export const ends = () => [word("low", "下限"), word("high", "上限")];
