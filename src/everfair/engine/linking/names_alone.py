"""How many pairs are one, and what agreement of names weighs, from the pairs that were looked at.

Where there is nothing but names, no set of pairs tells what their agreement weighs. How rare a name is says how many
strangers agree in it by chance; what is found beyond that is taken for pairs that are one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from everfair.engine.linking.training import BELIEF
from everfair.engine.linking.workbench import pairs_in_all
from everfair.names.weights import Comparison, Level, LinkModel, probability

_ROUNDS = 60
_STEPS = 4  # to a bit


# Comparisons of names: of one pair one at most can be answered.
_NAMED = ("name", "spoken")


@dataclass(frozen=True)
class Cell:
    """Pairs on one level of the comparisons of names with the same evidence, in bits."""

    level: str
    bits: float
    pairs: int


def fitted(connection: Any, model: LinkModel) -> LinkModel:
    """The model with its prior, and with the shares m of comparisons of names, as the pairs of the table `predicted`
    say; the evidence there is corrected."""
    named = [c for c in model.comparisons if c.name in _NAMED]
    levels = {_called(c, level): level for c in named for level in c.levels}
    believed = {called: level.m for called, level in levels.items()}
    prior, shares = _maximised(_cells(connection, named), pairs_in_all(connection), model.prior, believed)
    _correct(connection, named, {called: math.log2(shares[called] / m) for called, m in believed.items()})
    return replace(model, prior=prior, comparisons=tuple(_with(c, shares) for c in model.comparisons))


def _called(comparison: Comparison, level: Level) -> str:
    return f"{comparison.name}={level.name}"


def _with(comparison: Comparison, shares: Mapping[str, float]) -> Comparison:
    levels = (replace(x, m=shares.get(_called(comparison, x), x.m)) for x in comparison.levels)
    return replace(comparison, levels=tuple(levels))


def _level(named: Sequence[Comparison]) -> str:
    """SQL for what `_called` calls the level of a pair; '' where no comparison of names has an answer."""
    answers = [f"WHEN {c.name} <> '' THEN '{c.name}=' || {c.name}" for c in named]
    return f"CASE {' '.join(answers)} ELSE '' END" if answers else "''"


def _cells(connection: Any, named: Sequence[Comparison]) -> list[Cell]:
    rows = connection.execute(
        f"""SELECT {_level(named)} AS level, round(evidence * {_STEPS}) / {_STEPS} AS bits, count(*)
        FROM predicted GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    return [Cell(*row) for row in rows]


def _maximised(
    cells: Sequence[Cell], of: int, prior: float, believed: Mapping[str, float]
) -> tuple[float, dict[str, float]]:
    shares = dict(believed)
    for _ in range(_ROUNDS):
        odds = math.log2(prior / (1 - prior))
        more = {called: math.log2(shares[called] / m) for called, m in believed.items()}
        found: dict[str, float] = {}
        for cell in cells:
            p = probability(cell.bits + more.get(cell.level, 0.0) + odds)
            found[cell.level] = found.get(cell.level, 0.0) + p * cell.pairs
        prior = min(max(sum(found.values()), 1.0) / max(of, 4), 0.5)
        shares = _shared(found, believed)
    return prior, shares


def _shared(found: Mapping[str, float], believed: Mapping[str, float]) -> dict[str, float]:
    """Shares within each comparison."""
    totals: dict[str, float] = {}
    for called in believed:
        name = called.partition("=")[0]
        totals[name] = totals.get(name, 0.0) + found.get(called, 0.0)
    return {
        called: (found.get(called, 0.0) + BELIEF * m) / (totals[called.partition("=")[0]] + BELIEF)
        for called, m in believed.items()
    }


def _correct(connection: Any, named: Sequence[Comparison], more: Mapping[str, float]) -> None:
    cases = " ".join(f"WHEN '{called}' THEN {bits!r}" for called, bits in more.items())
    if cases:
        connection.execute(
            f"UPDATE predicted SET evidence = evidence + CASE {_level(named)} {cases} ELSE 0 END"
        )
