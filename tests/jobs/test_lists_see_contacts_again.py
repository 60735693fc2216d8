"""A list that repeats a contact has seen it; one that says when it was verified has verified it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from everfair.intake.models import Batch
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import ContactPoint

pytestmark = pytest.mark.django_db
HEAD = "公司,联系人,电话,核实日期,备注"
FIRM = "杭州青山画廊有限公司"
LIN, ZHOU = "13812345678", "13912345678"


def brought(tmp_path: Path, *lines: str, name: str = "通讯录.csv") -> Batch:
    file = tmp_path / name
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    importer = Importer.of_file("contacts", file)
    importer.check()
    importer.load()
    return importer.batch


def point(value: str = LIN) -> Any:
    return ContactPoint.objects.get(value=value)


def test_a_contact_of_a_list_is_seen_but_not_verified(tmp_path: Path) -> None:
    brought(tmp_path, f"{FIRM},林青,{LIN},,")
    assert (point().seen_on, point().seen_in) == (timezone.localdate(), "通讯录.csv")
    assert point().verified_on is None


def test_a_day_of_verification_comes_with_the_list(tmp_path: Path) -> None:
    brought(tmp_path, f"{FIRM},林青,{LIN},2025-03-01,", f"{FIRM},周蓝,{ZHOU},,")
    assert (point().verified_on, point().checked_how) == (datetime.date(2025, 3, 1), "list")
    assert point(ZHOU).verified_on is None


def test_another_list_refreshes_where_it_was_seen(tmp_path: Path) -> None:
    brought(tmp_path, f"{FIRM},林青,{LIN},2025-03-01,")
    ContactPoint.objects.update(seen_on="2025-03-02")
    brought(tmp_path, f"{FIRM},林青,{LIN},,另一行", name="新名单.csv")
    assert (point().seen_on, point().seen_in) == (timezone.localdate(), "新名单.csv")
    assert point().verified_on == datetime.date(2025, 3, 1)
    assert point().source == "通讯录.csv"


def test_the_later_word_counts(tmp_path: Path) -> None:
    brought(tmp_path, f"{FIRM},林青,{LIN},2025-03-01,")
    brought(tmp_path, f"{FIRM},林青,{LIN},2024-03-01,旧", name="旧.csv")
    assert point().verified_on == datetime.date(2025, 3, 1)
    point().refute(None, datetime.date(2025, 6, 1))
    brought(tmp_path, f"{FIRM},林青,{LIN},2025-05-01,更早", name="早.csv")
    assert point().refuted_on == datetime.date(2025, 6, 1)
    brought(tmp_path, f"{FIRM},林青,{LIN},2025-07-01,更晚", name="晚.csv")
    assert (point().verified_on, point().refuted_on) == (datetime.date(2025, 7, 1), None)


def test_a_day_to_come_is_refused(tmp_path: Path) -> None:
    day = timezone.localdate() + datetime.timedelta(days=1)
    batch = brought(tmp_path, f"{FIRM},林青,{LIN},{day},")
    assert batch.counts["refused"] == 1
    assert batch.row_results.get(outcome="refused").problems[0]["code"] == "date_to_come"
    assert not ContactPoint.objects.exists()
