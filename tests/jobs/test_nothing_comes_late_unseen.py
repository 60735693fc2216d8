"""PostgreSQL's writers draw their numbers before they are seen: one that is seen late is not missed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from everfair.jobs.imports.changes import Changes
from everfair.jobs.imports.plan import House
from everfair.jobs.imports.settled import Late, look
from everfair.parties.inserting import insert
from everfair.parties.match_keys import number
from everfair.parties.models import MatchKey, Party

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = ("party_id", "key")
NOBODYS = range(0)
QUICK, SLOW = 1, 2
GREEN, BLUE, WHITE = map(number, ("n:青山", "n:蓝田", "n:白云"))


@pytest.fixture
def party() -> Party:
    return Party.objects.create(kind="organisation")


@pytest.fixture
def slow(party: Party) -> Iterator[Any]:
    """Somebody who has written a key and not yet said that it stands."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's writers come one after the other")
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_matchkey (party_id, recorded_party_id, key) VALUES (%s, %s, %s)",
            [party.pk, party.pk, SLOW],
        )
    yield other
    other.close()


def read(late: Late) -> list[int]:
    look(late)
    found = list(late.rows.order_by("pk").values_list("key", flat=True))
    late.forget()
    return found


def test_what_is_settled_is_read_once(party: Party) -> None:
    late = Late(MatchKey, 0)
    insert(MatchKey, KEYS, [(party.pk, 1)])
    assert read(late) == [1]
    insert(MatchKey, KEYS, [(party.pk, 2)])
    assert read(late) == [2]
    assert read(late) == []


def test_a_smaller_number_that_appears_later_is_read(party: Party, slow: Any) -> None:
    late = Late(MatchKey, 0)
    insert(MatchKey, KEYS, [(party.pk, QUICK)])
    assert read(late) == [QUICK]
    slow.commit()
    assert read(late) == [SLOW, QUICK]
    assert read(late) == []


def test_the_control_that_waits_for_nobody_misses_it(party: Party, slow: Any) -> None:
    late = Late(MatchKey, 0)
    insert(MatchKey, KEYS, [(party.pk, QUICK)])
    look(late)
    late.is_settled = True
    late.forget()
    slow.commit()
    assert read(late) == []


def test_newcomers_are_met_with_whoever_came_from_elsewhere_meanwhile(party: Party) -> None:
    changes = Changes(House.now(), batch_id=0)
    mine = Party.objects.create(kind="organisation")
    with transaction.atomic():
        changes.look(NOBODYS)
    assert changes.late({-1: [GREEN]}, NOBODYS) == set()
    insert(MatchKey, KEYS, [(party.pk, GREEN), (mine.pk, BLUE)])
    own = range(mine.pk, mine.pk + 1)
    with transaction.atomic():
        changes.look(own)
    assert changes.late({-1: [GREEN], -2: [BLUE], -3: [WHITE]}, own) == {-1}


def test_more_than_can_be_remembered_are_asked_for(party: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.jobs.imports.changes._REMEMBERED", 2)
    changes = Changes(House.now(), batch_id=0)
    insert(MatchKey, KEYS, [(party.pk, key) for key in range(5)])
    with transaction.atomic():
        changes.look(NOBODYS)
    assert changes.brought is None
    assert changes.late({-1: [4], -2: [9]}, NOBODYS) == {-1}
