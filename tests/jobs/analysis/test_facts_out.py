"""The snapshot: one state of the books, every column as declared, the same from both databases."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection

from everfair.facts import TABLES
from everfair.jobs.facts_out import SnapshotFailed, facts_out
from everfair.jobs.facts_reading import schema
from everfair.parties.models import Party
from everfair.relations.models import Relationship
from everfair.shows.models import Participation, Stand
from tests.books import ENTERED, Books

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def books() -> Books:
    return Books(2, coming=1)


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    told = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return sorted((tuple(row.values()) for row in told), key=str)


def test_every_table_has_the_declared_shape_even_when_empty(db: None, tmp_path: Path) -> None:
    snapshot = facts_out(tmp_path)
    for table in TABLES:
        assert pq.read_schema(tmp_path / table.file).remove_metadata() == schema(table)
    assert set(snapshot.counts) == {table.name for table in TABLES}


def test_values_come_out_as_they_were_entered(books: Books, tmp_path: Path) -> None:
    one = books.customer("甲", "1", [18])
    books.hears(one, date(2016, 6, 1), "satisfaction", score=9)
    facts_out(tmp_path)
    first = books.editions[0]
    assert rows(tmp_path, "participations") == [
        (
            one.pk,
            books.series.pk,
            "exhibitor",
            first.pk,
            "came",
            1800,
            None,
            "",
            date(2016, 5, 1),
            ENTERED,
            None,
        ),
    ]
    assert rows(tmp_path, "interactions") == [
        (one.pk, books.series.pk, "exhibitor", "satisfaction", "", 9, date(2016, 6, 1), ENTERED),
    ]
    assert [row[:1] + row[2:] for row in rows(tmp_path, "editions")] == [
        (edition.pk, edition.ordinal, edition.label, edition.starts_on, edition.is_held)
        for edition in books.editions
    ]


def test_thousands_of_unknowns_before_the_first_value_do_not_decide_its_type(
    books: Books, tmp_path: Path
) -> None:
    for edition in books.editions:
        edition.starts_on = None
        edition.save()
    books.customers({"1": 2500})
    late = books.customer("晚来的", "1", [9])
    Stand.objects.update(currency="CNY", amount_minor=880000)
    last = books.editions[-1]
    last.starts_on = date(2091, 5, 1)
    last.save()
    facts_out(tmp_path)
    told = [row for row in rows(tmp_path, "participations") if row[0] == late.pk]
    assert told == [
        (
            late.pk,
            books.series.pk,
            "exhibitor",
            books.editions[0].pk,
            "came",
            900,
            880000,
            "CNY",
            None,
            ENTERED,
            None,
        )
    ]
    assert {row[4] for row in rows(tmp_path, "editions")} == {None, date(2091, 5, 1)}


def test_the_stands_of_a_participation_are_summed_and_mixed_money_is_not(
    books: Books, tmp_path: Path
) -> None:
    one = books.customer("两个展位", "1")
    taken = Participation.objects.get()
    for key, (area, amount, currency) in enumerate([(900, 100, "CNY"), (1800, 50, "USD")]):
        Stand.objects.create(
            participation=taken, area_dm2=area, amount_minor=amount, currency=currency, natural_key=str(key)
        )
    facts_out(tmp_path)
    (told,) = rows(tmp_path, "participations")
    assert told[0] == one.pk
    assert told[3:8] == (books.editions[0].pk, "came", 2700, None, "")


def test_an_edition_left_out_takes_its_participations_with_it(books: Books, tmp_path: Path) -> None:
    books.customer("甲", "11")
    books.editions[0].is_excluded = True
    books.editions[0].save()
    facts_out(tmp_path)
    assert [row[3] for row in rows(tmp_path, "participations")] == [books.editions[1].pk]
    assert books.editions[0].pk not in [row[0] for row in rows(tmp_path, "editions")]


def test_merged_customers_are_one_and_what_is_superseded_counts_once(books: Books, tmp_path: Path) -> None:
    kept, absorbed = books.customer("青山画廊", "11"), books.customer("杭州青山画廊有限公司", "1")
    Participation.every.filter(recorded_party=absorbed.party_id).update(party=kept.party_id, superseded=True)
    Relationship.every.filter(pk=absorbed.pk).update(party=kept.party_id, superseded=True)
    Party.objects.filter(pk=absorbed.party_id).update(merged_into=kept.party_id)
    facts_out(tmp_path)
    assert [row[0] for row in rows(tmp_path, "relationships")] == [kept.pk]
    assert [(row[0], row[3]) for row in rows(tmp_path, "participations")] == [
        (kept.pk, books.editions[0].pk),
        (kept.pk, books.editions[1].pk),
    ]


def test_a_dealing_without_a_series_counts_for_each_of_the_customers_relationships(
    books: Books, tmp_path: Path
) -> None:
    other = Books(1, slug="other")
    one = books.customer("甲", "1")
    second = Relationship.between(one.party_id, other.series.pk, "exhibitor")
    said = books.hears(one, date(2016, 6, 1), "contact")
    facts_out(tmp_path)
    assert [row[0] for row in rows(tmp_path, "interactions")] == [one.pk]
    said.series = None
    said.save()
    facts_out(tmp_path)
    assert [row[0] for row in rows(tmp_path, "interactions")] == [one.pk, second.pk]


def test_what_is_written_meanwhile_stays_in_the_books(books: Books, tmp_path: Path) -> None:
    before = Party.objects.count()
    facts_out(tmp_path)
    Party.objects.create(kind="organisation", zh="后来的")
    facts_out(tmp_path)
    assert Party.objects.count() == before + 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)
        assert not (tmp_path / "books.sqlite3").exists()


def test_the_data_moment_is_taken_before_reading(books: Books, tmp_path: Path) -> None:
    before = datetime.now(UTC)
    snapshot = facts_out(tmp_path)
    assert before <= snapshot.data_moment <= datetime.now(UTC)


def test_a_reader_that_falls_says_why(books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.jobs.facts_out._source", nowhere)
    with pytest.raises(SnapshotFailed, match="shows_edition"):
        facts_out(tmp_path)


def nowhere(folder: Path):  # type: ignore[no-untyped-def]
    from contextlib import nullcontext

    return nullcontext(("sqlite", f"file:{folder}/empty.sqlite3"))
