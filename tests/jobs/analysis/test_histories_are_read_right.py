"""Histories by hand, from the books right through to the published score."""

from datetime import date

import pytest

from everfair.jobs.analysis.analysis import Analysis
from everfair.relations import wording
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.ui.strip_code import strip_of
from tests.books import Books, crowd

pytestmark = pytest.mark.django_db(transaction=True)


def score(relationship: Relationship) -> Score:
    run = AnalysisRun.published()
    assert run is not None
    return run.scores.get(relationship=relationship)


@pytest.fixture
def fair() -> Books:
    books = Books(6, coming=1)
    books.customers({"111111": 4, "011110": 3, "100000": 6, "001000": 6})
    return books


def test_a_skipped_edition_does_not_end_a_long_history(fair: Books) -> None:
    skipped = fair.customer("漏了一届", "111101")
    away = fair.customer("今年没来", "111110")
    Analysis().publish()
    assert score(skipped).stage in {"trust", "weakening"}
    assert score(away).stage in {"trust", "weakening"}
    assert score(away).attended == "111110"
    assert score(away).missed_run == 1
    assert score(skipped).missed_run == 0


def test_trust_at_first_sight(fair: Books) -> None:
    delighted = fair.customer("一见如故", "000001", [36])
    plain = fair.customer("头一回", "000001", [9])
    held_on = fair.editions[5].starts_on
    assert held_on is not None
    for day in (2, 5, 9):
        fair.hears(delighted, held_on.replace(day=day), "meeting", "interested")
    fair.hears(delighted, held_on.replace(day=20), "satisfaction", score=10)
    Analysis().publish()
    assert score(delighted).stage == "trust"
    assert score(delighted).editions_to_trust == 0
    assert score(delighted).path == "-----T"
    assert score(plain).stage == "confirmation"
    assert score(plain).editions_to_trust is None


def test_one_visit_and_gone(fair: Books) -> None:
    gone = fair.customer("来过一次", "010000")
    Analysis().publish()
    found = score(gone)
    assert found.stage == "disappearance"
    assert found.path[:2] == "-F"
    assert found.ladder == "lost_for_good"
    assert found.chance is not None
    assert found.chance < 0.1


def test_won_back(fair: Books) -> None:
    back = fair.customer("又回来了", "110001")
    Analysis().publish()
    found = score(back)
    assert found.path[4] == "D"
    assert found.stage != "disappearance"
    assert found.ladder == "repeat"
    assert found.first_edition == fair.editions[0]
    assert found.last_edition == fair.editions[5]


def test_who_has_not_come_yet_is_cultivated_and_stands_on_the_ladder_by_what_is_known(fair: Books) -> None:
    known = fair.customer("打过电话")
    fair.hears(known, date(2021, 6, 1), "enquiry", "interested")
    invited = fair.customer("已邀请", "000000i")
    booked = fair.customer("已预订", "000000b")
    unknown = fair.customer("只有名字")
    Analysis().publish()
    found = {each.pk: score(each) for each in (known, invited, booked, unknown)}
    assert {each.stage for each in found.values()} == {"cultivation"}
    assert [found[each.pk].ladder for each in (known, invited, booked, unknown)] == [
        "potential", "target", "decided", "non_customer",
    ]  # fmt: skip
    assert found[booked.pk].next_mark == "booked"
    assert found[known.pk].chance is None
    assert found[known.pk].attended == "------"


def test_a_booking_for_the_next_edition_is_shown_beside_the_chance(fair: Books) -> None:
    booked = fair.customer("年年都来", "111111b", [9, 9, 9, 9, 9, 18, 18])
    Analysis().publish()
    found = score(booked)
    assert found.next_mark == "booked"
    assert found.next_edition == fair.editions[6]
    assert found.last_area_dm2 == 1800
    assert found.chance is not None
    assert found.chance_low is not None
    assert found.chance_high is not None
    assert 0 < found.chance_low < found.chance < found.chance_high < 1


def test_evidence_adds_up_and_speaks_of_this_customer(fair: Books) -> None:
    doubting = fair.customer("有点不满", "011111", [18, 18, 18, 18, 9])
    complained = fair.editions[5].starts_on
    assert complained is not None
    fair.hears(doubting, complained.replace(day=9), "complaint", "unsolved")
    Analysis().publish()
    found = score(doubting)
    p = found.stage_p
    assert sum(item["value"] for item in found.evidence) == pytest.approx(logit(p), abs=2e-3)
    words = wording.evidence_words(found.evidence)
    assert any("18" in one and "9" in one for one in words)
    assert any("2021-05" in one for one in words)


def logit(p: float) -> float:
    from math import log

    return log(p / (1 - p))


def test_who_came_last_time_and_often_is_told_for_and_who_stayed_away_against(fair: Books) -> None:
    faithful, gone = fair.customer("忠实", "111111"), fair.customer("离开", "110000")
    Analysis().publish()
    for_it, against = wording.for_and_against(score(faithful).reasons)
    assert "missed_run" in {one.code for one in for_it}
    assert len(for_it) <= 3
    _, against = wording.for_and_against(score(gone).reasons)
    assert against[0].code == "missed_run"


def test_a_show_with_one_edition_is_scored_as_other_fairs_go_and_says_so() -> None:
    books = Books(1)
    first = books.customer("第一届", "1")
    run = Analysis().publish()
    forecast = run.forecasts.get()
    assert forecast.model["basis"] == "other_fairs"
    assert forecast.model["not_enough"] == {"not_enough": True, "n": 1, "needs": 2, "of": "editions"}
    assert 0.2 < (score(first).chance or 0) < 0.6
    assert score(first).stage == "confirmation"


def test_a_show_still_to_be_held_for_the_first_time_is_all_cultivation() -> None:
    books = Books(0, coming=1)
    booked = books.customer("先订了", "b")
    run = Analysis().publish()
    assert run.state == run.State.DONE
    assert (score(booked).stage, score(booked).ladder) == ("cultivation", "decided")
    assert not run.forecasts.exists()


def test_an_empty_house_is_analysed_without_a_word() -> None:
    run = Analysis().publish()
    assert run.state == run.State.DONE
    assert not run.scores.exists()


def test_in_a_crowd_of_a_real_show_the_same_histories_are_read_the_same_way() -> None:
    books = Books(8)
    crowd(books)
    gone, back = books.customer("走了", "00010000"), books.customer("回来", "11100001")
    faithful, skipped = books.customer("一直来", "11111111"), books.customer("漏一届", "11111011")
    run = Analysis().publish()
    assert run.forecasts.get().model["basis"] == "own_record"
    assert score(gone).stage == "disappearance"
    assert score(back).stage != "disappearance"
    assert score(faithful).stage == "trust"
    assert score(faithful).ladder == "lifetime"
    assert score(skipped).stage in {"trust", "weakening"}
    chances = [score(each).chance or 0 for each in (faithful, skipped, back, gone)]
    assert chances == sorted(chances, reverse=True)


def test_equal_histories_have_the_same_strip_and_it_holds_no_words(fair: Books) -> None:
    one, other = fair.customer("甲", "001111"), fair.customer("乙", "001111")
    Analysis().publish()
    assert score(one).strip == score(other).strip
    assert score(one).strip.startswith("--FTTT|--")
    drawn = strip_of(score(one).strip)
    assert drawn.startswith("<svg")
    assert "style=" not in drawn
    assert "甲" not in score(one).strip
