// A ladder in levels, means at the bottom, ends on top. A line that skips a level has a place of its own in it, so that it
// runs between the boxes; between levels there are only lines.
import { clamped, highsOf, lowsOf, port, tied } from "./chart-ladder-ties.js";

const BOX = { wide: 150, least: 92, high: 44 };
const [APART, RISE, BEND, TIP, EDGE] = [18, 56, 14, 7, 26];

// {boxes: id -> {x, y, w, h} by their middles, ways: [{link, path, tip: {x, y, turn}}], height}; null where the boxes find no room.
export function inLevels(data, width) {
  const { rising, ties } = tied(data);
  const { rows, chains } = rowsOf(rising, ties, levelsOf(rising, ties));
  const wide = roomOf(rows, width);
  if (wide < BOX.least) return null;
  for (const cell of rows.flat()) cell.w = cell.isBend ? BEND : wide;
  const pairs = chains.flatMap((chain) => chain.slice(1).map((cell, at) => [chain[at], cell]));
  const ordered = untangled(rows, pairs);
  settle(ordered, pairs, width);
  const height = 2 * EDGE + ordered.length * BOX.high + (ordered.length - 1) * RISE;
  ordered.forEach((row, level) => row.forEach((cell) => Object.assign(cell, { y: height - EDGE - BOX.high / 2 - level * (BOX.high + RISE) })));
  const boxes = new Map(ordered.flat().filter(({ isBend }) => !isBend).map(({ id, x, y, w }) => [id, { x, y, w, h: BOX.high }]));
  return { boxes, ways: ways(ties, chains), height };
}

// As high as it is abstract, above all that lead to it and below all it leads to.
function levelsOf(rising, ties) {
  const [least, most, level] = [new Map(), new Map(), new Map()];
  for (const { id } of rising) least.set(id, Math.max(0, ...lowsOf(ties, id).map((low) => least.get(low) + 1)));
  const top = Math.max(...least.values());
  for (const { id } of rising.toReversed()) most.set(id, Math.min(top, ...highsOf(ties, id).map((high) => most.get(high) - 1)));
  for (const { id, height } of rising) {
    const wanted = clamped(Math.round(height * top), least.get(id), most.get(id));
    level.set(id, Math.max(wanted, ...lowsOf(ties, id).map((low) => level.get(low) + 1)));
  }
  return level;
}

// Cells of each level, what hangs together side by side; and the cells of each tie from its lower end to its higher one.
function rowsOf(rising, ties, level) {
  const rows = Array.from({ length: Math.max(...level.values()) + 1 }, () => []);
  const [cells, chains] = [new Map(), new Map()];
  const visit = (id) => {
    if (cells.has(id)) return;
    cells.set(id, { id });
    rows[level.get(id)].push(cells.get(id));
    for (const tie of ties.filter(({ high }) => high === id)) {
      chains.set(tie, rows.slice(level.get(tie.low) + 1, level.get(id)).map((row) => row[row.push({ isBend: true }) - 1]));
      visit(tie.low);
    }
  };
  for (const { id } of rising.toReversed()) visit(id);
  return { rows, chains: ties.map((tie) => [cells.get(tie.low), ...chains.get(tie), cells.get(tie.high)]) };
}

