"""Lists as organisers keep them: titles, merged headers in two rows, units in headings, totals at the bottom."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from everfair.intake.models import Batch, RowResult
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import Party
from everfair.relations.models import LedgerEntry, Referral
from everfair.shows import seeds
from everfair.shows.models import Stand
from everfair.surveys.models import Answer, Response
from tests.tables.nasty import number, row, sheet, text, workbook

pytestmark = pytest.mark.django_db
SHOW = "青山艺术博览会"
GALLERY, TEA, SILK = "杭州青山画廊有限公司", "北京蓝田茶业有限公司", "苏州丝路丝绸有限公司"


@pytest.fixture(autouse=True)
def _planted() -> None:
    seeds.plant()


def brought(tmp_path: Path, kind: str, data: str | bytes, **givens: Any) -> Batch:
    file = tmp_path / ("list.csv" if isinstance(data, str) else "list.xlsx")
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    importer = Importer.of_file(kind, file, givens={"series": SHOW} | givens)
    importer.check()
    importer.load()
    return importer.batch


def refusals(batch: Batch) -> list[tuple[int, str]]:
    rows = RowResult.objects.filter(batch=batch, outcome="refused").order_by("row")
    return [(one.row, problem["code"]) for one in rows for problem in one.problems]


def notes(batch: Batch) -> set[str]:
    return {one["code"] for one in batch.reading["notes"]}


def cells(at: int, *values: str | float) -> str:
    placed = [(f"{'ABCDEFGH'[place]}{at}", one) for place, one in enumerate(values) if one != ""]
    made = [text(where, one) if isinstance(one, str) else number(where, str(one)) for where, one in placed]
    return row(at, *made)


def test_a_ledger_in_ten_thousands_with_totals_and_blank_rows(tmp_path: Path) -> None:
    batch = brought(
        tmp_path, "ledger",
        "2024 年度展商收支台账,,,,\n日期,展商,届,科目,金额（万元）\n"
        f"2024年5月3日,{GALLERY},12,示范价值,1.2\n\n2024.6.1,{TEA},第12届,维护成本,800.50元\n,,,,\n"
        f"2024/6/2,{SILK},12,推荐价值,0.3万元\n2024-6-3,{SILK},12,推荐价值,￥800\n小计,,,,2.3\n合计：3家,,,,2.3\n",
    )  # fmt: skip
    assert refusals(batch) == [(8, "amount_unit_unclear"), (9, "summary_row"), (10, "summary_row")]
    assert list(
        LedgerEntry.objects.order_by("pk").values_list("amount_minor", "currency", "occurred_on")
    ) == [
        (1_200_000, "CNY", date(2024, 5, 3)),
        (80_050, "CNY", date(2024, 6, 1)),
        (300_000, "CNY", date(2024, 6, 2)),
    ]


def test_a_unit_above_the_table_holds_too(tmp_path: Path) -> None:
    brought(
        tmp_path, "suggestions",
        f"客户建议汇总表,,\n,,单位：千元\n提出日期,单位,建议内容,采纳效益\n2024-05-03,{GALLERY},开馆早一点,1.5\n",
    )  # fmt: skip
    assert list(Party.objects.values_list("suggestions__effect_minor", flat=True)) == [150_000]


def test_headers_of_two_rows_name_hall_and_stand_apart(tmp_path: Path) -> None:
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in ("A2:A3", "B2:B3", "C2:D2"))
    merged = f"<mergeCells>{ranges}</mergeCells>"
    page = sheet(
        cells(1, "第12届青山艺术博览会展商名录"),
        cells(2, "序号", "参展商", "展位", "", "面积", "展位费"),
        cells(3, "", "", "馆号", "展位号", "（㎡）", "（万元）"),
        cells(4, 1, GALLERY, "1号馆", "A01", 36, 4.32),
        cells(5, 2, TEA, "1号馆", "A02", 9, 1.08),
        cells(6, "合计", "", "", "", 45, 5.4),
        after=merged,
    )
    batch = brought(tmp_path, "participations", workbook(page), edition="12")
    assert "header_of_two_rows" in notes(batch)
    assert refusals(batch) == [(6, "summary_row")]
    stands = Stand.objects.order_by("number").values_list("number", "area_dm2", "amount_minor")
    assert list(stands) == [("A01", 3600, 4_320_000), ("A02", 900, 1_080_000)]


def test_areas_in_other_units_are_refused(tmp_path: Path) -> None:
    batch = brought(
        tmp_path,
        "participations",
        f"参展商,展位号,Area (sq ft)\n{GALLERY},A01,400\n{TEA},A02,36㎡\n",
        edition="12",
    )
    assert refusals(batch) == [(2, "area_other_unit"), (3, "area_unreadable")]


def test_answers_grouped_by_before_and_after_lose_nothing_to_the_line_of_averages(tmp_path: Path) -> None:
    batch = brought(
        tmp_path, "answers",
        "展商满意度调查,,,,,\n序号,公司名称,展前期望,,展后评价,\n,,展区布局,参展效果,展区布局,参展效果\n"
        f"1,{GALLERY},5,4,4,3\n2,{TEA},4,4,5,5\n平均分,,4.5,4,4.5,4\n",
    )  # fmt: skip
    assert refusals(batch) == [(6, "summary_row")]
    assert Response.objects.count() == 2
    told = Answer.objects.filter(response__party__zh=GALLERY).values_list("item__code", "value")
    assert dict(told) == {
        "layout-expectation": 5, "show-effect-expectation": 4, "layout-performance": 4, "show-effect-performance": 3,
    }  # fmt: skip


def test_referrals_with_serial_days_shares_and_a_total(tmp_path: Path) -> None:
    batch = brought(
        tmp_path, "referrals",
        "序号,推荐日期,老客户,新客户,好评 / 劝退,推荐权重\n"
        f"1,2024年5月,{GALLERY},{TEA},好评,50%\n2,2024-05-08,{GALLERY},{SILK},劝退,50%\n3,45420,{TEA},{SILK},,1\n合计,3,,,,\n",
    )  # fmt: skip
    assert refusals(batch) == [(2, "date_incomplete"), (5, "summary_row")]
    rows = Referral.objects.order_by("pk").values_list("referrer__zh", "weight", "is_warning", "occurred_on")
    assert list(rows) == [(GALLERY, 0.5, True, date(2024, 5, 8)), (TEA, 1.0, False, date(2024, 5, 8))]
