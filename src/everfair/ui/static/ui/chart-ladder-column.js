// A ladder where there is no room for levels: one box below the other, ends before what leads to them. Lines run beside the
// boxes, those to the same end in one lane.
import { clamped, highsOf, port, tied } from "./chart-ladder-ties.js";

const ROW = 50;
const BOX = { wide: 320, high: 36 };
const [INDENT, LANE, CORNER, TIP, EDGE] = [12, 13, 6, 7, 26];

// Of the same shape as `inLevels`; there is always room.
export function inColumn(data, width) {
  const { rising, ties } = tied(data);
  const order = falling(rising, ties);
  const row = new Map(order.map((id, at) => [id, at]));
  const lanes = lanesOf(ties, row);
  const right = Math.min(width - 14 - LANE * (Math.max(0, ...lanes) + 1), BOX.wide + 3 * INDENT);
  const boxes = new Map();
  for (const id of order) {
    const left = 1 + INDENT * Math.min(4, depth(ties, id));
    boxes.set(id, { x: (left + right) / 2, y: EDGE + ROW * (row.get(id) + 0.5), w: right - left, h: BOX.high });
  }
  return { boxes, ways: ties.map((tie, at) => way(tie, ties, boxes, right, right + 14 + LANE * lanes[at])), height: 2 * EDGE + ROW * order.length };
}

// Each after all it leads to, as near to the last of them as can be.
function falling(rising, ties) {
  const waits = new Map(rising.map(({ id }) => [id, highsOf(ties, id).length]));
  const [ready, order] = [rising.filter(({ id }) => !waits.get(id)).map(({ id }) => id), []];
  while (ready.length) {
    const id = ready.pop();
    order.push(id);
    for (const { low } of ties.filter(({ high }) => high === id).sort((a, b) => a.link.value - b.link.value)) {
      waits.set(low, waits.get(low) - 1);
      if (!waits.get(low)) ready.push(low);
    }
  }
  return order;
}

const depth = (ties, id) => Math.max(0, ...highsOf(ties, id).map((high) => depth(ties, high) + 1));

// A lane for each end that is led to (and for each tie said downwards), short ones inside; lanes are shared where they do not meet.
function lanesOf(ties, row) {
  const trunk = (tie, at) => (tie.isDown ? at : tie.high);
  const spans = new Map();
  ties.forEach((tie, at) => {
    const known = spans.get(trunk(tie, at));
    spans.set(trunk(tie, at), { from: row.get(tie.high), to: Math.max(row.get(tie.low), known?.to ?? 0) });
  });
  const taken = [];
  for (const span of [...spans.values()].sort((a, b) => a.to - a.from - (b.to - b.from))) {
    const free = taken.findIndex((lane) => lane.every((other) => other.to <= span.from || span.to <= other.from));
    span.lane = free < 0 ? taken.push([]) - 1 : free;
    taken[span.lane].push(span);
  }
  return ties.map((tie, at) => spans.get(trunk(tie, at)).lane);
}

// It leaves above the middle of a border and arrives below: at a box one line ends before the next begins.
function way(tie, ties, boxes, right, x) {
  const leaving = ties.filter(({ low }) => low === tie.low);
  const [low, high] = [boxes.get(tie.low), boxes.get(tie.high)];
  const from = { x: right, y: low.y - 9 + clamped(port(leaving.indexOf(tie), leaving.length, 10), -6, 6) };
  const to = { x: right, y: high.y + 9 };
  const tip = tie.isDown ? { ...from, turn: "left" } : { ...to, turn: "left" };
  const [start, end] = [from.x + (tie.isDown ? TIP : 0), to.x + (tie.isDown ? 0 : TIP)];
  return { link: tie.link, tip, path: `M${start},${from.y}H${x - CORNER}Q${x},${from.y},${x},${from.y - CORNER}V${to.y + CORNER}Q${x},${to.y},${x - CORNER},${to.y}H${end}` };
}
