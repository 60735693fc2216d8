"""Lists of what relationships bring and cost, of who brought whom, and of what customers suggest."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from everfair.contact.models import Suggestion
from everfair.intake.models import Batch, RowResult
from everfair.intake.words import say, say_problem
from everfair.jobs.imports.bringing import Importer, Lacking
from everfair.parties.models import Party, PossibleDuplicate
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.science import ledger as science
from everfair.shows import seeds
from everfair.shows.models import Edition, Series
from everfair.work.models import Job

pytestmark = pytest.mark.django_db
SHOW = "青山艺术博览会"
GALLERY, TEA, SILK = "杭州青山画廊有限公司", "北京蓝田茶业有限公司", "苏州丝路丝绸有限公司"
LEDGER = "日期,展商,届,价值种类,金额,备注"
REFERRALS = "推荐日期,被推荐单位,推荐单位,权重,口碑"
SUGGESTIONS = "日期,展商,联系人,建议种类,建议内容,处理状态,采纳效益"


@pytest.fixture(autouse=True)
def _planted() -> None:
    seeds.plant()


def brought(tmp_path: Path, of: str, head: str, *lines: str, load: bool = True, **givens: Any) -> Batch:
    file = tmp_path / f"{of}.csv"
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    importer = Importer.of_file(of, file, givens={"series": SHOW} | givens)
    importer.check()
    if load:
        importer.load()
    return importer.batch


def refusals(batch: Batch) -> list[tuple[int, str]]:
    rows = RowResult.objects.filter(batch=batch, outcome="refused").order_by("row")
    return [(one.row, problem["code"]) for one in rows for problem in one.problems]


def said() -> set[tuple[str, str]]:
    return {(one.referrer.zh, one.child.zh) for one in Referral.objects.all()}


def test_the_kinds_of_the_ledger_are_those_of_the_arithmetic() -> None:
    assert tuple(LedgerEntry.Kind.values) == science.KINDS


ENTRIES = (
    f"2024-05-03,{GALLERY},12,示范价值,1.2万元,三家跟着来",
    f"2024-06-01,{GALLERY},12,维持,800.50,拜访",
    f"2024-06-02,{TEA},,initial,US$ 300,",
)


def test_a_ledger_becomes_entries_exact_to_the_minor_unit(tmp_path: Path) -> None:
    batch = brought(tmp_path, "ledger", LEDGER, *ENTRIES)
    assert batch.counts["loaded"]["written"] == 3
    rows = LedgerEntry.objects.order_by("pk")
    assert [(one.kind, one.amount_minor, one.currency, one.occurred_on) for one in rows] == [
        ("demonstration", 1_200_000, "CNY", date(2024, 5, 3)),
        ("maintenance", 80_050, "CNY", date(2024, 6, 1)),
        ("initial", 30_000, "USD", date(2024, 6, 2)),
    ]
    assert [one.edition.label if one.edition else "" for one in rows] == ["12", "12", ""]
    assert (rows[0].party.zh, rows[0].note, rows[0].source) == (GALLERY, "三家跟着来", "ledger.csv")
    assert Relationship.objects.filter(side="exhibitor").count() == 2


def test_bringing_a_ledger_in_twice_changes_nothing(tmp_path: Path) -> None:
    brought(tmp_path, "ledger", LEDGER, *ENTRIES)
    again = brought(tmp_path, "ledger", LEDGER, *ENTRIES)
    assert (again.counts["unchanged"], LedgerEntry.objects.count()) == (3, 3)
    assert Party.objects.count() == 2
    assert Edition.objects.count() == 1


def test_a_dry_run_of_a_ledger_writes_nothing(tmp_path: Path) -> None:
    batch = brought(tmp_path, "ledger", LEDGER, *ENTRIES, load=False)
    assert (batch.counts["new"], batch.counts["matched"]) == (2, 1)
    assert batch.warnings == []
    assert not Party.objects.exists()
    assert not Series.objects.exists()


def test_damaged_amounts_and_unknown_kinds_are_refused_by_row_and_column(tmp_path: Path) -> None:
    batch = brought(
        tmp_path, "ledger", LEDGER,
        f"2024-05-03,{GALLERY},12,示范,1.2E+05,",
        f"2024-05-03,{GALLERY},12,成本,100,",
        f"2024-05-03,{GALLERY},12,维持,-100,",
        f"2024-05-03,{GALLERY},12,维持,0,",
        f"2024-05-03,{GALLERY},12,维持,1.005,",
        f"2024-05-03,{GALLERY},12,维持,,",
        f"2924-05-03,{GALLERY},12,维持,1,",
    )  # fmt: skip
    assert refusals(batch) == [
        (2, "number_shortened"), (3, "word_unknown"), (4, "amount_not_above_0"), (5, "amount_not_above_0"),
        (6, "amount_too_fine"), (7, "value_missing"), (8, "date_out_of_range"),
    ]  # fmt: skip
    problem = RowResult.objects.get(batch=batch, row=3).problems[0]
    with translation.override("zh-hans"):
        assert (problem["header"], "经济价值" in say_problem(problem)) == ("价值种类", True)
    assert not LedgerEntry.objects.exists()


def test_a_ledger_without_amounts_is_not_taken_in(tmp_path: Path) -> None:
    with pytest.raises(Lacking) as found:
        brought(tmp_path, "ledger", "日期,展商,价值种类", f"2024-05-03,{GALLERY},示范")
    assert found.value.fields == [("amount",)]


def test_one_kind_and_day_may_be_said_for_all_rows(tmp_path: Path) -> None:
    brought(tmp_path, "ledger", "展商,金额", f"{GALLERY},100", kind="demonstration", date="2024-05-03")
    assert LedgerEntry.objects.get().kind == "demonstration"


def test_a_list_of_referrals_meets_both_who_brought_and_who_was_brought(tmp_path: Path) -> None:
    brought(tmp_path, "ledger", LEDGER, *ENTRIES)
    batch = brought(
        tmp_path, "referrals", REFERRALS,
        f"2024-06-01,{SILK},{GALLERY},,",
        f"2024-06-02,上海晨光文具有限公司,{SILK},2,劝阻",
    )  # fmt: skip
    assert batch.counts["loaded"]["written"] == 2
    assert said() == {(GALLERY, SILK), (SILK, "上海晨光文具有限公司")}
    assert Party.objects.count() == 4
    warning = Referral.objects.get(is_warning=True)
    assert (warning.weight, warning.occurred_on, warning.side) == (2.0, date(2024, 6, 2), "exhibitor")
    assert Relationship.objects.count() == 4


def test_who_is_brought_in_one_row_may_bring_in_the_next_wherever_the_load_is_cut(tmp_path: Path) -> None:
    """The rows of a portion are met at once, and loaded in smaller ones."""
    firms = [f"第{number}号展商贸易有限公司" for number in range(300)]
    lines = [f"2024-06-01,{child},{referrer},," for referrer, child in pairwise(firms)]
    batch = brought(tmp_path, "referrals", REFERRALS, *reversed(lines))
    assert (batch.counts["loaded"]["written"], Party.objects.count()) == (299, 300)
    assert said() == set(pairwise(firms))


def test_bringing_referrals_in_twice_changes_nothing(tmp_path: Path) -> None:
    line = f"2024-06-01,{SILK},{GALLERY},,"
    brought(tmp_path, "referrals", REFERRALS, line)
    again = brought(tmp_path, "referrals", REFERRALS, line, f"2024-07-01,{SILK},{GALLERY},,")
    assert again.counts["unchanged"] == 2
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    "head", ["好评 / 劝退", "好评/差评", "推荐或劝退", "口碑性质", "性质", "Positive or negative"]
)
def test_the_column_of_praise_or_warning_is_known_by_its_usual_headings(tmp_path: Path, head: str) -> None:
    lines = (f"2024-06-01,{SILK},{GALLERY},差评", f"2024-06-01,{TEA},{GALLERY},好评")
    brought(tmp_path, "referrals", f"推荐日期,被推荐单位,推荐单位,{head}", *lines)
    assert dict(Referral.objects.values_list("child__zh", "is_warning")) == {SILK: True, TEA: False}


def test_a_yes_below_praise_or_warning_is_asked_about_not_guessed(tmp_path: Path) -> None:
    batch = brought(
        tmp_path, "referrals", "推荐日期,被推荐单位,推荐单位,劝退", f"2024-06-01,{SILK},{GALLERY},是"
    )
    assert refusals(batch) == [(2, "word_unknown")]


def test_a_referral_on_file_that_is_told_otherwise_is_refused_with_what_stands(tmp_path: Path) -> None:
    brought(tmp_path, "referrals", REFERRALS, f"2024-06-01,{SILK},{GALLERY},2,劝退")
    batch = brought(
        tmp_path, "referrals", REFERRALS,
        f"2024-06-01,{SILK},{GALLERY},3,",
        f"2024-06-02,{SILK},{GALLERY},,好评",
        f"2024-06-03,{SILK},{GALLERY},2,差评",
        f"2024-06-04,{SILK},{GALLERY},,",
    )  # fmt: skip
    assert refusals(batch) == [(2, "referral_otherwise"), (3, "referral_otherwise")]
    assert batch.counts["unchanged"] == 2
    with translation.override("zh-hans"):
        said = say_problem(RowResult.objects.get(batch=batch, row=2).problems[0])
    assert said.startswith("“3”")
    assert "劝阻" in said
    assert Referral.objects.get().weight == 2


def test_nobody_brings_itself_nor_whoever_brought_it(tmp_path: Path) -> None:
    brought(tmp_path, "referrals", REFERRALS, f"2023-06-01,{TEA},{GALLERY},,")
    batch = brought(
        tmp_path, "referrals", REFERRALS,
        f"2024-06-01,{SILK},{SILK},,",
        f"2024-06-01,{SILK},{TEA},,",
        f"2024-06-01,{GALLERY},{SILK},,",
        f"2024-06-02,{SILK},{TEA},2,",
    )  # fmt: skip
    assert refusals(batch) == [(2, "referral_of_itself"), (4, "referral_in_a_circle"), (5, "referral_twice")]
    circle = RowResult.objects.get(batch=batch, row=4)
    assert (circle.found["name"], circle.problems[0]["header"]) == (f"{SILK} → {GALLERY}", "推荐单位")
    assert GALLERY in say_problem(circle.problems[0])
    assert said() == {(GALLERY, TEA), (TEA, SILK)}


def test_that_several_brought_one_is_said(tmp_path: Path) -> None:
    batch = brought(
        tmp_path, "referrals", REFERRALS, f"2024-06-01,{SILK},{GALLERY},1,", f"2024-06-01,{SILK},{TEA},3,"
    )
    assert Referral.objects.count() == 2
    (warning,) = batch.warnings
    assert SILK in say(warning["code"], warning["params"])


def test_a_doubtful_referrer_waits_for_a_word_as_others_do(tmp_path: Path) -> None:
    brought(tmp_path, "ledger", LEDGER, "2024-05-03,青山画廊（杭州）有限公司,12,示范,1,")
    batch = brought(tmp_path, "referrals", REFERRALS, f"2024-06-01,{SILK},青山画廊,,")
    assert batch.counts["doubtful"] == PossibleDuplicate.objects.count() == 1


def test_what_would_go_round_by_the_time_of_the_load_is_left_out(tmp_path: Path) -> None:
    brought(tmp_path, "ledger", LEDGER, *ENTRIES)
    file = tmp_path / "referrals.csv"
    file.write_text(f"{REFERRALS}\n2024-06-01,{TEA},{GALLERY},,\n", encoding="utf-8")
    importer = Importer.of_file("referrals", file, givens={"series": SHOW})
    importer.check()
    tea, gallery = Party.objects.get(zh=TEA), Party.objects.get(zh=GALLERY)
    Referral.objects.create(
        referrer=tea, child=gallery, series=Series.objects.get(), occurred_on=date(2024, 1, 1)
    )
    importer.load()
    assert (importer.batch.counts["loaded"]["written"], importer.batch.counts["loaded"]["refused"]) == (0, 1)
    assert said() == {(TEA, GALLERY)}


def test_suggestions_come_with_their_answers_and_what_they_earned(tmp_path: Path) -> None:
    lines = (
        f"2024-05-03,{GALLERY},林青,需求,开馆早一点,已采纳,3万",
        f"2024-05-04,{TEA},,竞争对手,隔壁展会降价,,",
    )
    for _ in range(2):
        brought(tmp_path, "suggestions", SUGGESTIONS, *lines)
    adopted, received = Suggestion.objects.order_by("given_on")
    assert (adopted.kind, adopted.state, adopted.effect_minor, adopted.currency) == (
        "needs", "adopted", 3_000_000, "CNY",
    )  # fmt: skip
    assert (str(adopted.person), adopted.text) == ("林青", "开馆早一点")
    assert (received.kind, received.state, received.effect_minor) == ("competitors", "received", None)


def test_money_that_came_in_is_analysed_at_once(tmp_path: Path) -> None:
    brought(tmp_path, "ledger", LEDGER, *ENTRIES)
    assert Job.objects.filter(name="relations.analyse").exists()
