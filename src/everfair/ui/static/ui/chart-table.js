// The data behind a chart: as a table that leads where the marks lead, and as CSV. A cell is a text, a number, or
// {value, unit?, url?}.
import { withUnit, word } from "./chart-axes.js";

const cellOf = (cell) => (cell !== null && typeof cell === "object" ? cell : { value: cell });

export function tableOf(figure, rows) {
  const details = document.createElement("details");
  details.className = "chart-table";
  const summary = document.createElement("summary");
  summary.textContent = figure.dataset.tableWord || word("As a table", "查看数据表");
  const holder = document.createElement("div");
  holder.className = "table-frame";
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", figure.getAttribute("aria-label") || "");
  holder.append(tabled(rows));
  details.append(summary, holder);
  return details;
}

function tabled([head, ...body]) {
  const table = document.createElement("table");
  table.className = "table compact";
  const kept = head.map((_, at) => body.some((cells) => cellOf(cells[at]).value != null && cellOf(cells[at]).value !== ""));
  const numbers = head.map((_, at) => body.some((cells) => typeof cellOf(cells[at]).value === "number"));
  const line = (kind, cells) => row(kind, cells.filter((_, at) => kept[at]), numbers.filter((_, at) => kept[at]));
  table.createTHead().append(line("th", head));
  table.createTBody().append(...body.map((cells) => line("td", cells)));
  return table;
}

function row(kind, cells, numbers) {
  const line = document.createElement("tr");
  cells.forEach((cell, at) => {
    const box = document.createElement(kind === "th" && !cellOf(cell).value ? "td" : kind);
    if (numbers[at]) box.className = "number";
    box.append(content(cellOf(cell)));
    line.append(box);
  });
  return line;
}

function content({ value, unit, url }) {
  const text = typeof value === "number" ? withUnit(unit)(value) : value ?? "";
  if (!url || text === "") return text;
  const link = document.createElement("a");
  link.href = url;
  link.textContent = text;
  return link;
}

// A text a spreadsheet would run gets an apostrophe in front, as in every file of the house.
const RUN = /^[\s\p{Cc}\p{Cf}\p{Mn}"'`\u00b4\u2018-\u201e\u00ab\u00bb\u2039\u203a\uff07\uff02\uff40]*[=+\-@|%\u2212\ufe62\ufe63\ufe66\ufe6b\uff05\uff0b\uff0d\uff1d\uff20\uff5c]/u;

function csvCell(cell) {
  const { value } = cellOf(cell);
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  return `"${(RUN.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

export const csvOf = (rows) => `\ufeff${rows.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;

// What the numbers on the marks stand for, each leading where its mark leads.
export function keyOf(entries) {
  const list = document.createElement("ol");
  list.className = "chart-key";
  for (const entry of entries) {
    const line = document.createElement("li");
    line.append(content({ value: entry.label, url: entry.url }));
    list.append(line);
  }
  return list;
}
