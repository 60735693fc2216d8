// {rows: [label], columns: [label], cells: [[{value, text, url?, note?, quiet?} | null]], x?, y?, isAlike?}: how often the row
// goes with the column; below 0 in another colour, what is quiet in grey. Where rows and columns are alike and narrow, columns are numbers.
import { axisText, faded, isNarrow, named, pointed, textWidth } from "./chart-axes.js";

const CELL = { wide: 84, narrow: 58, numbered: 24 };

// Names of rows in full, at most a third of the width; in two lines if need be.
const roomOf = (labels, width) => Math.min(Math.max(...labels.map((label) => textWidth(label))) + 4, width / 3);

export function matrix(whole, theme, width) {
  const data = fitted(whole, width);
  const cells = data.cells.flatMap((row, y) => row.flatMap((cell, x) => (cell ? [{ value: [x, y, cell.value], cell, ...(cell.quiet && grey(theme)), ...pointed(cell.url) }] : [])));
  const most = Math.max(...cells.map(({ cell }) => Math.abs(cell.value))) || 1;
  const signed = cells.some(({ cell }) => cell.value < 0);
  const before = roomOf(data.rows, width);
  const room = (width - before - besides(data)) / data.columns.length;
  const axis = (labels, name, wide, more) => ({
    type: "category", data: labels, axisTick: { show: false }, axisLine: { show: false }, splitArea: { show: false },
    axisLabel: { color: theme.ink2, fontSize: 12, lineHeight: 15, width: wide, overflow: "break", interval: 0 }, nameTextStyle: axisText(theme), ...named(name), ...more,
  });
  return {
    grid: { left: before + (data.y ? 30 : 12), right: 4, top: headOf(data, width), bottom: 4, containLabel: false },
    tooltip: { formatter: ({ data: { cell, value } }) => [`${whole.rows[value[1]]} → ${whole.columns[value[0]]}`, cell.text.replace("\n", "  "), cell.note].filter(Boolean).join("\n") },
    xAxis: axis(data.columns, data.x, room - 2, { position: "top", nameGap: headOf(data, width) - 16 }),
    yAxis: axis(data.rows, data.y, before, { inverse: true, nameGap: before + 14 }),
    visualMap: { show: false, min: signed ? -most : 0, max: most, inRange: { color: [...(signed ? [faded(theme.ink, 0.3)] : []), faded(theme.accent, 0.05), faded(theme.accent, 0.42)] } },
    series: [{
      type: "heatmap", label: { show: true, formatter: ({ data: { cell } }) => cell.text, color: theme.ink, fontSize: 12, lineHeight: 16 }, emphasis: { itemStyle: { borderColor: theme.ink } },
      data: cells, itemStyle: { borderColor: theme.surface, borderWidth: 2 },
    }],
  };
}

const grey = (theme) => ({ visualMap: false, itemStyle: { color: faded(theme.ink3, 0.1) }, label: { color: theme.ink2 } });

const linesOf = (labels, room) => Math.max(...labels.map((label) => Math.ceil(textWidth(label) / Math.max(30, room))));
const headOf = (data, width) => {
  const room = (width - roomOf(data.rows, width) - 40) / data.columns.length - 2;
  return 10 + 15 * linesOf(data.columns, room) + (data.x ? 18 : 0);
};

// A cell has room for every line in it, and for the longest word above it: letters of a word stay together.
const wordsOf = (label) => label.match(/[\p{Script=Latin}\d'’-]+/gu) || [];
const cellOf = ({ columns, cells, isNumbered }, width) => {
  const whole = [...columns.flatMap(wordsOf), ...cells.flat().flatMap((cell) => (cell ? cell.text.split("\n") : []))];
  return Math.max(isNumbered ? CELL.numbered : isNarrow(width) ? CELL.narrow : CELL.wide, ...whole.map((each) => textWidth(each) + 4));
};

// Concepts that are both rows and columns are numbered where their names do not fit above the columns.
function fitted(data, width) {
  if (!data.isAlike || least(data, width) <= width) return data;
  const all = [...new Set([...data.rows, ...data.columns])];
  const numberOf = (label) => `${all.indexOf(label) + 1}`;
  const cells = data.cells.map((row) => row.map((cell) => cell && { ...cell, text: cell.text.replaceAll(" ", "") }));
  return { ...data, isNumbered: true, rows: data.rows.map((label) => `${numberOf(label)} ${label}`), columns: data.columns.map(numberOf), cells };
}

const besides = ({ y }) => (y ? 34 : 16); // what names and cells leave
const least = (data, width) => Math.min(width, roomOf(data.rows, 480)) + besides(data) + data.columns.length * cellOf(data, width);

// Below this width its cells could not be read: the frame moves sideways instead.
export const widthOfMatrix = (data, width) => least(fitted(data, width), width);
export const heightOfMatrix = (whole, width) => {
  const data = fitted(whole, width);
  return headOf(data, width) + data.rows.length * (data.isNumbered || data.rows.length > 8 ? 36 : data.rows.length > 5 ? 44 : 60) + 6;
};
export const tableOfMatrix = (data) => [["", ...data.columns], ...data.cells.map((row, index) => [data.rows[index], ...row.map((cell) => (cell ? { value: cell.text.replace("\n", " "), url: cell.url } : ""))])];
