"""What the demo's customers answer holds what was planted, so that it can be found out again."""

from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from everfair.demo import surveys, worth
from everfair.demo.booking import LEADS_FROM, SOON, booking_days, industry
from everfair.demo.fair import Fair, first_fair
from everfair.science import satisfaction
from everfair.surveys.models import Asks

TODAY = date(2026, 11, 22)
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]
CODES = list(surveys.MERITS)


@pytest.fixture(scope="module")
def fair() -> Fair:
    """A large one, so that chance plays no part."""
    found = first_fair(12_000, 3, TODAY)
    for at in range(found.next):
        found.hold(at)
    return found


@pytest.fixture(scope="module")
def satisfied(fair: Fair) -> Table:
    return answers(fair, "satisfaction")[:, :-1].astype(float)


def answers(fair: Fair, code: str) -> np.ndarray[tuple[int, int], np.dtype[np.object_]]:
    told = surveys.answers(fair, fair.next - 1, code, TODAY)
    return np.array([cells[len(surveys.HEADER) :] for *_, cells in told], dtype=object)


def test_every_answer_stands_under_its_question(fair: Fair) -> None:
    for code in surveys.ANSWERED:
        _number, _manner, cells = next(iter(surveys.answers(fair, fair.next - 1, code, TODAY)))
        assert len(cells) == len(surveys.HEADER) + len(surveys.QUESTIONS[code])


def test_gaps_lie_where_they_were_planted(satisfied: Table) -> None:
    found = satisfaction.gaps(satisfied[:, :6], satisfied[:, 6:12])
    told = {
        code: one.verdict for code, one in zip(CODES, found, strict=True) if isinstance(one, satisfaction.Gap)
    }
    assert told["show-effect"] == told["promises-kept"] == "dissatisfied"
    assert told["emotional-exchange"] == "delighted"


def test_asymmetric_attributes_are_told_apart(
    satisfied: Table,
) -> None:
    seen, overall = (satisfied[:, 6:12] - 1) / 4, (satisfied[:, 24] - 1) / 4
    found = satisfaction.penalty_reward(seen, overall, low=[0.4] * 6, high=[0.8] * 6)
    kinds = dict(zip(CODES, (one.kind for one in found), strict=True))
    assert kinds["promises-kept"] == "basic"
    assert kinds["emotional-exchange"] == "excitement"
    assert kinds["show-effect"] == "performance"


def test_trust_hangs_on_adaptation_most(fair: Fair) -> None:
    told = answers(fair, "relationship-quality").astype(float)
    found = satisfaction.importance(told[:, 9:], told[:, 2:5].mean(axis=1), draws=20)
    drivers = list(surveys.DRIVERS)
    assert drivers[int(np.argmax(found.shares))] == Asks.ADAPTATION


def test_stands_are_booked_soon_after_a_leader_of_the_industry(fair: Fair) -> None:
    at = fair.next - 1
    rows = np.flatnonzero(fair.lives.came[:, at]).tolist()
    days = booking_days(fair, at, rows)
    leaders = defaultdict(list)
    for row in rows:
        if fair.areas[at][row] >= LEADS_FROM:
            leaders[industry(fair, row)].append(days[row])
    after = before = 0
    for row in rows:
        for led in leaders[industry(fair, row)]:
            after += 0 < led - days[row] <= SOON
            before += 0 < days[row] - led <= SOON
    assert after > 1.1 * before


def test_newcomers_are_brought_by_those_in_trust_and_nobody_by_itself(fair: Fair) -> None:
    told = [cells for *_, cells in worth.referrals(fair)]
    brought = [cells for cells in told if cells[6] == "推荐"]
    newcomers = int(((fair.lives.entry >= 2) & (fair.lives.entry < fair.next)).sum())
    assert 0.25 < len(brought) / newcomers < 0.35
    assert all(child != referrer for _day, child, _w, referrer, *_ in told)


def test_nothing_is_dated_after_today(fair: Fair) -> None:
    for rows in (worth.ledger(fair), worth.referrals(fair), worth.suggestions(fair, TODAY)):
        assert all(cells[0] <= TODAY for *_, cells in rows)  # type: ignore[operator]
