"""A search for what many are called finds them among the first of the list, as they are called now."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from everfair.desk.customers.listing.walking import Walk
from everfair.house.models import User
from everfair.parties.models import Name, Party
from everfair.parties.search import index_at_once, index_parties, matching
from everfair.relations import foremost
from everfair.relations.models import AnalysisRun, Relationship
from everfair.shows.models import Series
from tests.conftest import Cast
from tests.desk.customers import made

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
CHANCES = (0.2, 0.9, 0.5, 0.9, 0.1)


@pytest.fixture
def series(cast: Cast) -> Series:
    rows = [
        made.customer(cast.series, f"青山第{number}画廊", attended="1") for number, _ in enumerate(CHANCES)
    ]
    rows.append(made.customer(cast.series, "蓝海美术馆", attended="1"))
    made.customer(cast.series, "青山新来的画廊")
    chances = zip(rows, (*CHANCES, 0.95), strict=True)
    made.editions(cast.series, held=1)
    made.analysed(cast.series, {row.pk: ("F", "1", chance) for row, chance in chances}).publish()
    return cast.series


def first(series: Series, text: str = "青山") -> list[int]:
    """The keys of their relationships, which the list may show."""
    return Walk(Relationship.objects.all(), text, AnalysisRun.published(), series.pk).among_the_first(99)


def plainly(series: Series, text: str = "青山") -> list[int]:
    found = Relationship.objects.filter(matching(text, path="party_id"), series=series, scores__isnull=False)
    return list(found.order_by("-scores__chance", "pk").values_list("pk", flat=True))


@pytest.fixture(autouse=True)
def as_one_finds_them_one_by_one(series: Series) -> Iterator[None]:
    assert first(series) == plainly(series) != []
    yield
    assert first(series) == plainly(series)


def party(number: int) -> Party:
    return Party.objects.get(zh=f"青山第{number}画廊")


def rename(one: Party, text: str) -> None:
    Name.objects.filter(party=one).update(text=text)
    index_at_once([one.pk])


def test_in_the_order_of_the_list(series: Series) -> None:
    assert len(first(series)) == len(CHANCES)
    assert len(foremost.found(AnalysisRun.objects.get().pk, series.pk, "青山", 2)) == 2
    assert first(series, "hualang") == plainly(series, "hualang") == first(series)
    assert first(series, "青山 蓝海") == []


def test_who_is_called_otherwise_now(series: Series) -> None:
    rename(party(1), "白石茶庄")
    rename(Party.objects.get(zh="蓝海美术馆"), "青山美术馆")
    assert len(first(series)) == len(CHANCES)


def test_who_was_merged_and_who_was_parted_again(series: Series, cast: Cast) -> None:
    kept, gone = Party.objects.get(zh="蓝海美术馆"), party(3)
    merge = kept.merge(gone, by=cast.director)
    assert first(series) == plainly(series)
    assert kept.relationships.get().pk in first(series)
    assert first(series, "青山 蓝海") == []  # nobody is called both in one
    AnalysisRun.objects.get().publish()
    assert first(series) == plainly(series)
    merge.undo(by=cast.director)


def test_who_is_no_more(series: Series) -> None:
    party(2).delete()
    assert len(first(series)) == len(CHANCES) - 1


def test_readings_that_come_later(series: Series) -> None:
    rename(party(0), "蓝田画廊")
    index_parties([Party.objects.get(names__text="蓝田画廊").pk])
    assert first(series, "lantian") == plainly(series, "lantian") != []


def test_what_is_told_anew_of_new_customers_is_in_nobodys_way(series: Series) -> None:
    """As of those whom a list of a million tells of in several rows."""
    first_new = Party.objects.order_by("-pk")[0].pk + 1
    with connection.cursor() as cursor:
        told = f"SELECT {first_new} + n FROM generate_series(0, {foremost.MOST_RETOLD}) n"
        cursor.execute(f"INSERT INTO {foremost.RETOLD} {told}")
    assert first(series) == plainly(series)


def test_where_much_was_told_anew_everybody_is_looked_up(
    series: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {foremost.RETOLD} SELECT 1 FROM generate_series(0, {foremost.MOST_RETOLD})"
        )
    assert first(series) == []
    AnalysisRun.objects.get().publish()


@pytest.mark.django_db(transaction=True)
def test_what_is_told_while_a_run_is_published(series: Series, director: User) -> None:
    """Neither sees what the other does until it is done."""
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("UPDATE parties_searchentry SET plain = '白 石', spoken = '' WHERE plain LIKE '%3%'")
        AnalysisRun.objects.get().publish()
        assert len(first(series)) == len(CHANCES)
    assert len(first(series)) == len(CHANCES) - 1
