// What the kinds of chart have in common: figures in words, quiet axes, the line of an interval.
export const number = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : (+value.toFixed(2)).toLocaleString("en"));
export const percent = (share) => `${+(share * 100).toFixed(1)}%`;
export const withUnit = (unit) => (value) => (unit === "%" ? percent(value) : `${number(value)}${unit ? ` ${unit}` : ""}`);
export const axisText = (theme) => ({ color: theme.ink3, fontFamily: theme.font, fontSize: 11 });
export const quietAxis = (theme, more = {}) => ({
  axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false }, axisLabel: axisText(theme),
  splitLine: { lineStyle: { color: theme.line } }, nameTextStyle: axisText(theme), ...more,
});
export const named = (name) => (name ? { name, nameLocation: "middle", nameGap: 28 } : {});

export const intervalShape = (vertical) => (params, api) => {
  const [from, to] = [1, 2].map((side) => api.coord(vertical ? [api.value(0), api.value(side)] : [api.value(side), api.value(0)]));
  const style = { stroke: api.visual("color"), lineWidth: 1.5, fill: null };
  return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style };
};
