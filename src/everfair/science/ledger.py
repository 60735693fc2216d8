"""The ledger of relationships: four values and three costs, each entry brought to today's money.

Values: what it brings itself (economic), others who follow its example (demonstration), others it brings or deters
(recommendation), what the show learns from it (capability). Costs: of winning it (initial), of keeping it
(maintenance), of parting without harm (ending).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, floats, ints

VALUES = ("economic", "demonstration", "recommendation", "capability")
COSTS = ("initial", "maintenance", "ending")
KINDS = VALUES + COSTS
QUADRANTS = ("core", "promising", "earning", "marginal")


@dataclass(frozen=True, slots=True)
class Ledger:
    """[relationships, 7]: kinds in the order of `KINDS`, costs as positive numbers."""

    amounts: Floats

    @property
    def values(self) -> Floats:
        return floats(self.amounts[:, : len(VALUES)].sum(axis=1))

    @property
    def costs(self) -> Floats:
        return floats(self.amounts[:, len(VALUES) :].sum(axis=1))

    @property
    def profit(self) -> Floats:
        return self.values - self.costs

    def of(self, kind: str) -> Floats:
        return floats(self.amounts[:, KINDS.index(kind)])

    @property
    def indirect(self) -> Floats:
        """What it is worth beyond its own margin."""
        return self.values - self.of("economic")


def add_up(
    relationship: npt.ArrayLike,
    kind: npt.ArrayLike,
    amount: npt.ArrayLike,
    years_ago: npt.ArrayLike,
    *,
    relationships: int,
    rate: float,
) -> Ledger:
    """One row an entry: which relationship (0 to relationships - 1), which of `KINDS` (its position), how much, and
    when (below 0: still to come). Past money grows to today at `rate` a year, money to come shrinks.

    ValueError for an unknown relationship or kind, or a cost below 0.
    """
    who, what = ints(relationship), ints(kind)
    money = floats(amount)
    _refuse_unknown(who, relationships, "relationship")
    _refuse_unknown(what, len(KINDS), "kind")
    if (money[what >= len(VALUES)] < 0).any():
        raise ValueError("a cost below 0: write it as a value, or as a smaller cost")
    today = money * (1 + rate) ** floats(years_ago)
    place = who * len(KINDS) + what
    added = np.bincount(place, today, minlength=relationships * len(KINDS))
    return Ledger(floats(added.reshape(relationships, len(KINDS))))


def _refuse_unknown(which: npt.NDArray[np.int64], many: int, name: str) -> None:
    wrong = (which < 0) | (which >= many)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(f"no such {name} at {at}: {which[at]} of {many}")


def quadrant(present: npt.ArrayLike, potential: npt.ArrayLike, *, line: tuple[float, float]) -> list[str]:
    """By profit today and profit to come, each against its line: core (both), promising (to come only), earning
    (today only), marginal (neither)."""
    today, ahead = floats(present) >= line[0], floats(potential) >= line[1]
    position = np.where(ahead, np.where(today, 0, 1), np.where(today, 2, 3))
    return [QUADRANTS[at] for at in position]


def worth_caring_for(
    ledger: Ledger,
    potential: npt.ArrayLike,
    *,
    size: npt.ArrayLike,
    price: npt.ArrayLike,
    line: tuple[float, float],
) -> list[tuple[str, ...]]:
    """Why each relationship is worth care, as codes, the weightiest first; empty where nothing speaks for it.

    `earns` (profit today), `will_earn` (profit to come; each where it reaches its `line`, as in `quadrant`: nearly
    everybody earns something), `large_cheap_others_follow` (large stand, low price, and the example is worth more than
    its own profit), `others_follow`, `recommends`, `teaches` (each: that value alone exceeds all its costs). `size`
    and `price` (per unit of size): large is the upper fifth, cheap below the median.
    """
    ahead, size, price = floats(potential), floats(size), floats(price)
    large = (size > 0) & (size >= np.quantile(size, 0.8))
    cheap = price < np.median(price)
    follows = ledger.of("demonstration")
    weights = {
        "large_cheap_others_follow": np.where(
            large & cheap & (follows > ledger.of("economic")), follows, 0.0
        ),
        "earns": _from(line[0], ledger.profit),
        "will_earn": _from(line[1], ahead),
        "others_follow": np.where(follows > ledger.costs, follows, 0.0),
        "recommends": _if_it_carries(ledger, "recommendation"),
        "teaches": _if_it_carries(ledger, "capability"),
    }
    return [_heaviest(weights, at) for at in range(len(ledger.amounts))]


def _from(line: float, profit: Floats) -> Floats:
    return floats(np.where((profit > 0) & (profit >= line), profit, 0.0))


def _if_it_carries(ledger: Ledger, kind: str) -> Floats:
    alone = ledger.of(kind)
    return floats(np.where(alone > ledger.costs, alone, 0.0))


def _heaviest(weights: dict[str, Floats], at: int) -> tuple[str, ...]:
    held = {code: float(weight[at]) for code, weight in weights.items() if weight[at] > 0}
    if "large_cheap_others_follow" in held:
        held.pop("others_follow", None)
    return tuple(sorted(held, key=lambda code: -held[code]))
