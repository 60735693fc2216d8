"""Expectation and performance, what matters and how, on the airline's survey and on planted truth."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough
from everfair.science.satisfaction import (
    BASIC,
    EXCITEMENT,
    PERFORMANCE,
    UNCLEAR,
    Gap,
    _correlations,
    _orders,
    _shapley,
    gaps,
    importance,
    importance_performance,
    penalty_reward,
    zone,
)


@pytest.fixture(scope="module")
def airline(shared_data: Path) -> dict[str, Floats]:
    with (shared_data / "satisfaction" / "airline_expectation_performance.csv").open() as file:
        rows = list(csv.DictReader(file))

    def columns(*names: str) -> Floats:
        return np.array([[float(row[name] or "nan") for name in names] for row in rows])

    return {
        "expected": columns(*(f"e{at}" for at in range(1, 24))),
        "seen": columns(*(f"s{at}" for at in range(1, 24))),
        "overall": columns("overall_sat")[:, 0],
    }


@pytest.mark.parametrize(
    ("performance", "gap", "verdict"),
    [(3, 1, "dissatisfied"), (4, 0, "basically_satisfied"), (5, -1, "delighted")],
)
def test_expectation_four_as_the_domain_has_it(performance: float, gap: float, verdict: str) -> None:
    (found,) = gaps(np.full((40, 1), 4.0), np.full((40, 1), performance))
    assert isinstance(found, Gap)
    assert found.gap == gap
    assert found.verdict == verdict


def test_every_attribute_of_the_airline_has_a_gap_with_its_interval(airline: dict[str, Floats]) -> None:
    found = gaps(airline["expected"], airline["seen"])
    assert len(found) == 23
    for at, each in enumerate(found):
        assert isinstance(each, Gap)
        paired = np.isfinite(airline["expected"][:, at]) & np.isfinite(airline["seen"][:, at])
        assert each.n == paired.sum()
        assert each.low < each.gap < each.high
        assert each.gap == pytest.approx(each.expectation - each.performance)
        assert each.dissatisfied + each.satisfied + each.delighted == pytest.approx(1)


def test_derived_importance_of_the_airline_adds_up_to_what_is_explained(airline: dict[str, Floats]) -> None:
    found = importance(airline["seen"], airline["overall"], orders=60, draws=20)
    assert sum(found.shares) == pytest.approx(found.r2)
    assert sum(found.relative) == pytest.approx(1)
    complete = np.isfinite(np.column_stack([airline["seen"], airline["overall"]])).all(axis=1)
    X, y = airline["seen"][complete], airline["overall"][complete]
    residual = (
        y
        - np.column_stack([np.ones(len(X)), X]) @ np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y)[0]
    )
    assert found.r2 == pytest.approx(1 - residual.var() / y.var(), abs=1e-6)


def test_shapley_shares_by_enumeration() -> None:
    """Three attributes that go together: the mean gain over all six orders, subset by subset."""
    random = np.random.default_rng(2)
    X = random.normal(size=(200, 3)) + random.normal(size=(200, 1))
    y = X @ [0.6, 0.3, 0.0] + random.normal(size=200)
    table = np.column_stack([X, y])

    def r2(inside: tuple[int, ...]) -> float:
        if not inside:
            return 0.0
        design = np.column_stack([np.ones(200), X[:, inside]])
        return float(1 - (y - design @ np.linalg.lstsq(design, y)[0]).var() / y.var())

    orders = _orders(3, 10, random)
    assert len(orders) == 6
    by_hand = np.zeros(3)
    for order in orders.tolist():
        for at, one in enumerate(order):
            by_hand[one] += r2(tuple(sorted(order[: at + 1]))) - r2(tuple(sorted(order[:at])))
    assert _shapley(_correlations(table, [np.ones(200)]), orders)[0] == pytest.approx(by_hand / 6, abs=1e-7)


def test_what_matters_is_ranked_as_planted_and_an_attribute_without_effect_has_next_to_nothing() -> None:
    random = np.random.default_rng(3)
    X = random.normal(size=(800, 4))
    found = importance(X, X @ [1.0, -0.6, 0.3, 0.0] + random.normal(size=800), draws=60)
    assert np.argsort(found.shares)[::-1].tolist() == [0, 1, 2, 3]
    assert found.shares[3] < 0.01
    assert found.rises == (True, False, True, found.rises[3])
    assert all(
        low <= share <= high for low, share, high in zip(found.low, found.shares, found.high, strict=True)
    )


def test_an_attribute_that_nobody_answers_differently_has_no_share() -> None:
    random = np.random.default_rng(4)
    X = np.column_stack([random.normal(size=60), np.full(60, 3.0)])
    assert importance(X, X[:, 0], draws=5).shares[1] == 0


def test_basic_performance_and_excitement_are_told_apart() -> None:
    random = np.random.default_rng(6)
    answers = random.integers(1, 6, (900, 4)).astype(float)
    lacks, there = answers <= 2, answers >= 4
    overall = 3.0 - 0.9 * lacks[:, 0] + 0.9 * there[:, 1] + 0.5 * there[:, 2] - 0.5 * lacks[:, 2]
    found = penalty_reward(answers, overall + random.normal(0, 0.5, 900), low=[2] * 4, high=[4] * 4)
    assert [each.kind for each in found] == [BASIC, EXCITEMENT, PERFORMANCE, UNCLEAR]


def test_an_attribute_without_effect_is_called_unclear_as_often_as_the_interval_says() -> None:
    random, wrong = np.random.default_rng(7), 0
    for _ in range(150):
        answers = random.integers(1, 6, (150, 1)).astype(float)
        (found,) = penalty_reward(answers, random.normal(size=150), low=[2], high=[4])
        wrong += found.kind != UNCLEAR
    assert 0.02 <= wrong / 150 <= 0.18  # two one-sided chances of 5 % each


def test_the_map_has_four_quadrants() -> None:
    found = importance_performance([4, 4, 1, 1], [4, 1, 4, 1])
    assert found == ["keep_up", "concentrate_here", "possible_overkill", "low_priority"]


def test_zones_of_expression_and_expectation() -> None:
    assert zone(expected=True, spoken=False) == "basic"
    assert zone(expected=True, spoken=True) == "satisfaction"
    assert zone(expected=False, spoken=True) == "delight"
    assert zone(expected=False, spoken=False) == "loyalty"


@given(st.floats(0.5, 3), st.integers(30, 60))
def test_better_performance_never_widens_a_gap(better: float, n: int) -> None:
    random = np.random.default_rng(n)
    expected, seen = random.normal(4, 1, (n, 1)), random.normal(3, 1, (n, 1))
    before, after = gaps(expected, seen)[0], gaps(expected, seen + better)[0]
    assert isinstance(before, Gap)
    assert isinstance(after, Gap)
    assert after.gap <= before.gap


def test_few_answers_give_no_figure() -> None:
    (found,) = gaps([[4.0]] * 7, [[3.0]] * 7)
    assert isinstance(found, NotEnough)
    assert found.n == 7
    with pytest.raises(NotEnough, match="needs about 69 respondents"):
        importance(np.ones((40, 23)), np.ones(40))
