"""What a life cycle makes of histories, worked out once for what begins alike (see `beginnings`).

Beliefs are [stage, node]: the stages lie one after the other, so that each sum over stages is one over long rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints, floats
from .beginnings import UNSEEN, Beginnings, Nodes, Rows, by_context, digit
from .signals import SIGNALS
from .stages import STAGES

SHOCK_TURNOUT = 0.45  # in a shock a stage comes this much as often as in a usual year


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the leading stage leads: prior + contributions summed over editions and signals = log_odds, exactly.

    A contribution is the log-likelihood ratio of that signal under the leading stage *now* against the rest,
    given what was seen before it. `prior` is what the length of the history alone says (start and transitions)."""

    leading: Ints  # [c] Stage
    prior: Floats  # [c]
    contributions: Floats  # [c, t, signal] in the order of signals.SIGNALS
    log_odds: Floats  # [c]


@dataclass(frozen=True, slots=True)
class Tables:
    """Of a life cycle, as arrays."""

    initial: Floats  # [5]
    transitions: Floats  # [context, from, to]
    emissions: list[Floats]  # [signal][stage, level]

    def levels(self, *, shock: bool) -> list[Floats]:
        """[signal][stage, digit] P(level | stage); ones for what was not seen."""
        booking, *others = self.emissions
        return [_padded(table) for table in (_in_a_shock(booking) if shock else booking, *others)]

    def combined(self, *, shock: bool) -> Floats:
        """[stage, code] P(all that was seen at an edition | stage)."""
        joint = np.ones((STAGES, 1))
        for table in self.levels(shock=shock):
            joint = (joint[:, :, None] * table[:, None, :]).reshape(STAGES, -1)
        return joint

    def moved(self, belief: Floats, contexts: Sequence[tuple[int, Rows]]) -> Floats:
        """[stage, n] an edition on."""
        return _each(self.transitions.transpose(0, 2, 1), belief, contexts)

    def traced(self, chance: Floats, contexts: Sequence[tuple[int, Rows]]) -> Floats:
        """[stage, n] the chance of what follows, seen from an edition before."""
        return _each(self.transitions, chance, contexts)


class Reading:
    """Filtered: each edition from what was seen up to it. Lists are of editions, arrays [stage, node] or [node]."""

    def __init__(self, tables: Tables, seen: Beginnings) -> None:
        self.tables, self.seen = tables, seen
        self.before: list[Floats] = []  # belief, before what was seen at the edition
        self.belief: list[Floats] = []
        self.scale: list[Floats] = []  # P(what was seen at the edition | what was seen before)
        combined = {shock: tables.combined(shock=shock) for shock in set(seen.shock.tolist())}
        for nodes, shock in zip(seen.editions, seen.shock.tolist(), strict=True):
            before = self._ahead().take(nodes.parent, axis=1)
            belief = before * combined[shock].take(nodes.code, axis=1)
            scale = belief.sum(axis=0)
            self.before.append(before)
            self.belief.append(belief / scale)
            self.scale.append(scale)

    def _ahead(self) -> Floats:
        """After the latest edition read so far, at the next one."""
        if not self.belief:
            return self.tables.initial[:, None]
        return self.tables.moved(self.belief[-1], self.seen.editions[len(self.belief) - 1].by_context)

    def posterior(self) -> Floats:
        """[cells, editions, stage]"""
        found = [belief.T[nodes.of_leaf[self.seen.of]] for belief, nodes in self._editions()]
        return np.stack(found, axis=1)

    def latest(self) -> Floats:
        """[cells, stage]"""
        return np.ascontiguousarray(self.belief[-1].T[self.seen.of])

    def next(self) -> Floats:
        """[cells, stage] at the edition to come."""
        return np.ascontiguousarray(self._ahead().T[self.seen.of])

    def leading(self) -> npt.NDArray[np.int8]:
        """[cells, editions] the most probable stage; the earlier one on a tie."""
        each = (belief.argmax(axis=0).astype(np.int8)[nodes.of_leaf] for belief, nodes in self._editions())
        return np.stack(list(each), axis=1)[self.seen.of]

    def log_likelihoods(self) -> Floats:
        """[cells]"""
        total = np.zeros(len(self.seen.at))
        for scale, nodes in zip(self.scale, self.seen.editions, strict=True):
            total += np.log(scale)[nodes.of_leaf]
        return total[self.seen.of]

    def evidence(self) -> Evidence:
        leading = self.belief[-1].argmax(axis=0).astype(np.int64)
        ahead = self._outlook(leading)
        odds = prior = _log_odds(np.repeat(self.tables.initial[:, None], len(leading), axis=1), ahead[0])
        told = np.zeros((len(SIGNALS), len(self.seen.editions), len(leading)))
        for t in range(len(self.seen.editions)):
            for signal, belief in self._heard(t):
                earlier, odds = odds, _log_odds(belief, ahead[t])
                told[signal, t] = odds - earlier
        of = self.seen.of
        return Evidence(leading[of], prior[of], told[:, :, of].transpose(2, 1, 0), odds[of])

    def _heard(self, t: int) -> Iterator[tuple[int, Floats]]:
        """(signal, [stage, leaf] belief to any scale once it is heard) of an edition, of the signals that anybody was
        seen by; the array is the same each time."""
        nodes = self.seen.editions[t]
        belief = self.before[t].take(nodes.of_leaf, axis=1)
        for signal, table in enumerate(self.tables.levels(shock=bool(self.seen.shock[t]))):
            level = digit(nodes.code, signal)
            if (level != UNSEEN).any():
                belief *= table.take(level[nodes.of_leaf], axis=1)
                yield signal, belief

    def _outlook(self, leading: Ints) -> list[Floats]:
        """P(leading stage at the end | each stage at the edition, transitions alone): [stage, leaf] per edition."""
        ahead = [np.eye(STAGES)[:, leading]]
        for nodes in self.seen.editions[-2::-1]:
            ahead.append(self.tables.traced(ahead[-1], by_context(nodes.context[nodes.of_leaf])))
        return ahead[::-1]

    def _editions(self) -> Iterator[tuple[Floats, Nodes]]:
        return zip(self.belief, self.seen.editions, strict=True)


def _each(tables: Floats, values: Floats, contexts: Sequence[tuple[int, Rows]]) -> Floats:
    found = np.empty(values.shape)
    for code, rows in contexts:
        found[:, rows] = tables[code] @ values.take(rows, axis=1)
    return found


def _padded(table: Floats) -> Floats:
    return np.column_stack([table, np.ones(STAGES)])


def _in_a_shock(booking: Floats) -> Floats:
    """Who would have come stays away with probability 1 - SHOCK_TURNOUT."""
    kept = booking[:, 1] * SHOCK_TURNOUT
    return np.column_stack([booking[:, 0], kept, booking[:, 2] + booking[:, 1] - kept])


def _log_odds(belief: Floats, chance: Floats) -> Floats:
    """log of P(leading at the end) against P(another), from what is believed now, to any scale."""
    both, others = np.einsum("sc,sc->c", belief, chance), np.einsum("sc,sc->c", belief, 1 - chance)
    return floats(np.log(both / others))


__all__ = ["Evidence", "Reading", "Tables"]
