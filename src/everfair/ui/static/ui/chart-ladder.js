// {nodes: [{id, label, height, size, part, url?}], links: [{from, to, value, words?, url?}], parts: {means, between, end}}: what
// leads to what, from attributes to ends. In levels where there is room, else one below the other.
import { faded, linked, number, pointed, textWidth } from "./chart-axes.js";
import { inColumn } from "./chart-ladder-column.js";
import { inLevels } from "./chart-ladder-levels.js";

const [SIZE, LINE] = [12, 14];
const laid = (data, width) => inLevels(data, width) ?? inColumn(data, width);

export function layers(data, theme, width) {
  const { boxes, ways } = laid(data, width);
  const most = Math.max(...data.links.map(({ value }) => value), 1);
  const item = (words, url) => ({ value: [0.5, 0.5], words, ...pointed(url) });
  return {
    tooltip: { formatter: ({ data: { words } }) => words },
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { show: false, min: 0, max: 1 }, yAxis: { show: false, min: 0, max: 1 },
    graphic: keyOfParts(data.parts, theme),
    series: [
      { type: "custom", z: 1, data: ways.map(({ link }) => item(`${link.words ?? ""}`, link.url)), renderItem: ({ dataIndex }) => arrow(ways[dataIndex], most, theme) },
      { type: "custom", z: 2, data: data.nodes.map((node) => item(`${node.label}\nn = ${number(node.size)}`, node.url)), renderItem: ({ dataIndex }) => card(data.nodes[dataIndex], boxes.get(data.nodes[dataIndex].id), theme) },
    ],
  };
}

function arrow({ link, path, tip }, most, theme) {
  const line = { type: "path", shape: { pathData: path }, style: { fill: null, stroke: theme.ink3, lineWidth: 1 + (3.5 * link.value) / most } };
  return { type: "group", children: [line, { type: "polygon", shape: { points: POINTS[tip.turn](tip) }, style: { fill: theme.ink3 } }] };
}

const POINTS = {
  up: ({ x, y }) => [[x, y], [x - 5, y + 9], [x + 5, y + 9]],
  down: ({ x, y }) => [[x, y], [x - 5, y - 9], [x + 5, y - 9]],
  left: ({ x, y }) => [[x, y], [x + 9, y - 5], [x + 9, y + 5]],
};

const look = (part, theme) => ({
  means: { fill: theme.surface, stroke: theme.strong, lineWidth: 1, lineDash: [4, 3] },
  between: { fill: theme.raised, stroke: theme.strong, lineWidth: 1 },
  end: { fill: faded(theme.accent, 0.14), stroke: theme.accent, lineWidth: 1.25 },
})[part];

function card({ label, part }, { x, y, w, h }, theme) {
  const lines = inLines(label, w - 12, Math.floor(h / LINE));
  const box = { type: "rect", shape: { x: x - w / 2, y: y - h / 2, width: w, height: h, r: 6 } };
  return {
    type: "group",
    children: [
      { ...box, style: { fill: theme.surface } },
      { ...box, style: look(part, theme) },
      ...lines.map((text, at) => ({ type: "text", style: { text, x, y: y + (at - (lines.length - 1) / 2) * LINE, align: "center", verticalAlign: "middle", fill: theme.ink, font: `${SIZE}px ${theme.font}` } })),
    ],
  };
}

// What the three kinds of box are, from the end downwards.
function keyOfParts(parts, theme) {
  let left = 1;
  return ["end", "between", "means"].flatMap((part) => {
    const x = left;
    left += textWidth(parts[part], 11) + 36;
    return [
      { type: "rect", silent: true, shape: { x, y: 4, width: 14, height: 10, r: 3 }, style: look(part, theme) },
      { type: "text", silent: true, x: x + 19, y: 4, style: { text: parts[part], fill: theme.ink3, font: `11px ${theme.font}` } },
    ];
  });
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

export const heightOfLayers = (data, width) => laid(data, width).height;
export const tableOfLayers = (data) => {
  const label = Object.fromEntries(data.nodes.map((node) => [node.id, node.label]));
  return [["", "→", "n", ""], ...data.links.map(({ from, to, value, words, url }) => [linked(label[from], url), label[to], value, words])];
};
