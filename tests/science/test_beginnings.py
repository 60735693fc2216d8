"""Histories as a tree, so that what begins alike is worked out once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.beginnings import Beginnings, alike, digit
from everfair.science.lifecycle import DEFAULT, fit
from everfair.science.signals import Observations, observations


def drawn(seed: int, cells: int = 60, editions: int = 8) -> Observations:
    """Few signals, so that many begin alike."""
    random = np.random.default_rng(seed)
    came = np.maximum.accumulate(random.random((cells, editions)) < 0.4, axis=1)
    attended = np.where(came, random.integers(0, 2, (cells, editions)), -1)
    attended[np.arange(cells), came.argmax(axis=1)] = np.where(came.any(axis=1), 1, -1)
    return observations(attended, complaint=np.where(random.random((cells, editions)) < 0.1, 1, -1))


def words(seen: Observations, editions: int) -> list[bytes]:
    """All that was seen of each cell up to an edition."""
    together = np.stack(seen.signals(), axis=2)[:, :editions]
    return [row.tobytes() for row in together]


@given(st.integers(0, 10_000))
def test_there_is_one_node_for_each_beginning_and_it_lies_below_that_of_the_edition_before(seed: int) -> None:
    seen = drawn(seed)
    tree = Beginnings.of_all(seen)
    for t, nodes in enumerate(tree.editions, start=1):
        of_cell = nodes.of_leaf[tree.of].tolist()
        begun = dict(zip(of_cell, words(seen, t), strict=True))
        assert len(nodes) == len(set(words(seen, t)))
        assert [begun[node] for node in of_cell] == words(seen, t)
        if t > 1:
            above = tree.editions[t - 2]
            assert (above.of_leaf == nodes.parent[nodes.of_leaf]).all()
            assert (nodes.parent[nodes.first_child] == np.arange(len(above))).all()


@given(st.integers(0, 10_000))
def test_nodes_keep_what_was_seen_and_the_context_of_the_next_edition(seed: int) -> None:
    seen = drawn(seed)
    tree, contexts = Beginnings.of_all(seen), list(seen.contexts())
    for t, nodes in enumerate(tree.editions):
        own = nodes.of_leaf[tree.of]
        for signal, levels in enumerate(seen.signals()):
            assert (digit(nodes.code, signal)[own] == levels[:, t] % 4).all()
        assert (nodes.context[own] == contexts[t + 1]).all()


def test_distinct_histories_are_those_that_differ_anywhere_over_more_editions_than_one_number_holds() -> None:
    seen = drawn(1, cells=500, editions=20)
    at, of = alike(seen)
    each = words(seen, 20)
    assert len(at) == len(set(each))
    assert [each[at[one]] for one in of.tolist()] == each


def test_what_is_told_of_a_cell_does_not_hang_on_the_others() -> None:
    seen = drawn(2)
    alone = [
        observations(came, complaint=told) for came, told in zip(_attended(seen), seen.complaint, strict=True)
    ]
    told = DEFAULT.evidence(seen)
    each = [DEFAULT.evidence(one) for one in alone]
    np.testing.assert_allclose(told.contributions, np.concatenate([one.contributions for one in each]))
    np.testing.assert_allclose(DEFAULT.filter(seen), np.concatenate([DEFAULT.filter(one) for one in alone]))


def test_the_leading_stage_is_the_most_probable_of_every_edition() -> None:
    read = DEFAULT.read(drawn(4))
    assert (read.leading() == read.posterior().argmax(axis=2)).all()
    np.testing.assert_array_equal(read.latest(), read.posterior()[:, -1])


def _attended(seen: Observations) -> np.ndarray:
    return np.select([seen.booking == 1, seen.booking == 2], [1, 0], -1)


def test_the_order_of_cells_makes_no_difference_to_the_fit() -> None:
    seen = drawn(3, cells=200)
    turned = observations(_attended(seen)[::-1], complaint=seen.complaint[::-1])
    count = np.arange(1, 201)
    np.testing.assert_allclose(fit(seen, count).transitions, fit(turned, count[::-1]).transitions)
