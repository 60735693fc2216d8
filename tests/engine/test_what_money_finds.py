"""Findings of money, referrals, followers and bookings, from houses planted to have them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from everfair.jobs.analysis.findings.booking import alarmed
from everfair.jobs.analysis.findings.referring import without_circles
from everfair.science import bgbb
from everfair.science.pace import Reading
from tests.engine.facts import ENTERED, came, edition, relationship
from tests.engine.known import Known, brought, entry, paid, random

EDITIONS = [edition(number) for number in range(1, 6)]
TODAY = date(2024, 5, 2)
AMOUNT, AREA = 20_000, 900


def house(customers: int, seed: int = 3, faithful: float = 0.7) -> list[tuple[int, list[int]]]:
    """(relationship, editions it came to)."""
    draw = random(seed)
    lives = []
    for key in range(1, customers + 1):
        first = int(draw.integers(1, 5))
        later = [number for number in range(first + 1, 6) if draw.random() < faithful]
        lives.append((key, [first, *later]))
    return lives


def valued(folder: Path, **rows: Any) -> Known:
    lives = house(200)
    given: dict[str, Any] = {
        "editions": EDITIONS,
        "relationships": [relationship(key) for key, _ in lives],
        "participations": [paid(key, number, AMOUNT) for key, life in lives for number in life],
    }
    return Known(folder, TODAY, **given | rows)


def test_lifetime_value_is_past_and_discounted_future_less_costs(tmp_path: Path) -> None:
    found = valued(tmp_path, terms=[(1, "CNY", 0.5, 0.1, 0.5, 0)], ledger=[entry(1, "initial", 3_000, TODAY)])
    lives = dict(house(200))
    score, at = found.scores[1], lives[1]
    x, n = len(at) - 1, 5 - at[0]
    cells = [(len(life) - 1, life[-1] - life[0], 5 - life[0]) for life in lives.values()]
    xs, t_xs, ns = zip(*cells, strict=True)
    model = bgbb.fit(xs, t_xs, ns, [1] * len(cells))
    (editions,) = model.det([x], [at[-1] - at[0]], [n], 0.1)
    shown_beside_own = score["chance"] / model.chance([x], [at[-1] - at[0]], [n])[0]
    assert score["potential"] == pytest.approx(editions * shown_beside_own * AMOUNT / 2, rel=1e-3)
    assert score["value_economic"] >= len(at) * AMOUNT / 2
    assert score["cost_initial"] == 3_000
    assert score["profit"] == score["value_economic"] - 3_000
    assert score["lifetime_value"] == pytest.approx(score["profit"] + score["potential"], abs=2)
    assert score["lifetime_low"] < score["lifetime_value"] < score["lifetime_high"]
    totals = found.findings["value-totals"]
    assert totals["profit"] == sum(one["profit"] for one in found.scores.values())
    assert totals["n"] == 200
    economic = next(mark for mark in totals["marks"] if mark["kind"] == "economic")
    assert (economic["entries"], economic["computed"]) == (0, economic["amount"])


def test_what_a_century_makes_of_an_amount_fits_its_column(tmp_path: Path) -> None:
    old = entry(1, "economic", 10**15, date(1900, 1, 1))
    found = valued(tmp_path, terms=[(1, "CNY", 0.5, 1.0, 0.5, 0)], ledger=[old])
    assert found.scores[1]["value_economic"] == found.scores[1]["lifetime_value"] == 10**15


def test_nothing_is_said_of_money_where_nobody_paid(tmp_path: Path) -> None:
    lives = house(60)
    found = Known(
        tmp_path,
        TODAY,
        editions=EDITIONS,
        relationships=[relationship(key) for key, _ in lives],
        participations=[came(key, number, 900) for key, life in lives for number in life],
    )
    assert "lifetime_value" not in found.scores[1]
    assert "not_enough" in found.findings["value-quadrant"]
    assert "not_enough" in found.findings["retention-worth"]


def test_who_has_no_money_on_record_stays_unknown_beside_those_who_have(tmp_path: Path) -> None:
    lives = house(200)
    found = valued(
        tmp_path,
        participations=[
            *(paid(key, number, AMOUNT) for key, life in lives if key > 5 for number in life),
            *(came(key, number, 900) for key, life in lives if key <= 5 for number in life),
        ],
    )
    assert [
        found.scores[1][name] for name in ("profit", "potential", "lifetime_value", "quadrant", "caring")
    ] == [None] * 5
    assert found.scores[6]["lifetime_value"] is not None


def test_quadrants_part_at_the_means_and_say_why_one_is_worth_care(tmp_path: Path) -> None:
    lives = house(200)
    found = valued(
        tmp_path,
        participations=[
            *(paid(key, number, AMOUNT) for key, life in lives if key > 3 for number in life),
            *(paid(1, number, 4_000, 9_000) for number in dict(lives)[1]),  # large and cheap
        ],
        ledger=[
            entry(1, "demonstration", 900_000, TODAY),
            entry(2, "recommendation", 50_000, TODAY),
            entry(3, "capability", 50_000, TODAY),
            entry(3, "maintenance", 60_000, TODAY),
        ],
    )
    body = found.findings["value-quadrant"]
    assert sum(mark["n"] for mark in body["marks"]) == body["n"] == 198
    profit, potential = body["lines"]["profit"], body["lines"]["potential"]
    for key in (1, 10, 50, 100):
        one = found.scores[key]
        above = (one["profit"] >= profit, one["potential"] >= potential)
        assert one["quadrant"] == {
            (True, True): "core", (False, True): "promising", (True, False): "earning", (False, False): "marginal",
        }[above]  # fmt: skip
    assert set(json.loads(found.scores[1]["caring"])) == {"large_cheap_others_follow", "earns", "will_earn"}
    assert json.loads(found.scores[2]["caring"])[-1] == "recommends"
    assert found.scores[3]["caring"] == "[]"  # it teaches, but costs more
    assert body["caring"]["recommends"] == 1
    for code, column, line in (("earns", "profit", profit), ("will_earn", "potential", potential)):
        reaching = {key for key, one in found.scores.items() if (one[column] or 0) >= line}
        assert {key for key, one in found.scores.items() if code in json.loads(one["caring"])} == reaching
        assert 0 < body["caring"][code] == len(reaching) < body["n"]
    assert {bubble["relationship"] for bubble in body["bubbles"]} >= {1}
    assert sum(row[-1] for row in body["density"]) == body["n"]


def test_a_referrer_is_credited_with_those_it_brought_and_half_of_theirs(tmp_path: Path) -> None:
    found = valued(
        tmp_path,
        referrals=[
            brought(1, 2),
            brought(2, 3),
            brought(1, 4),
            brought(5, 4),
            brought(5, 6),
            brought(7, 8, is_warning=True),
        ],
    )
    worth = {key: found.scores[key]["lifetime_value"] for key in range(1, 9)}
    body = found.findings["referrals"]
    assert (body["n"], body["deterred"], body["generations"]) == (5, 1, [3, 1])
    assert body["children"] == 4, "who was kept away was not brought"
    share = 1 - 0.3  # nobody was courted before coming: the belief stands
    of_two = share * worth[3]
    assert found.scores[2]["value_recommendation"] == pytest.approx(of_two, rel=1e-3)
    assert found.scores[1]["value_recommendation"] == pytest.approx(
        share * (worth[2] + worth[4] / 2) + of_two / 2, rel=1e-3
    )
    assert found.scores[7]["value_recommendation"] < 0
    assert body["credit"] == pytest.approx(share * sum(worth[key] for key in (2, 3, 4, 6)), rel=1e-3)
    assert body["brought"] == pytest.approx(5 / 200)
    assert body["low"] < body["brought"] < body["high"]
    assert body["ripple"]["low"] < body["ripple"]["likely"] < body["ripple"]["high"]


def test_a_visitor_is_credited_with_the_exhibitor_it_brought(tmp_path: Path) -> None:
    told = [relationship(key) for key, _ in house(200)]
    visitors = [(key, 1, "visitor", ENTERED, "") for key in (901, 902)]
    found = valued(
        tmp_path,
        relationships=[*told, *visitors],
        referrals=[brought(901, 2), brought(901, 4), brought(1, 6), brought(1, 8), brought(902, 10)],
        ledger=[(902, 1, "visitor", None, "initial", 500, "CNY", True, date(2023, 6, 1), ENTERED)],
    )
    body = found.findings["referrals"]
    assert (body["n"], body["referrers"]) == (5, 3)
    assert {901, 902} <= {mark["relationship"] for mark in body["marks"]}
    of_two = 0.7 * (found.scores[2]["lifetime_value"] + found.scores[4]["lifetime_value"])
    assert found.scores[901]["value_recommendation"] == pytest.approx(of_two, rel=1e-3)
    assert found.scores[902]["value_recommendation"] > found.scores[902]["cost_initial"] == 500
    assert found.findings["value-totals"]["n"] == 200, "a visitor's worth stands with the visitors'"


def test_the_later_of_two_referrals_that_close_a_circle_is_left_out() -> None:
    import numpy as np

    stands = without_circles(np.array([1, 2, 3, 4]), np.array([2, 3, 1, 4]))
    assert stands.tolist() == [True, True, False, False]


def test_what_five_points_of_retention_are_worth(tmp_path: Path) -> None:
    found = valued(tmp_path, terms=[(1, "CNY", 0.5, 0.1, 0.5, 0)])
    body = found.findings["retention-worth"]
    (five,) = (mark for mark in body["marks"] if mark["points"] == 0.05)
    before, after = body["retention"], body["retention"] + 0.05
    rate = 1.1 ** (1 / body["editions_a_year"]) - 1
    profit = [body["margin"] / (1 - one / (1 + rate)) for one in (before, after)]
    assert body["margin"] == pytest.approx(AMOUNT / 2)
    assert body["winning"] is None
    assert five["rise"] == pytest.approx(profit[1] / profit[0] - 1, abs=1e-3)
    assert five["low"] <= five["rise"] <= five["high"]
    assert body["n"] == sum(1 for _, life in house(200) if life[-1] == 5)


def planted(follow: int, seed: int = 5) -> dict[str, Any]:
    """Eight leaders by stand; they book in three of five editions, and `follow` peers within ten days of each."""
    draw = random(seed)
    participations, peers = [], iter(range(100, 100_000))
    for number in range(1, 6):
        opening = date(2019 + number, 5, 1)
        days = (timedelta(days=int(draw.integers(1, 240))) for _ in range(60))
        participations += [paid(next(peers), number, None, 900, opening - ahead) for ahead in days]
        for leader in range(1, 9):
            if (number + leader) % 5 < 3:
                on = opening - timedelta(days=int(draw.integers(60, 200)))
                participations.append(paid(leader, number, None, 9_000, on))
                participations += [
                    paid(next(peers), number, None, 900, on + timedelta(days=int(draw.integers(1, 11))))
                    for _ in range(follow)
                ]
    keys = sorted({row[0] for row in participations})
    return {
        "editions": EDITIONS,
        "relationships": [relationship(key) for key in keys],
        "participations": participations,
    }


def test_followers_planted_are_found(tmp_path: Path) -> None:
    body = Known(tmp_path, TODAY, **planted(follow=6)).findings["followers"]
    assert body["verdict"] == "follow"
    assert body["low"] < 6 < body["high"]
    assert body["placebo"] < 0.05
    assert {mark["relationship"] for mark in body["leaders"]} >= {1, 2, 3}
    after = sum(day["seen"] for day in body["days"] if 1 <= day["day"] <= 10)
    before = sum(day["seen"] for day in body["days"] if -10 <= day["day"] <= -1)
    assert after > before + 4


def test_no_followers_planted_are_not_called_so(tmp_path: Path) -> None:
    body = Known(tmp_path, TODAY, **planted(follow=0)).findings["followers"]
    assert body["verdict"] == "unclear"


def test_a_slow_start_of_bookings_alarms_and_a_usual_one_does_not(tmp_path: Path) -> None:
    calm = Known(tmp_path / "calm", date(2025, 1, 20), **booking(60, tmp_path / "calm"))
    slow = Known(tmp_path / "slow", date(2025, 1, 20), **booking(12, tmp_path / "slow"))
    for found in (calm, slow):
        body = found.findings["booking-pace"]
        assert (body["n"], body["edition"]) == (5, 6)
        assert len(body["readings"]) == body["day"] // 7
        (known, low, high), before = body["counts"]["known"], body["counts"]["before"]
        assert low < known < high < 121
        assert (body["counts"]["fresh"], body["counts"]["recorded"]) == (0, 1)
        assert body["forecast"] == before[0] == known  # as nobody is new, and every booking has a day
    assert not calm.findings["booking-pace"]["alarm"]
    assert slow.findings["booking-pace"]["alarm"]
    last = slow.findings["booking-pace"]["readings"][-1]
    assert last["low"] < 24 < last["high"] < slow.findings["booking-pace"]["forecast"]


def booking(so_far: int, folder: Path) -> dict[str, Any]:
    """120 customers book each edition over 200 days; of the sixth, which opens in May 2025, `so_far` have."""
    folder.mkdir()
    draw = random(9)
    rows = []
    for number in range(1, 6):
        opening = date(2019 + number, 5, 1)
        rows += [
            paid(key, number, None, 900, opening - timedelta(days=int(draw.integers(1, 200))))
            for key in range(1, 121)
        ]
    opened = date(2025, 5, 1) - timedelta(days=199)
    rows += [
        paid(key, 6, None, 900, opened + timedelta(days=int(draw.integers(0, 98))), "booked")
        for key in range(1, so_far + 1)
    ]
    return {
        "editions": [*EDITIONS, edition(6, held=False)],
        "relationships": [relationship(key) for key in range(1, 121)],
        "participations": rows,
    }


def test_an_alarm_stays_until_the_forecast_is_back_within_the_interval() -> None:
    def reading(evidence: float, low: float, high: float) -> Reading:
        return Reading(7, 1, 1, 1, (low + high) / 2, low, high, evidence)

    assert alarmed([reading(5, 40, 60), reading(0, 40, 60)], 100)
    assert not alarmed([reading(5, 40, 60), reading(0, 80, 120)], 100)
    assert alarmed([reading(0, 40, 60)] * 3, 100)
    assert not alarmed([reading(0, 40, 60)] * 2, 100)
    assert not alarmed([], 100)


def test_entries_of_a_customer_that_never_came_are_costs_without_a_future(tmp_path: Path) -> None:
    lives = house(200)
    found = valued(
        tmp_path,
        relationships=[relationship(key) for key in [*(key for key, _ in lives), 999]],
        ledger=[entry(999, "initial", 500, TODAY)],
        suggestions=[(999, 1, "exhibitor", None, "needs", "adopted", 800, "CNY", TODAY, ENTERED)],
    )
    one = found.scores[999]
    assert (one["profit"], one["value_capability"], one["potential"], one["quadrant"]) == (
        300,
        800,
        None,
        None,
    )
    assert one["caring"] == '["teaches"]'
