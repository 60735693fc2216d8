"""Fits a model of linking to records about which nobody was asked: u by sampling, m by expectation maximisation.

Expectation maximisation runs over several sets of pairs, each of pairs that agree in one column; what is tied to that
column is not estimated there. What a level was seen at counts together with the first belief, which weighs as much as
`BELIEF` pairs, so that small lists lean on it.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from everfair.engine.linking import workbench
from everfair.engine.linking.settings import told_apart
from everfair.facts.identity import ORGANISATION, PERSON
from everfair.names.comparisons import first_model
from everfair.names.weights import Level, LinkModel

SEED = 20
SAMPLED_PAIRS = 1_000_000
EM_PAIRS = 400_000
FEWEST_RECORDS = 200
FEWEST_PAIRS = 100
BELIEF = 100.0
# The share of pairs that are one, of those that agree in a column, with which maximisation begins.
MAYBE = 0.3
# Times a level was seen that was not seen in the sample.
LEAST_SEEN = 0.3
LEAST_KEPT = 0.05
# Every column that a name is told by: agreement in one of them tells nothing new about the others.
_NAMED = ("core", "bare", "ideas", "place", "branch")
# (column or expression that agrees, columns that are tied to it)
_PASSES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    ORGANISATION: (
        ("core", _NAMED),
        ("domains[1]", ("mailboxes",)),
        ("mailboxes[1]", ("domains",)),
        ("lines[1]", ()),
    ),
    PERSON: (
        ("birth_date", ()),
        ("street", ("quarter", "city", "postcode", "region")),
        ("number", ()),
        ("mailboxes[1]", ("given", "surname")),
        ("lines[1]", ()),
    ),
}


_SURE = {ORGANISATION: ("core",), PERSON: ("birth_date", "surname")}


def train(connection: Any, kind: str) -> LinkModel:
    """The model of the table `records`, its prior a first guess; where there are too few records, the first belief
    with `records` 0. Its shares are told to Splink."""
    rows = workbench.count(connection)
    first = first_model(kind, prior=_first_prior(connection, kind))
    believed = replace(first, shares=workbench.shares(connection, first.rare_columns))
    workbench.tell_shares(connection, believed)
    if rows < FEWEST_RECORDS:
        return believed
    maybe = replace(believed, prior=MAYBE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = workbench.linker(connection, maybe)
        linker.training.estimate_u_using_random_sampling(
            max_pairs=SAMPLED_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
        )
        sampled = min(SAMPLED_PAIRS, rows * (rows - 1) // 2)
        known = _with_u(maybe, _fitted(linker), believed.prior, sampled)
        passes = [_maximised(connection, known, rule, pairs) for rule, pairs in _rules(connection, kind)]
    return replace(_with_m(known, passes), prior=believed.prior, records=rows)


def _first_prior(connection: Any, kind: str) -> float:
    """From pairs that agree in what strangers seldom agree in, of which about half of all right pairs are."""
    ((pairs,),) = connection.execute(
        f"""SELECT coalesce(sum(held * (held - 1) / 2), 0) FROM
        (SELECT count(*) AS held FROM records WHERE {_SURE[kind][0]} <> '' GROUP BY {", ".join(_SURE[kind])})
        WHERE held < 6"""
    ).fetchall()
    return min(2 * max(float(pairs), 1.0) / max(workbench.pairs_in_all(connection), 4), 0.5)


def _rules(connection: Any, kind: str) -> Iterator[tuple[str, int]]:
    """Passes with enough pairs, and how many they have. No column is ever null, so that naming one excludes nothing
    but what is tied to it from being estimated."""
    for told, tied in _PASSES[kind]:
        ((pairs,),) = connection.execute(
            f"""SELECT coalesce(sum(held * (held - 1) // 2), 0)
            FROM (SELECT count(*) AS held FROM records WHERE {_says(told, "")} GROUP BY {told})"""
        ).fetchall()
        if pairs >= FEWEST_PAIRS:
            named = "".join(f" AND l.{column} IS NOT NULL" for column in tied)
            yield f"l.{told} = r.{told} AND {_says(told, 'l.')}{named}", min(int(pairs), EM_PAIRS)


def _says(column: str, side: str) -> str:
    return f"coalesce({side}{column}, '') <> ''"


Fitted = Mapping[tuple[str, str], Mapping[str, Any]]  # (comparison, level) -> figures, as Splink tells them


def _fitted(linker: Any) -> Fitted:
    told = linker.misc.save_model_to_json()["comparisons"]
    return {
        (c["output_column_name"], level["label_for_charts"]): level
        for c in told
        for level in c["comparison_levels"]
    }


def _with_u(model: LinkModel, fitted: Fitted, prior: float, sampled: int) -> LinkModel:
    """Of the sampled pairs a few are one: their share is taken off. A level that was never seen has no figure."""

    def u(comparison: str, level: Level) -> float:
        seen = fitted[comparison, level.name].get("u_probability", 0.0)
        return float(min(max(seen - prior * level.m, LEAST_KEPT * seen, LEAST_SEEN / sampled), 1.0))

    return _changed(model, lambda comparison, level: replace(level, u=u(comparison, level)))


def _maximised(connection: Any, model: LinkModel, rule: str, pairs: int) -> tuple[float, Fitted]:
    """One pass: about how many of its pairs it believes to be one, and the figures. Where next to none are, a level
    vanishes beyond what can be told in figures, and the pass counts for nothing."""
    linker = workbench.linker(connection, model)
    try:
        session = linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=EM_PAIRS)
    except ValueError as error:
        if "below the minimum" not in str(error):
            raise
        return 0.0, {}
    return float(session.core_model_settings.probability_two_random_records_match) * pairs, _fitted(linker)


def _with_m(model: LinkModel, passes: Sequence[tuple[float, Fitted]]) -> LinkModel:
    """The passes and the first belief, each as heavy as the pairs it knows. A pass leaves alone what is tied to its
    column."""

    def m(comparison: str, level: Level) -> float:
        told = [(BELIEF, level.m)]
        for found, fitted in passes:
            figure = fitted.get((comparison, level.name), {}).get("m_probability", 0.0)
            if fitted and figure != _told_to_splink(model, comparison, level):
                told.append((found, figure))
        return sum(weight * share for weight, share in told) / sum(weight for weight, _ in told)

    return _changed(model, lambda comparison, level: replace(level, m=m(comparison, level)))


def _told_to_splink(model: LinkModel, comparison: str, level: Level) -> float:
    levels = next(c.levels for c in model.comparisons if c.name == comparison)
    return told_apart(level.m, levels.index(level))


def _changed(model: LinkModel, change: Callable[[str, Level], Level]) -> LinkModel:
    comparisons = (
        replace(c, levels=tuple(change(c.name, level) for level in c.levels)) for c in model.comparisons
    )
    return replace(model, comparisons=tuple(comparisons))
