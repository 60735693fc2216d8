"""Groups that are there are found; where there are none, there is one."""

import numpy as np
import pytest

from everfair.science.enough import NotEnough
from everfair.science.segments import find


def test_three_planted_groups_are_found_and_told_by_what_makes_them() -> None:
    random = np.random.default_rng(1)
    centres = np.array([[0.0, 0.0, 0.0], [8.0, 0.0, 0.0], [0.0, 9.0, 0.0]])
    truth = np.repeat([0, 1, 2], [200, 150, 100])
    X = centres[truth] + random.normal(0, 0.7, (450, 3))
    found = find(X, ("area", "age", "noise"), most=4, draws=3)
    assert sorted(group.size for group in found.groups) == pytest.approx([100, 150, 200], abs=8)
    assert found.groups[0].size >= found.groups[-1].size
    second = next(group for group in found.groups if group.means[0] > 6)
    assert second.stands_out[0][0] == "area"
    assert second.stands_out[0][1] > 1
    assert all(name != "noise" for group in found.groups for name, _ in group.stands_out[:1])


def test_a_cloud_has_no_more_than_a_few_groups_that_hold() -> None:
    found = find(np.random.default_rng(2).normal(size=(300, 4)), ("a", "b", "c", "d"), most=4, draws=3)
    assert len(found.groups) <= 2
    assert sum(group.size for group in found.groups) == 300


def test_one_very_large_sum_does_not_make_a_group() -> None:
    random = np.random.default_rng(3)
    X = np.column_stack([random.normal(size=200), np.r_[random.normal(size=199), 1e9]])
    assert min(group.size for group in find(X, ("a", "money"), most=3, draws=3).groups) > 1


def test_few_customers_and_gaps_are_refused() -> None:
    with pytest.raises(NotEnough, match="n=12"):
        find(np.ones((12, 2)), ("a", "b"))
    with pytest.raises(ValueError, match="missing somewhere"):
        find(np.full((200, 1), np.nan), ("a",))
