"""kill -9 in the middle of loads of answers, of a ledger and of referrals: in the end each row is there once."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from everfair.intake.models import Batch, ImportedRow
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import Party
from everfair.relations.models import LedgerEntry, Referral
from everfair.shows import seeds
from everfair.surveys.models import Answer, Response
from tests.jobs.test_a_load_is_killed import killed_again_and_again

ROWS = 1_500
KILLS = 3


def firm(number: int) -> str:
    return f"{'青山绿水蓝田白云'[number % 8]}{number}号贸易有限公司"


def answers() -> list[str]:
    head = "公司名称,届,展区布局期望,展区布局评价,总体满意度"
    return [head, *(f"{firm(n)},12,{n % 5 + 1},{n % 4 + 1},{n % 3 + 1}" for n in range(ROWS))]


def ledger() -> list[str]:
    return ["日期,展商,科目,金额", *(f"2024-05-03,{firm(n % 700)},维护成本,{n + 1}" for n in range(ROWS))]


def referrals() -> list[str]:
    firms = [firm(n) for n in range(ROWS + 1)]
    return ["日期,老客户,新客户", *(f"2024-05-03,{one},{other}" for one, other in pairwise(firms))]


def all_answers() -> None:
    assert Response.objects.count() == Response.objects.values("party").distinct().count() == ROWS
    assert Answer.objects.count() == 3 * ROWS
    assert Party.objects.count() == ROWS


def whole_ledger() -> None:
    amounts = sorted(LedgerEntry.objects.values_list("amount_minor", flat=True))
    assert amounts == [100 * (n + 1) for n in range(ROWS)]
    assert Party.objects.count() == 700


def all_referrals() -> None:
    told = set(Referral.objects.values_list("referrer__zh", "child__zh"))
    assert told == set(pairwise(firm(n) for n in range(ROWS + 1)))
    assert (Referral.objects.count(), Party.objects.count()) == (ROWS, ROWS + 1)


@pytest.mark.parametrize(
    ("kind", "lines", "is_whole"),
    [
        ("answers", answers, all_answers),
        ("ledger", ledger, whole_ledger),
        ("referrals", referrals, all_referrals),
    ],
)
def test_a_killed_load_ends_with_each_row_once(
    kind: str,
    lines: Callable[[], list[str]],
    is_whole: Callable[[], None],
    tmp_path: Path,
    transactional_db: None,
    process_environment: dict[str, str],
) -> None:
    seeds.plant()
    batch = checked(kind, tmp_path, lines())
    batch.start_load(by=None)
    job = batch.job
    assert job is not None
    killed_again_and_again(job, process_environment, KILLS)
    batch.refresh_from_db()
    assert (job.state, batch.state, batch.counts["loaded"]["written"]) == ("done", "loaded", ROWS)
    assert ImportedRow.objects.filter(batch=batch).count() == ROWS
    is_whole()


def checked(kind: str, tmp_path: Path, lines: list[str]) -> Batch:
    file = tmp_path / f"{kind}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    importer = Importer.of_file(kind, file, givens={"series": "青山展"})
    importer.check()
    assert importer.batch.counts.get("refused", 0) == 0
    return importer.batch
