"""Means-end ladders after Reynolds & Gutman (1988)."""

import pytest

from everfair.science.ladder import Step, implications

COOLER = [
    ("carbonation", "refreshing", "reward"),
    ("carbonation", "refreshing", "reward", "self-esteem"),
    ("bottle", "feminine", "self-esteem"),
    ("carbonation", "reward"),
]


def test_direct_and_indirect_relations_by_hand() -> None:
    found = implications(COOLER)
    place = {concept: at for at, concept in enumerate(found.concepts)}
    assert found.direct[place["carbonation"], place["refreshing"]] == 2
    assert found.direct[place["carbonation"], place["reward"]] == 1
    assert found.indirect[place["carbonation"], place["reward"]] == 2
    assert found.indirect[place["carbonation"], place["self-esteem"]] == 1
    assert found.ladders == 4


def test_the_map_leaves_out_arrows_that_only_skip() -> None:
    found = implications(COOLER).map(1)
    assert Step("carbonation", "refreshing", 2, 0) in found
    assert not [step for step in found if (step.origin, step.target) == ("carbonation", "reward")]
    assert found[0].direct == 2


def test_means_and_ends_are_told_by_their_arrows() -> None:
    abstract = implications(COOLER).abstractness()
    assert abstract["carbonation"] == 0
    assert abstract["self-esteem"] == 1
    assert 0 < abstract["refreshing"] < 1
    assert implications(COOLER).centrality()["refreshing"] == pytest.approx(4 / 8)


def test_the_cutoff_keeps_two_thirds_of_what_was_said() -> None:
    found = implications(COOLER)
    assert found.covered(1) == 1
    assert found.covered(2) == pytest.approx(4 / 8)
    assert found.cutoff_covering(0.5) == 2
    assert found.cutoff_covering(0.9) == 1


def test_circles_and_repetitions_do_no_harm() -> None:
    found = implications([("a", "b", "a"), ("b", "a"), ("a",), ()])
    assert {(step.origin, step.target) for step in found.map(1)} == {("a", "b"), ("b", "a")}
    assert implications([]).map(1) == ()
