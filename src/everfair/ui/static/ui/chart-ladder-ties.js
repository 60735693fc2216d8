// What both ways of laying a ladder out start from: every link as a tie from a lower concept to a higher one.

// By abstractness, and by their order where it is equal, so that nothing goes in a circle. `isDown`: said the other way round.
export function tied({ nodes, links }) {
  const rising = nodes.map((node, at) => ({ ...node, at })).sort((a, b) => a.height - b.height || b.at - a.at);
  const rank = new Map(rising.map(({ id }, at) => [id, at]));
  const known = links.filter(({ from, to }) => rank.has(from) && rank.has(to) && from !== to);
  const ties = known.map((link) => {
    const isDown = rank.get(link.from) > rank.get(link.to);
    return { link, isDown, low: isDown ? link.to : link.from, high: isDown ? link.from : link.to };
  });
  return { rising, ties };
}

export const lowsOf = (ties, id) => ties.filter(({ high }) => high === id).map(({ low }) => low);
export const highsOf = (ties, id) => ties.filter(({ low }) => low === id).map(({ high }) => high);
export const clamped = (value, low, high) => Math.min(Math.max(value, low), high);
// Where the nth of so many lines meets a border, from its middle.
export const port = (nth, many, most) => (many < 2 ? 0 : (nth - (many - 1) / 2) * Math.min(14, most / (many - 1)));
