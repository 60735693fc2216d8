"""Plans within budget and capacity are the best there are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.science.allocation import Infeasible, allocate, value_of_budget


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(1, 3))
def test_it_equals_trying_everything(seed: int, customers: int, actions: int) -> None:
    random = np.random.default_rng(seed)
    gain = np.round(random.normal(3, 4, (customers, actions)), 2)
    cost = np.round(random.uniform(1, 5, (customers, actions)), 2)
    budget, capacity = float(random.uniform(0, 4 * customers)), random.integers(0, customers + 1, actions)
    found = allocate(gain, cost, np.ones(customers), budget=budget, capacity=capacity)
    best = 0.0
    for choice in product(range(-1, actions), repeat=customers):
        given = [(at, action) for at, action in enumerate(choice) if action >= 0]
        spent = sum(cost[each] for each in given)
        taken = np.bincount([action for _, action in given], minlength=actions)
        if spent <= budget + 1e-9 and (taken <= capacity).all():
            best = max(best, sum(gain[each] for each in given))
    assert found.gain == pytest.approx(best, abs=1e-5)
    assert found.cost <= budget + 1e-6
    assert (found.given.sum(axis=0) <= capacity).all()
    assert (found.given.sum(axis=1) <= 1).all()


def test_customers_alike_are_one_cell() -> None:
    found = allocate([[5.0, 9.0]], [1.0, 3.0], [10], budget=16, capacity=[10, 10])
    assert found.given.tolist() == [[7, 3]]
    assert found.gain == pytest.approx(62)
    assert found.bound == pytest.approx(62)


def test_what_may_not_be_given_is_not_and_what_gains_nothing_neither() -> None:
    found = allocate([[np.nan, 2.0], [-1.0, np.nan]], [1.0, 1.0], [1, 1], budget=10)
    assert found.given.tolist() == [[0, 1], [0, 0]]


def test_what_must_be_given_is_given_or_refused() -> None:
    found = allocate([[-1.0], [-3.0]], [1.0], [1, 1], budget=5, at_least=[1])
    assert found.given.tolist() == [[1], [0]]
    with pytest.raises(Infeasible):
        allocate([[1.0]], [2.0], [5], budget=3, at_least=[2])


def test_more_budget_never_earns_less_and_pays_less_and_less() -> None:
    random = np.random.default_rng(9)
    gain, cost = random.uniform(0, 5, (30, 2)), random.uniform(1, 3, (30, 2))
    earned = value_of_budget(gain, cost, np.full(30, 20), np.linspace(0, 2000, 9))
    steps = np.diff(earned)
    assert (steps >= -1e-6).all()
    assert steps[0] > steps[-1]
