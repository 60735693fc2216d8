// {nodes: [{id, label, height, size, url?}], links: [{from, to, value, words?, url?}], top, bottom}: what leads to what, from
// attributes at the bottom to ends at the top. Boxes stand in levels, names inside them, so that lines pass behind.
import { faded, isNarrow, linked, number, pointed, textWidth } from "./chart-axes.js";

const SIZE = 12;
const [BOX, LEVEL, LINE] = [44, 84, 14]; // height of a box, of a level, of a line of text

export function layers(data, theme, width) {
  const levels = levelsOf(data, width);
  const boxes = boxesOf(levels, width, heightOfLayers(data, width));
  const most = Math.max(...data.links.map(({ value }) => value), 1);
  const ways = data.links.map((link) => ({ link, from: boxes.get(link.from), to: boxes.get(link.to) })).filter(({ from, to }) => from && to);
  const nodes = data.nodes.filter(({ id }) => boxes.has(id));
  return {
    tooltip: { formatter: ({ data: { words } }) => words },
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { show: false, min: 0, max: 1 }, yAxis: { show: false, min: 0, max: 1 },
    graphic: [[4, data.top], [heightOfLayers(data, width) - 16, data.bottom]].map(([y, text]) => ({ type: "text", silent: true, left: 4, top: y, style: { text, fill: theme.ink3, font: `11px ${theme.font}` } })),
    series: [
      { type: "custom", z: 1, data: ways.map(({ link }) => ({ value: [0.5, 0.5], words: `${link.words ?? ""}`, ...pointed(link.url) })), renderItem: ({ dataIndex }) => way(ways[dataIndex], most, theme) },
      { type: "custom", z: 2, data: nodes.map((node) => ({ value: [0.5, 0.5], words: `${node.label}\nn = ${number(node.size)}`, ...pointed(node.url) })), renderItem: ({ dataIndex }) => card(nodes[dataIndex], boxes.get(nodes[dataIndex].id), theme) },
    ],
  };
}

// A level above all that lead to it; links that lead downwards in abstraction hold nothing up.
function levelsOf({ nodes, links }, width) {
  const height = new Map(nodes.map((node) => [node.id, node.height]));
  const level = new Map();
  for (const { id } of [...nodes].sort((a, b) => a.height - b.height)) {
    const below = links.filter(({ from, to }) => to === id && height.get(from) < height.get(id)).map(({ from }) => level.get(from) ?? 0);
    level.set(id, below.length ? Math.max(...below) + 1 : 0);
  }
  const rows = [];
  for (const node of nodes) (rows[level.get(node.id)] ||= []).push(node);
  return untangled(rows.filter(Boolean), links).flatMap((row) => inRows(row, isNarrow(width) ? 4 : 8));
}

// In each level by the middle of what they hang together with, down and up a few times.
function untangled(rows, links) {
  const place = new Map(rows.flatMap((row) => row.map((node, at) => [node.id, (at + 0.5) / row.length])));
  const middle = ({ id }) => {
    const beside = links.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])).map((other) => place.get(other)).filter((at) => at != null);
    return beside.length ? beside.reduce((sum, at) => sum + at, 0) / beside.length : place.get(id);
  };
  for (let turn = 0; turn < 6; turn += 1) {
    for (const row of turn % 2 ? rows : rows.toReversed()) {
      const order = new Map(row.map((node) => [node.id, middle(node)]));
      row.sort((a, b) => order.get(a.id) - order.get(b.id));
      row.forEach((node, at) => place.set(node.id, (at + 0.5) / row.length));
    }
  }
  return rows;
}

function inRows(row, most) {
  const rows = Math.ceil(row.length / most);
  const each = Math.ceil(row.length / rows);
  return Array.from({ length: rows }, (_, at) => row.slice(at * each, (at + 1) * each));
}

function boxesOf(levels, width, height) {
  const boxes = new Map();
  const rise = levels.length > 1 ? (height - BOX - 44) / (levels.length - 1) : 0;
  levels.forEach((row, level) => {
    const share = width / row.length;
    const wide = Math.min(150, share - 10);
    row.forEach((node, at) => boxes.set(node.id, { x: (at + 0.5) * share, y: height - 22 - BOX / 2 - level * rise, w: wide, h: BOX }));
  });
  return boxes;
}

function way({ link, from, to }, most, theme) {
  const up = to.y <= from.y ? 1 : -1;
  const [y1, y2] = [from.y - (up * from.h) / 2, to.y + (up * to.h) / 2 + up * 6];
  const bend = from.y === to.y ? 30 : (Math.abs(y1 - y2) / 2) * up;
  const [x1, x2] = [from.x, to.x];
  const [end, color] = [from.y === to.y ? y1 : y2, faded(theme.ink3, 0.65)];
  const tipAt = from.y === to.y ? { x: x2, y: end, up: -1 } : { x: x2, y: end, up };
  return {
    type: "group",
    children: [
      { type: "bezierCurve", shape: { x1, y1, x2, y2: end, cpx1: x1, cpy1: y1 - bend, cpx2: x2, cpy2: end + (from.y === to.y ? -bend : bend) }, style: { stroke: color, lineWidth: 1 + (4 * link.value) / most, fill: null } },
      { type: "polygon", shape: { points: [[tipAt.x, tipAt.y - 6 * tipAt.up], [tipAt.x - 5, tipAt.y + 3 * tipAt.up], [tipAt.x + 5, tipAt.y + 3 * tipAt.up]] }, style: { fill: theme.ink3 } },
    ],
  };
}

function card({ label }, { x, y, w, h }, theme) {
  const lines = inLines(label, w - 10, 3);
  return {
    type: "group",
    children: [
      { type: "rect", shape: { x: x - w / 2, y: y - h / 2, width: w, height: h, r: 6 }, style: { fill: theme.raised, stroke: theme.strong, lineWidth: 1 } },
      ...lines.map((text, at) => ({ type: "text", style: { text, x, y: y + (at - (lines.length - 1) / 2) * LINE, align: "center", verticalAlign: "middle", fill: theme.ink, font: `${SIZE}px ${theme.font}` } })),
    ],
  };
}

// Broken between words, Chinese between signs; what does not fit into so many lines is cut short.
function inLines(text, room, most) {
  const lines = [""];
  for (const part of text.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s*|\s+/g) || []) {
    if (lines.at(-1) && textWidth(lines.at(-1) + part.trimEnd(), SIZE) > room) lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1].trimEnd()}…`] : lines.map((line) => line.trimEnd());
}

export const heightOfLayers = (data, width) => 60 + LEVEL * Math.max(2, levelsOf(data, width).length);
export const tableOfLayers = (data) => {
  const label = Object.fromEntries(data.nodes.map((node) => [node.id, node.label]));
  return [["", "→", "n", ""], ...data.links.map(({ from, to, value, words, url }) => [linked(label[from], url), label[to], value, words])];
};
