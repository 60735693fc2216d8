"""Fits a model of linking to records about which nobody was asked: u by sampling, m by expectation maximisation.

Expectation maximisation runs over several sets of pairs, each of pairs that agree in one column; what is tied to that
column is not estimated there. What a level was seen at counts together with the first belief, which weighs as much as
`BELIEF` pairs, so that small lists lean on it.
"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from everfair.engine.linking import workbench
from everfair.facts.identity import ORGANISATION, PERSON
from everfair.names.comparisons import first_model
from everfair.names.weights import Comparison, Level, LinkModel

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
    with `records` 0."""
    rows = workbench.count(connection)
    first = first_model(kind, prior=_first_prior(connection, kind))
    believed = replace(first, shares=workbench.shares(connection, first.rare_columns))
    if rows < FEWEST_RECORDS:
        return believed
    linker = workbench.linker(connection, replace(believed, prior=MAYBE))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker.training.estimate_u_using_random_sampling(
            max_pairs=SAMPLED_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
        )
        found = sum(_maximised(linker, rule, pairs) for rule, pairs in _rules(connection, kind))
    sampled = min(SAMPLED_PAIRS, rows * (rows - 1) // 2)
    return replace(_settled(believed, linker.misc.save_model_to_json(), found, sampled), records=rows)


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


def _maximised(linker: Any, rule: str, pairs: int) -> float:
    """Runs one pass; about how many of its pairs it believes to be one. A pass of which a level all but vanishes
    cannot be told in figures, and counts for nothing."""
    try:
        session = linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=EM_PAIRS)
    except ValueError as error:
        if "below the minimum" not in str(error):
            raise
        return 0.0
    return float(session.core_model_settings.probability_two_random_records_match) * pairs


def _settled(believed: LinkModel, fitted: Mapping[str, Any], found: float, sampled: int) -> LinkModel:
    told = {c["output_column_name"]: c["comparison_levels"][1:] for c in fitted["comparisons"]}

    def blended(comparison: Comparison) -> Comparison:
        pairs = zip(comparison.levels, told[comparison.name], strict=True)
        levels = (_blended(level, of, found, sampled, believed.prior) for level, of in pairs)
        return replace(comparison, levels=tuple(levels))

    return replace(believed, comparisons=tuple(map(blended, believed.comparisons)))


def _blended(level: Level, fitted: Mapping[str, Any], found: float, sampled: int, prior: float) -> Level:
    """A level that was never seen has no figure. Of the sampled pairs a few are one: their share is taken off u."""
    m = (fitted.get("m_probability", 0.0) * found + level.m * BELIEF) / (found + BELIEF)
    seen = fitted.get("u_probability", 0.0)
    u = max(seen - prior * m, LEAST_KEPT * seen, LEAST_SEEN / sampled)
    return replace(level, m=m, u=min(u, 1.0))
