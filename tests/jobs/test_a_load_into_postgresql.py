"""What PostgreSQL believes of its tables, and lays aside of its index, does not keep a load waiting."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from everfair.jobs.imports import sorting_in
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.imports.lots import Others
from everfair.parties.models import Party
from everfair.parties.search import search
from everfair.shows import seeds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FIRMS = [f"青山{number}号画廊有限公司" for number in range(600)]


@pytest.fixture(autouse=True)
def _planted(transactional_db: None) -> None:
    seeds.plant()


@pytest.fixture
def checked(tmp_path: Path) -> Importer:
    file = tmp_path / "list.csv"
    file.write_text("\n".join(["届,参展商", *(f"1,{firm}" for firm in FIRMS)]) + "\n", encoding="utf-8")
    importer = Importer.of_file("participations", file, givens={"series": "青山展"})
    importer.check()
    return importer


def told(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


@contextmanager
def somebody_else(called: str) -> Iterator[None]:
    """Asks something, and stays."""

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET application_name = '{called}'")

    def leave() -> None:
        connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(ask).result()
        yield
        thread.submit(leave)


def test_a_table_known_to_be_empty_is_looked_at_again(checked: Importer) -> None:
    believed = "SELECT relpages FROM pg_class WHERE oid = 'parties_party'::regclass"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE parties_party")
    assert told(believed) == 0
    checked.load()
    assert told(believed) > 0


def test_no_search_entry_is_left_aside(checked: Importer) -> None:
    checked.load()
    assert told("SELECT gin_clean_pending_list('parties_search')") == 0
    assert search("青山599号")[0].zh == FIRMS[599]


def test_whoever_may_not_sort_them_in_loads_all_the_same(
    checked: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting_in, "_SORT", "SELECT gin_clean_pending_list('nothing')")
    checked.load()
    assert Party.objects.count() == len(FIRMS)
    assert search("青山599号")[0].zh == FIRMS[599]


def test_whoever_sorts_them_in_is_nobody_to_make_room_for() -> None:
    others = Others()
    with somebody_else(sorting_in.SORTER):
        assert not others.work()
    with somebody_else("a page"):
        assert others.work()
