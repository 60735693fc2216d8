"""Clusters of pairs: all that hang together are seen at once, and the chosen of them become one."""

from itertools import pairwise

import pytest

from everfair.house.models import User
from everfair.parties.clusters import MOST, cluster_of, wishes
from everfair.parties.duplicates import to_decide
from everfair.parties.merging import merge_many
from everfair.parties.models import Party, PossibleDuplicate
from tests.parties.made import organisation

pytestmark = pytest.mark.django_db


def asked(one: Party, other: Party, score: float) -> PossibleDuplicate:
    first, second = sorted((one, other), key=lambda party: party.pk)
    return PossibleDuplicate.objects.create(
        first=first, second=second, score=score, reasons=[["same_bare", {"bare": str(score)}]]
    )


@pytest.fixture
def four() -> list[Party]:
    return [organisation(f"青山{word}", indexed=False) for word in "甲乙丙丁"]


def test_all_that_hang_together_are_found_from_any_pair(four: list[Party]) -> None:
    pairs = [asked(four[0], four[1], 0.9), asked(four[1], four[2], 0.8), asked(four[2], four[3], 0.7)]
    for pair in pairs:
        found = cluster_of(pair, to_decide())
        assert sorted(found.parties) == [party.pk for party in four]
        assert (len(found.pairs), found.is_whole) == (3, True)


def test_what_is_decided_holds_nobody_together(four: list[Party]) -> None:
    first = asked(four[0], four[1], 0.9)
    asked(four[1], four[2], 0.8)
    four[1].keep_apart(four[2], by=None)
    assert sorted(cluster_of(first, to_decide()).parties) == [four[0].pk, four[1].pk]


def test_the_chosen_become_one_each_with_the_reasons_of_its_own_pair(
    four: list[Party], director: User
) -> None:
    first = asked(four[0], four[1], 0.9)
    asked(four[1], four[2], 0.8)
    asked(four[2], four[3], 0.7)
    cluster = cluster_of(first, to_decide())
    wanted = wishes(four[0].pk, [party.pk for party in four[:3]], cluster)
    assert [(wish.absorbed, wish.score) for wish in wanted] == [(four[1].pk, 0.9), (four[2].pk, 0.8)]
    done, refused = merge_many(wanted, by=director)
    assert (len(done), refused) == (2, [])
    assert [party.root for party in four] == [four[0], four[0], four[0], four[3]]


def test_a_wall_within_the_group_holds(four: list[Party], director: User) -> None:
    first = asked(four[0], four[1], 0.9)
    asked(four[1], four[2], 0.8)
    four[0].keep_apart(four[2], by=director)
    cluster = cluster_of(first, to_decide())
    done, refused = merge_many(wishes(four[0].pk, [p.pk for p in four[:3]], cluster), by=director)
    assert len(done) == 1
    assert [code for _wish, code in refused] == ["was_kept_apart"]


def test_a_chain_without_end_is_cut_and_said_so() -> None:
    chain = [organisation(f"青山{n}", indexed=False) for n in range(MOST + 6)]
    pairs = [asked(one, other, 0.9) for one, other in pairwise(chain)]
    found = cluster_of(pairs[0], to_decide())
    assert (len(found.parties), found.is_whole) == (MOST, False)
