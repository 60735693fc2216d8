"""A load holds the database for a moment at a time, however fast or slow the house is."""

from itertools import count
from math import inf
from pathlib import Path

import pytest
from django.db import connection

from everfair.jobs.imports import lots
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.imports.lots import HELD_SECONDS, fitting, in_lots
from everfair.jobs.imports.plan import Portion
from everfair.parties.inserting import reserve, reserve_block
from everfair.parties.models import Party
from everfair.parties.search import search
from everfair.shows import seeds


def test_what_took_too_long_is_cut_down() -> None:
    assert fitting(1_000, 2 * HELD_SECONDS[connection.vendor]) == 500


def test_what_was_quick_grows_step_by_step() -> None:
    moment = HELD_SECONDS[connection.vendor] / 100
    assert fitting(1_000, moment) == 2_000
    assert fitting(4_000, moment) == 4_000


def test_while_nobody_else_is_at_work_a_lot_may_take_longer() -> None:
    just_right = HELD_SECONDS[connection.vendor]
    assert fitting(1_000, just_right) == 1_000
    assert fitting(1_000, just_right, alone=True) == 2_000
    assert fitting(1_000, 12 * just_right, alone=True) == 500


@pytest.mark.django_db
def test_nothing_is_lost_between_lots() -> None:
    portions = ((Portion(rows=70, refused=1), at) for at in range(1, 6))
    lots = list(in_lots(portions))
    assert sum(lot.rows for lot, _ in lots) == 350
    assert [at for _, at in lots][-1] == 5


@pytest.mark.django_db
@pytest.mark.parametrize("others", [True, False])
def test_others_have_the_database_for_twice_as_long_as_a_lot_took(
    others: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count(step=3.0)  # by which each look at it is three seconds later
    rests: list[tuple[float, float]] = []
    monkeypatch.setattr("everfair.jobs.imports.lots.time.perf_counter", lambda: next(clock))
    monkeypatch.setattr(lots.Others, "work", lambda _self: others)
    monkeypatch.setattr(lots, "rest", lambda had, due: rests.append((had, due)))
    list(in_lots((Portion(rows=4_000), at) for at in range(3)))
    assert rests[1:] == ([(3.0, 6.0)] * 2 if others else [(inf, 6.0)] * 2)


@pytest.mark.django_db
def test_ids_that_are_reserved_are_given_once() -> None:
    block = reserve_block(Party, 10)
    made = Party.objects.create(kind="organisation")
    assert made.pk not in range(block, block + 10)
    assert not set(reserve(Party, 3)) & {made.pk, *range(block, block + 10)}
    assert Party.objects.create(kind="organisation").pk > made.pk


@pytest.mark.django_db
def test_whom_a_load_brings_is_found_at_once(tmp_path: Path) -> None:
    seeds.plant()
    file = tmp_path / "list.csv"
    file.write_text(
        "届,参展商,联系人\n1,杭州青山画廊有限公司,林青\n1,北京蓝田茶业有限公司,\n", encoding="utf-8"
    )
    importer = Importer.of_file("participations", file, givens={"series": "青山展"})
    importer.check()
    importer.load()
    gallery = Party.objects.get(zh="杭州青山画廊有限公司")
    assert [search(typed)[0] for typed in ("青山", "qingshan", "qshl")] == [gallery] * 3
    assert gallery in search("林青")