// The width of a box at which the fullest level has room.
function roomOf(rows, width) {
  const room = rows.filter((row) => row.some(({ isBend }) => !isBend)).map((row) => {
    const bends = row.filter(({ isBend }) => isBend).length;
    return (width - 2 - bends * BEND - (row.length - 1) * APART) / (row.length - bends);
  });
  return Math.min(BOX.wide, ...room);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const neighbours = (pairs, cell) => pairs.flatMap(([low, high]) => (low === cell ? [high] : high === cell ? [low] : []));

// In each level by the middle of what they hang together with, down and up; the order with fewest crossings stays.
function untangled(rows, pairs) {
  let [order, best] = [rows, rows];
  for (let turn = 0; turn < 12; turn += 1) {
    const place = new Map(order.flatMap((row) => row.map((cell, at) => [cell, (at + 0.5) / row.length])));
    const from = turn % 2 ? 1 : 0; // by those above, by those below
    order = order.map((row) => row.toSorted((a, b) => middle(a) - middle(b)));
    if (crossings(order, pairs) < crossings(best, pairs)) best = order;

    function middle(cell) {
      const beside = pairs.filter((pair) => pair[from] === cell).map((pair) => place.get(pair[1 - from]));
      return beside.length ? mean(beside) : place.get(cell);
    }
  }
  return best;
}

function crossings(rows, pairs) {
  const place = new Map(rows.flatMap((row, level) => row.map((cell, at) => [cell, { level, at }])));
  const ends = pairs.map((pair) => pair.map((cell) => place.get(cell)));
  return ends.reduce((sum, [low, high], index) => sum + ends.slice(index + 1).filter(([other, above]) => other.level === low.level && (low.at - other.at) * (high.at - above.at) < 0).length, 0);
}

// Each over the middle of what it hangs together with, as far as its neighbours leave room.
function settle(rows, pairs, width) {
  for (const row of rows) row.forEach((cell, at) => Object.assign(cell, { x: ((at + 0.5) / row.length) * width }));
  for (let turn = 0; turn < 24; turn += 1) {
    for (const row of turn % 2 ? rows : rows.toReversed()) {
      const wanted = row.map((cell) => mean([cell.x, ...neighbours(pairs, cell).map(({ x }) => x)]));
      apart(row, wanted, width).forEach((x, at) => Object.assign(row[at], { x }));
    }
  }
}

// The places nearest to the wanted ones, in order and apart (pooled where they would overlap), between both edges.
function apart(row, wanted, width) {
  const lead = [0];
  for (let at = 1; at < row.length; at += 1) lead.push(lead[at - 1] + (row[at - 1].w + row[at].w) / 2 + APART);
  const pools = [];
  wanted.forEach((x, at) => {
    pools.push({ x: x - lead[at], n: 1 });
    while (pools.length > 1 && pools.at(-2).x > pools.at(-1).x) {
      const [one, other] = pools.splice(-2);
      pools.push({ x: (one.x * one.n + other.x * other.n) / (one.n + other.n), n: one.n + other.n });
    }
  });
  const [from, to] = [row[0].w / 2 + 1, width - 1 - lead.at(-1) - row.at(-1).w / 2];
  return pools.flatMap(({ x, n }) => Array(n).fill(clamped(x, from, to))).map((x, at) => x + lead[at]);
}

function ways(ties, chains) {
  const beside = (own, at, next) => {
    const here = chains.filter((chain) => chain.at(at) === own.at(at)).sort((a, b) => a.at(next).x - b.at(next).x);
    return own.at(at).x + port(here.indexOf(own), here.length, own.at(at).w - 24);
  };
  return ties.map(({ link, isDown }, index) => {
    const chain = chains[index];
    const [start, end] = [{ x: beside(chain, 0, 1), y: chain[0].y - BOX.high / 2 }, { x: beside(chain, -1, -2), y: chain.at(-1).y + BOX.high / 2 }];
    const tip = isDown ? { ...start, turn: "down" } : { ...end, turn: "up" };
    return { link, tip, path: path({ ...start, y: start.y - (isDown ? TIP : 0) }, chain.slice(1, -1), { ...end, y: end.y + (isDown ? 0 : TIP) }) };
  });
}

function path(start, bends, end) {
  const steps = [`M${start.x},${start.y}`];
  let from = start;
  for (const { x, y } of bends) {
    steps.push(curve(from, { x, y: y + BOX.high / 2 }), `L${x},${y - BOX.high / 2}`);
    from = { x, y: y - BOX.high / 2 };
  }
  return [...steps, curve(from, end)].join("");
}

const curve = (from, to) => `C${from.x},${(from.y + to.y) / 2},${to.x},${(from.y + to.y) / 2},${to.x},${to.y}`;
