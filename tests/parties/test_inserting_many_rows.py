"""Rows written by the thousand say exactly what they were told, on both databases."""

from collections.abc import Callable

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from everfair.parties.inserting import insert, writing_behind
from everfair.parties.models import Name, Organisation, Party

pytestmark = pytest.mark.django_db
HARD = [
    *(
        "back\\slash",
        "\\N",
        "\\.",
        "tab\there",
        "line\nbreak",
        "cr\r\nlf",
        "",
        " blank ",
        "O'Brien",
        '"quoted"',
    ),
    *("%s %(a)s", "ü汉字🏳️‍🌈", "None", "NULL", "{a,b}"),
]
NAMED = ("party_id", "text", "kind", "source")


@pytest.fixture
def party(db: None) -> Party:
    return Party.objects.create(kind="organisation")


def test_texts_are_kept_sign_by_sign(party: Party) -> None:
    insert(Name, NAMED, [(party.pk, text, "alias", f"{text}.csv") for text in HARD])
    held = Name.objects.order_by("pk").values_list("text", "source", "recorded_party_id", "superseded")
    assert list(held) == [(text, f"{text}.csv", party.pk, False) for text in HARD]
    assert all(Name.objects.values_list("recorded_at", flat=True))


def test_a_row_that_is_there_stays_as_it_is(party: Party) -> None:
    insert(Name, NAMED, [(party.pk, HARD[0], "alias", "first")])
    insert(Name, NAMED, [(party.pk, text, "alias", "again") for text in HARD], ignore_conflicts=True)
    assert Name.objects.count() == len(HARD)
    assert Name.objects.get(text=HARD[0]).source == "first"


def test_numbers_and_nothing_stand_beside_texts() -> None:
    insert(Party, ("id", "kind", "created_by_id", "merged_into_id"), [(71, "person", None, None)])
    insert(Party, ("id", "kind", "created_by_id", "merged_into_id"), [(72, "person", None, 71)])
    assert list(Party.objects.order_by("pk").values_list("pk", "merged_into_id")) == [(71, None), (72, 71)]


def test_more_rows_than_are_written_at_once_all_arrive(party: Party) -> None:
    insert(Name, NAMED, ((party.pk, f"name {number}", "alias", "") for number in range(12_000)))
    assert Name.objects.count() == 12_000


def test_a_text_that_is_too_long_is_refused_and_not_cut(party: Party) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite keeps no limits: readers and forms do")
    with pytest.raises(DataError), transaction.atomic():
        insert(Organisation, ("party_id", "city"), [(party.pk, "x" * 121)])


def test_rows_on_their_way_are_there_for_whoever_asks(party: Party) -> None:
    with transaction.atomic(), writing_behind():
        insert(Name, NAMED, [(party.pk, text, "alias", "") for text in HARD])
        insert(
            Name,
            NAMED,
            [(party.pk, text, "alias", "") for text in [*HARD, "one more"]],
            ignore_conflicts=True,
        )
        assert Name.objects.count() == len(HARD) + 1
        insert(Name, NAMED, [(party.pk, "the last", "alias", "")])
    assert Name.objects.filter(text="the last").exists()


def behind(*acts: Callable[[], None]) -> None:
    with transaction.atomic(), writing_behind():
        for act in acts:
            act()


def test_what_is_refused_on_its_way_is_raised_and_leaves_nothing(party: Party) -> None:
    def once() -> None:
        insert(Name, NAMED, [(party.pk, "once", "alias", "")])

    with pytest.raises(IntegrityError):
        behind(once, once)
    assert not Name.objects.exists()


def test_whoever_gives_up_writes_nothing_more(party: Party) -> None:
    def give_up() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        behind(lambda: insert(Name, NAMED, [(party.pk, "begun", "alias", "")]), give_up)
    assert not Name.objects.exists()
