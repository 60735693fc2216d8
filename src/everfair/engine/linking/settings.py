"""A model of linking as Splink wants it told.

Splink's predictions tell the weight of each comparison, not its level; so weights are made to differ by a trifle from
level to level, and the level is read off the weight.
"""

import math
from typing import Any

from everfair.names.comparisons import QUESTIONS, Question
from everfair.names.weights import UNKNOWN, Comparison, LinkModel

_TRIFLE = 1e-7


def settings(model: LinkModel) -> dict[str, Any]:
    questions = {question.name: question for question in QUESTIONS[model.kind]}
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": model.prior,
        "comparisons": [_comparison(questions[c.name], c) for c in model.comparisons],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "em_convergence": 0.001,
        "max_iterations": 15,
    }


def _comparison(question: Question, comparison: Comparison) -> dict[str, Any]:
    unknown = {"sql_condition": question.unknown.sql, "label_for_charts": "unknown", "is_null_level": True}
    return {
        "output_column_name": question.name,
        "comparison_levels": [
            unknown,
            *(_level(question, comparison, n) for n in range(len(question.tests))),
        ],
    }


def _level(question: Question, comparison: Comparison, number: int) -> dict[str, Any]:
    level = comparison.levels[number]
    told: dict[str, Any] = {
        "sql_condition": question.tests[number].agreement.sql,
        "label_for_charts": level.name,
        "m_probability": told_apart(level.m, number),
        "u_probability": level.u,
    }
    if level.rarity:
        told |= {"tf_adjustment_column": level.rarity, "disable_tf_exact_match_detection": True}
    return told


def told_apart(m: float, number: int) -> float:
    return m * (1 - _TRIFLE * (number + 1))


def level_of(comparison: Comparison) -> str:
    """SQL for the name of a pair's level, from the column of its weight."""
    cases = [
        f"WHEN abs(mw_{comparison.name} - ({weight!r})) < {_TRIFLE / 10} THEN '{name}'"
        for weight, name in _weights(comparison)
    ]
    return f"CASE {' '.join(cases)} ELSE '{UNKNOWN}' END AS {comparison.name}"


def _weights(comparison: Comparison) -> list[tuple[float, str]]:
    return [(math.log2(told_apart(x.m, n) / x.u), x.name) for n, x in enumerate(comparison.levels)]
