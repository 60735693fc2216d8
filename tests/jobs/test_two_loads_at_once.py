"""Two workers load lists that speak of the same customers: nobody is on file twice, and each list knows its own."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection

from everfair.intake.models import ImportedRow
from everfair.jobs.imports import check, lots
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import Party
from everfair.shows import seeds
from everfair.shows.models import Participation, Stand
from tests.jobs.taking_back.lists import taken_back

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FIRMS = [
    f"{place}{trade}{number}号有限公司"
    for number in range(60)
    for place in "青蓝"
    for trade in ("画廊", "茶业")
]


@pytest.fixture(autouse=True)
def _planted(transactional_db: None) -> None:
    seeds.plant()


def checked(file: Path, stand: str, firms: Sequence[str] = FIRMS) -> Importer:
    rows = [f"{edition},{2018 + edition}-05-01,{firm},{stand}" for edition in (1, 2) for firm in firms]
    file.write_text("\n".join(["届,开幕日期,参展商,展位号", *rows]) + "\n", encoding="utf-8")
    importer = Importer.of_file("participations", file, givens={"series": "青山艺术博览会"})
    importer.check()
    return importer


def at_once(*importers: Importer) -> None:
    start = threading.Barrier(len(importers))

    def run(importer: Importer) -> None:
        try:
            start.wait()
            importer.load()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in importers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("stands", [("A", "A"), ("A", "B")], ids=["the same file", "the same customers"])
def test_nobody_is_brought_in_twice(stands: tuple[str, str], tmp_path: Path) -> None:
    one, other = (checked(tmp_path / f"{place}.csv", stand) for place, stand in enumerate(stands))
    at_once(one, other)
    assert (one.batch.state, other.batch.state) == ("loaded", "loaded")
    assert sorted(party.zh for party in Party.objects.all()) == sorted(FIRMS)
    assert Participation.objects.count() == 2 * len(FIRMS)
    assert ImportedRow.objects.count() == 2 * len(FIRMS) * len(set(stands))


def test_each_list_is_taken_back_without_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They take turns: each draws ids ahead that lie before those the other writes next."""
    turns = threading.Barrier(2, timeout=60)
    monkeypatch.setattr(check, "PLANNED", 50)
    monkeypatch.setattr(lots, "_LEAST", 50)
    monkeypatch.setattr(lots, "_MOST", 50)
    monkeypatch.setattr(lots, "rest", lambda had, due: turns.wait())
    half = len(FIRMS) // 2
    one = checked(tmp_path / "one.csv", "A", FIRMS[:half])
    other = checked(tmp_path / "other.csv", "B", FIRMS[half:])
    at_once(one, other)
    assert Participation.objects.count() == 2 * len(FIRMS)
    taken_back(one.batch)
    assert {stand.number for stand in Stand.objects.all()} == {"B"}
    assert Participation.objects.count() == Stand.objects.count() == len(FIRMS)
    taken_back(other.batch)
    assert not Participation.objects.exists()
