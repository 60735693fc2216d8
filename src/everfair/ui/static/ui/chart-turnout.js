// Who came to each edition as columns (came before, first-timers, booked so far), and forecasts of those who came
// before as a dot with its interval. With `dots` what came is a dot too: for judging forecasts.
const axis = (theme) => ({ color: theme.ink3, fontSize: 11 });
const whole = (value) => Math.round(value).toLocaleString("en");
const has = (column) => column.expected != null;
// Not by opacity, which would take the labels along.
const faded = (color, share) => color.replace(/^rgb\((.*)\)$/, `rgba($1, ${share})`);

export function turnout(data, theme, width) {
  const { columns, words } = data;
  const shown = series(data, theme, width / columns.length < 34);
  const crowded = width / columns.length < 34;
  return {
    grid: { left: 8, right: 12, top: width < 560 ? 64 : 40, bottom: 4, containLabel: true },
    legend: { data: shown.filter((one) => one.name).map((one) => ({ name: one.name, icon: one.type === "scatter" ? "circle" : "roundRect" })), top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 16, textStyle: { color: theme.ink2, fontSize: 12, width: width - 40, overflow: "truncate" }, selectedMode: false },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: theme.line, opacity: 0.4 } }, formatter: (points) => tip(columns[points[0].dataIndex], words) },
    xAxis: {
      type: "category", data: columns.map((column) => column.label), axisTick: { show: false }, axisLine: { lineStyle: { color: theme.strong } },
      axisLabel: { ...axis(theme), interval: crowded ? "auto" : 0, hideOverlap: true },
    },
    yAxis: { type: "value", min: 0, splitNumber: 4, axisLabel: axis(theme), axisLine: { show: false }, splitLine: { lineStyle: { color: theme.line } } },
    series: shown,
  };
}

function series(data, theme, crowded) {
  const { columns, words } = data;
  const told = forecasts(columns, words, theme);
  return data.dots ? [...told, actual(columns, words, theme)] : [...bars(columns, words, theme, crowded), ...told];
}

function bars(columns, words, theme, crowded) {
  const bar = (name, key, color, more = {}) => ({
    name, type: "bar", stack: "came", barMaxWidth: 34, barCategoryGap: "30%", itemStyle: { color },
    data: columns.map((column) => ({ value: column[key], url: column.url, label: has(column) ? { align: "left", offset: [5, 0] } : {} })), cursor: "pointer", ...more,
  });
  const top = { show: !crowded, position: "top", color: theme.ink, fontSize: 12, formatter: ({ dataIndex }) => label(columns[dataIndex]) };
  const shown = [bar(words.known, "known", theme.ink2), bar(words.fresh, "fresh", theme.strong, { label: top, itemStyle: { color: faded(theme.strong, 0.55), borderRadius: [3, 3, 0, 0] } })];
  if (columns.some((column) => column.booked != null)) shown.push(bar(words.booked, "booked", theme.accent, { itemStyle: { color: faded(theme.accent, 0.35), borderRadius: [3, 3, 0, 0] }, label: { ...top, formatter: ({ value }) => (value == null ? "" : whole(value)) } }));
  return shown;
}

const label = (column) => (column.known == null && column.fresh == null ? "" : whole((column.known || 0) + (column.fresh || 0)));

function forecasts(columns, words, theme) {
  const told = columns.flatMap((column, index) => (has(column) ? [[index, column.expected, column.low, column.high]] : []));
  if (!told.length) return [];
  return [
    { type: "custom", silent: true, data: told, renderItem: whisker, itemStyle: { color: theme.accent }, encode: { x: 0, y: [2, 3] }, z: 4 },
    {
      name: words.expected, type: "scatter", symbol: "circle", symbolSize: 9, z: 5,
      data: told.map(([index, expected]) => ({ value: [index, expected], url: columns[index].url })),
      itemStyle: { color: theme.surface, borderColor: theme.accent, borderWidth: 2 },
    },
  ];
}

function actual(columns, words, theme) {
  return {
    name: words.known, type: "scatter", symbol: "circle", symbolSize: 11, z: 6, itemStyle: { color: theme.ink },
    data: columns.flatMap((column, index) => (column.known == null ? [] : [{ value: [index, column.known], url: column.url }])),
    label: { show: true, position: "right", color: theme.ink, fontSize: 12, formatter: ({ value }) => whole(value[1]) },
  };
}

function whisker(params, api) {
  const [x, low] = api.coord([api.value(0), api.value(2)]);
  const high = api.coord([api.value(0), api.value(3)])[1];
  const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: api.visual("color"), lineWidth: 2, fill: null } });
  return { type: "group", children: [line(x, low, x, high), line(x - 5, low, x + 5, low), line(x - 5, high, x + 5, high)] };
}

function tip(column, words) {
  const rows = [column.name];
  if (column.excluded) rows.push(words.left_out);
  if (column.known != null) rows.push(`${words.known}  ${whole(column.known)}`);
  if (column.fresh != null) rows.push(`${column.known == null ? words.all : words.fresh}  ${whole(column.fresh)}`);
  if (column.booked != null) rows.push(`${words.booked}  ${whole(column.booked)}`);
  if (has(column)) rows.push(`${words.expected}\n${whole(column.expected)} (${whole(column.low)} – ${whole(column.high)})`);
  return rows.join("\n");
}

export const tableOfTurnout = ({ columns, words }) => [
  ["", words.known, words.fresh ?? "", words.booked ?? "", words.expected, "–", "+"],
  ...columns.map((column) => [column.excluded ? `${column.name} (${words.left_out})` : column.name, column.known, column.fresh, column.booked, column.expected, column.low, column.high]),
];
