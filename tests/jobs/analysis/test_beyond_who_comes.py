"""Surveys, money, referrals and suggestions of the books, through a whole run to findings and scores."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from everfair.contact.models import Suggestion
from everfair.jobs.analysis.analysis import Analysis
from everfair.jobs.facts_out import facts_out
from everfair.relations.findings import SHAPES
from everfair.relations.models import Finding, LedgerEntry, Referral, Relationship, Score, ValueTerms
from everfair.relations.published import Published
from everfair.shows.models import Participation, Stand
from everfair.surveys.models import Answer, Competitor, Instrument, Item, Rating, Response, Topic
from tests.books import Books

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2019, 6, 1)


@pytest.fixture
def books() -> Books:
    told = Books(4, coming=1)
    told.customers({"1111": 20, "0111": 15, "0011": 10, "1100": 10})
    return told


def topic(code: str = "tests-topic") -> Topic:
    return Topic.objects.get_or_create(code=code, defaults={"kind": "attribute", "en": code})[0]


def items() -> dict[str, Item]:
    asked = Instrument.objects.create(code="tests", en="Tests")
    return {
        "expectation": Item.objects.create(instrument=asked, code="e", asks="expectation", topic=topic()),
        "performance": Item.objects.create(instrument=asked, code="p", asks="performance", topic=topic()),
        "overall": Item.objects.create(
            instrument=asked, code="o", asks="overall", low=0, high=4, is_turned=True
        ),
        "leaving_reason": Item.objects.create(instrument=asked, code="l", asks="leaving_reason"),
    }


def responds(
    books: Books, item: Item, value: float | None, of: Relationship | None, moment: str = "once", **more: Any
) -> Answer:
    response = Response.objects.create(
        party=of.party if of else None,
        instrument=item.instrument,
        series=books.series,
        side=books.side,
        edition=books.editions[3],
        moment=moment,
        answered_on=ON,
        **{name: told for name, told in more.items() if name == "respondent"},
    )
    return Answer.objects.create(response=response, item=item, value=value, text=more.get("text", ""))


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    facts_out(folder)
    told: list[dict[str, Any]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return told


def test_what_was_said_before_and_after_is_one_respondent(books: Books, tmp_path: Path) -> None:
    asked, one = items(), books.customer("甲", "1111")
    for moment, name in (("before", "expectation"), ("after", "performance")):
        responds(books, asked[name], 4, one, moment)
        responds(books, asked[name], 4, None, moment, respondent="R1")
        responds(books, asked[name], 4, None, moment)  # nobody knows who: no pair
    told = rows(tmp_path, "answers")
    by_who = {(row["relationship"], row["respondent"]): set() for row in told}  # type: ignore[var-annotated]
    for row in told:
        by_who[row["relationship"], row["respondent"]].add(row["response"])
    assert {who: len(found) for who, found in by_who.items()} == {
        (one.pk, ""): 1,
        (None, "R1"): 1,
        (None, ""): 2,
    }


def test_overall_answers_are_observations_of_satisfaction_too(books: Books, tmp_path: Path) -> None:
    asked, one = items(), books.customer("甲", "1111")
    responds(books, asked["overall"], 1, one)  # of 0 to 4, turned: 7.5 of 10
    (row,) = rows(tmp_path, "interactions")
    assert (row["relationship"], row["kind"], row["score"], row["occurred_on"]) == (
        one.pk,
        "satisfaction",
        8,
        ON,
    )


def test_who_told_may_stand_on_another_side_of_the_show(books: Books, tmp_path: Path) -> None:
    one, other = books.customer("甲", "1111"), books.customer("乙", "0011")
    Relationship.objects.filter(pk=one.pk).update(side="visitor")
    Referral.objects.create(
        referrer=one.party, child=other.party, series=books.series, side=books.side, occurred_on=ON
    )
    (referral,) = rows(tmp_path, "referrals")
    assert (referral["referrer"], referral["child"], referral["side"]) == (one.pk, other.pk, books.side)


def test_money_referrals_and_suggestions_come_out_as_they_were_entered(books: Books, tmp_path: Path) -> None:
    one, other = books.customer("甲", "1111"), books.customer("乙", "0011")
    books_of = {"series": books.series, "side": books.side}
    LedgerEntry.objects.create(
        party=one.party, **books_of, occurred_on=ON, kind="initial", amount_minor=500, currency="CNY"
    )
    Referral.objects.create(referrer=one.party, child=other.party, **books_of, occurred_on=ON, weight=1 / 3)
    Suggestion.objects.create(
        party=one.party,
        series=books.series,
        given_on=ON,
        text="灯光",
        state="adopted",
        effect_minor=9,
        currency="CNY",
    )
    ValueTerms.objects.create(series=books.series, margin=0.25, contact_minor=30)
    (entry,) = rows(tmp_path, "ledger")
    assert (entry["relationship"], entry["kind"], entry["amount_minor"], entry["is_entry"]) == (
        one.pk, "initial", 500, True,
    )  # fmt: skip
    (referral,) = rows(tmp_path, "referrals")
    assert (referral["referrer"], referral["child"]) == (one.pk, other.pk)
    assert referral["weight"] == pytest.approx(1 / 3, rel=1e-12)
    (suggestion,) = rows(tmp_path, "suggestions")
    assert (suggestion["relationship"], suggestion["effect_minor"]) == (one.pk, 9)
    terms = {row["series"]: row for row in rows(tmp_path, "terms")}
    assert (terms[books.series.pk]["margin"], terms[books.series.pk]["contact_minor"]) == (0.25, 30)
    assert terms[books.series.pk]["rate"] == 0.1  # as nobody said otherwise


def test_a_merged_customers_answers_and_money_are_the_kept_ones(books: Books, tmp_path: Path) -> None:
    asked, kept, gone = items(), books.customer("青山画廊", "11"), books.customer("杭州青山画廊", "1")
    responds(books, asked["performance"], 4, gone)
    Response.objects.update(party=kept.party_id)
    Relationship.every.filter(pk=gone.pk).update(party=kept.party_id, superseded=True)
    assert [row["relationship"] for row in rows(tmp_path, "answers")] == [kept.pk]


def test_a_run_publishes_findings_and_what_is_known_of_each(books: Books) -> None:
    asked = items()
    parties = list(Relationship.objects.order_by("pk"))
    for one in parties[:40]:
        responds(books, asked["expectation"], 4, one, "before")
        responds(books, asked["performance"], 3, one, "after")
    show = Competitor.objects.create(series=books.series, name="Other Fair")
    Rating.objects.create(
        party=parties[0].party, series=books.series, side=books.side, edition=books.editions[3], competitor=show,
        topic=topic(), value=5, rated_on=ON,
    )  # fmt: skip
    for taken in Participation.objects.filter(status="came"):
        Stand.objects.create(
            participation=taken, area_dm2=900, amount_minor=900_000, currency="CNY", natural_key="1"
        )
    run = Analysis().publish()
    assert run.state == "done"
    found = Published(books.series)
    assert {code for code, edition in found.findings if edition is None} == set(SHAPES)
    (gap,) = found.findings["gaps", None]["marks"]
    assert (gap["topic"], gap["gap"], gap["verdict"], gap["n"]) == ("tests-topic", 1, "dissatisfied", 40)
    assert found.finding("gaps", books.editions[3].pk) is not None
    assert found.findings["importance", None]["not_enough"]["needs"] == 30
    score = Score.objects.get(run=run, relationship=parties[0])
    assert (score.gap, score.attitude, score.currency) == (0.25, 0.25, "CNY")
    assert score.lifetime_low is not None
    assert score.lifetime_value is not None
    assert score.lifetime_low < score.lifetime_value
    assert score.quadrant in Score.Quadrant.values
    assert isinstance(score.caring, list)
    silent = Score.objects.get(run=run, relationship=parties[50])
    assert (silent.gap, silent.attitude, silent.loyalty_cell) == (None, None, None)


def test_a_house_without_any_of_it_is_scored_as_before(books: Books) -> None:
    run = Analysis().publish()
    assert run.state == "done"
    score = run.scores.first()
    assert score is not None
    assert (score.lifetime_value, score.caring, score.quality, score.loyalty_cell, score.currency) == (
        None,
    ) * 5
    assert all(
        "not_enough" in body
        for code, body in Finding.objects.filter(run=run).values_list("code", "body")
        if code not in {"churn-reasons", "segments"}
    )


def test_what_a_run_found_out_goes_with_it(books: Books) -> None:
    run = Analysis().publish()
    run.fail("for the test")
    assert not Finding.objects.filter(run=run).exists()


def test_only_unnamed_respondents_of_a_new_show_still_show_its_gaps(books: Books) -> None:
    asked, empty = items(), Books(0, coming=4, slug="empty")
    for number in range(30):
        for moment, name in (("before", "expectation"), ("after", "performance")):
            responds(empty, asked[name], 5, None, moment, respondent=f"R{number}")
    Analysis().publish()
    (mark,) = Published(empty.series).findings["gaps", None]["marks"]
    assert (mark["gap"], mark["n"]) == (0, 30)
