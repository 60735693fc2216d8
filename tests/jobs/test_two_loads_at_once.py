"""Two workers load lists that speak of the same customers: nobody is on file twice."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from everfair.intake.models import ImportedRow
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import Party
from everfair.shows import seeds
from everfair.shows.models import Participation

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


def checked(file: Path, stand: str) -> Importer:
    rows = [f"{edition},{2018 + edition}-05-01,{firm},{stand}" for edition in (1, 2) for firm in FIRMS]
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
