"""Answers come in by file: wide and long, named and unnamed, before and after the show."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File

from everfair.house.models import User
from everfair.intake.models import Batch, RowResult
from everfair.jobs.imports.bringing import Importer, Lacking
from everfair.parties.models import Party
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Series
from everfair.surveys.models import Answer, Competitor, Instrument, Item, Rating, Response, Topic
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
AIRLINE = "satisfaction/airline_expectation_performance.csv"
WIDE = "公司名称,联系人,展区布局：展前期望,展区布局：展后评价,参展效果期望,参展效果评价,总体满意度,您的意见"
Checked = Callable[..., Importer]


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return Edition.objects.create(series=cast.series, ordinal=1, label="2024", is_held=True)


@pytest.fixture
def checked(tmp_path: Path, cast: Cast) -> Checked:
    def check(
        head: str, *lines: str, kind: str = "answers", name: str = "问卷.csv", **givens: Any
    ) -> Importer:
        file = tmp_path / name
        file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        importer = Importer.of_file(kind, file, givens={"series": cast.series.zh} | givens)
        importer.check()
        return importer

    return check


def loaded(importer: Importer) -> Batch:
    importer.load()
    return importer.batch


def outcome(batch: Batch) -> dict[str, int]:
    names = ("new", "matched", "unnamed", "doubtful", "unchanged", "refused")
    return {name: batch.counts[name] for name in names if batch.counts.get(name)}


def refusals(batch: Batch) -> list[tuple[int, str, str]]:
    refused = RowResult.objects.filter(batch=batch, outcome="refused")
    return [(one.row, problem["header"], problem["code"]) for one in refused for problem in one.problems]


def answers(**about: Any) -> dict[str, float | str | None]:
    found = Answer.objects.filter(**{f"response__{name}": value for name, value in about.items()})
    return {
        one.item.code: one.text if one.value is None else one.value for one in found.select_related("item")
    }


def test_the_airline_file_becomes_a_questionnaire_of_pairs(cast: Cast, shared_data: Path) -> None:
    importer = Importer.of_file("answers", shared_data / AIRLINE, givens={"series": cast.series.en})
    importer.check()
    assert outcome(importer.batch) == {"unnamed": 1065}
    assert not Instrument.objects.filter(code__startswith="airline").exists()
    importer.load()
    asked = Item.objects.filter(instrument__code=importer.batch.givens["instrument"])
    assert asked.filter(asks="expectation", low=1, high=100).count() == 23
    assert asked.filter(asks="performance", topic=asked.get(code="e7").topic).get().code == "s7"
    assert asked.get(code="nps").asks == "recommend"
    assert (asked.get(code="overall_sat").asks, asked.get(code="overall_sat").high) == ("overall", 7)
    assert not asked.filter(code__in=("age", "nflights", "status")).exists()
    assert Response.objects.filter(series=cast.series, party=None).count() == 1065
    with (shared_data / AIRLINE).open(encoding="utf-8") as file:
        told = [float(row["e3"]) for row in csv.DictReader(file) if row["e3"]]
    held = Answer.objects.filter(item__code="e3").values_list("value", flat=True)
    assert sorted(value for value in held if value is not None) == sorted(told), (
        "who did not answer has no answer"
    )


def test_loading_it_twice_changes_nothing(cast: Cast, shared_data: Path) -> None:
    def bring() -> Importer:
        importer = Importer.of_file("answers", shared_data / AIRLINE, givens={"series": cast.series.en})
        importer.check()
        importer.load()
        return importer

    bring()
    assert outcome(bring().batch) == {"unchanged": 1065}
    assert Response.objects.count() == 1065
    assert Instrument.objects.filter(code__startswith="airline").count() == 1


def test_a_wide_list_is_met_with_an_instrument_on_file(checked: Checked, edition: Edition) -> None:
    batch = loaded(checked(WIDE, "杭州青山画廊有限公司,李青,5,4,4,5,满意,展位再大些", edition="2024"))
    assert batch.givens["instrument"] == "satisfaction"
    response = Response.objects.get()
    assert str(response.party) == "杭州青山画廊有限公司"
    assert str(response.person) == "李青"
    assert (response.edition, response.moment, response.side) == (edition, "once", "exhibitor")
    assert answers(pk=response.pk) == {
        "layout-expectation": 5,
        "layout-performance": 4,
        "show-effect-expectation": 4,
        "show-effect-performance": 5,
        "overall": 4,
        "text": "展位再大些",
    }
    assert Relationship.objects.get(party=response.party).series == edition.series


def test_a_customer_on_file_is_met_and_a_new_one_told_in_the_dry_run(checked: Checked) -> None:
    checked("organisation,country", "杭州青山画廊有限公司,中国", kind="contacts", series="").load()
    importer = checked(WIDE, "杭州青山画廊有限公司,,5,4,4,5,4,", "苏州白塔陶瓷有限公司,,3,3,3,3,3,")
    assert outcome(importer.batch) == {"matched": 1, "new": 1}
    assert Party.objects.count() == 1, "nothing is written before somebody decides"


def test_a_bad_side_cell_refuses_its_row_by_row_and_column(checked: Checked) -> None:
    importer = checked(
        WIDE,
        "甲公司,,5,4,4,5,4,",
        "乙公司,,6,4,4,5,4,",
        "丙公司,,5,很好吃,4,5,4,",
        "丁公司,,5,4,4,#N/A,4,",
        "戊公司,,NaN,4,4,5,4,",
        "己公司,,,,,,,",
    )
    assert refusals(importer.batch) == [
        (3, "展区布局：展前期望", "answer_off_scale"),
        (4, "展区布局：展后评价", "answer_unreadable"),
        (5, "参展效果评价", "answer_unreadable"),
        (6, "展区布局：展前期望", "answer_unreadable"),
        (7, "", "nothing_answered"),
    ]
    importer.load()
    assert [str(one.party) for one in Response.objects.all()] == ["甲公司"]


def test_marks_of_no_answer_stay_unanswered_and_are_told(checked: Checked) -> None:
    importer = checked(WIDE, "甲公司,,5,不适用,N/A,5,-,无")
    told = {one["code"]: one["params"] for one in importer.batch.warnings}
    assert told["cells_without_answer"] == {"count": 4}
    importer.load()
    assert answers() == {"layout-expectation": 5, "show-effect-performance": 5}


def test_a_respondent_answers_once(checked: Checked) -> None:
    importer = checked(
        WIDE, "甲公司,,5,4,4,5,4,", "甲公司,,1,4,4,5,4,", "甲公司,,5,4,4,5,4,", "甲公司,王二,1,4,4,5,4,"
    )
    assert refusals(importer.batch) == [(3, "公司名称", "respondent_twice")]
    assert outcome(importer.batch) == {"new": 1, "matched": 1, "unchanged": 1, "refused": 1}


def test_what_stands_on_file_otherwise_is_refused(checked: Checked) -> None:
    checked(WIDE, "甲公司,,5,4,4,5,4,").load()
    importer = checked(WIDE, "甲公司,,5,4,4,1,4,")
    assert refusals(importer.batch) == [(2, "参展效果评价", "answered_otherwise")]


def test_unnamed_rows_that_say_the_same_are_two_respondents(checked: Checked) -> None:
    head = "展区布局期望,展区布局评价,总体满意度"
    importer = checked(head, "5,4,4", "5,4,4")
    told = {one["code"]: one["params"] for one in importer.batch.warnings}
    assert told["unnamed_respondents"] == {"count": 2}
    importer.load()
    assert Response.objects.filter(party=None).count() == 2
    assert outcome(loaded(checked(head, "5,4,4", "5,4,4", "3,3,3"))) == {"unchanged": 2, "unnamed": 1}
    assert not Party.objects.exists()


def test_answers_without_a_name_are_told_at_once_with_their_spread(checked: Checked) -> None:
    head = "填写日期,展区布局期望,总体满意度,您的意见"
    day = "2024-05-01"
    importer = checked(head, f"{day},5,4,", f"{day},1,4,不错", f"{day},5,,", f"{day},5,4,", "昨天,5,4,")
    batch = importer.batch
    assert outcome(batch) == {"unnamed": 4, "refused": 1}
    assert set(RowResult.objects.filter(batch=batch).values_list("outcome", flat=True)) == {"refused"}
    assert batch.plan["spread"] == [
        {
            "text": "展区布局期望",
            "answers": 4,
            "steps": [1, 0, 0, 0, 3],
            "low": 1.0,
            "high": 5.0,
            "mean": 4.0,
        },
        {"text": "总体满意度", "answers": 3, "steps": [0, 0, 0, 3, 0], "low": 1.0, "high": 5.0, "mean": 4.0},
        {"text": "您的意见", "answers": 1, "steps": []},
    ]


def test_a_wide_scale_is_told_in_ten_classes(checked: Checked) -> None:
    head = "competitor,topic,score"
    rows = ["Sea Art Fair,Area layout,0", "Sea Art Fair,Area layout,100", "Sea Art Fair,Area layout,99.5"]
    batch = checked(head, *rows, kind="competitor-ratings", scale="0-100").batch
    (told,) = batch.plan["spread"]
    assert (told["text"], told["steps"]) == ("Sea Art Fair · Area layout", [1, 0, 0, 0, 0, 0, 0, 0, 0, 2])


def test_a_list_of_which_every_row_is_refused_makes_nothing(checked: Checked, cast: Cast) -> None:
    shows, topics = Series.objects.count(), Topic.objects.count()
    questionnaires, editions = Instrument.objects.count(), Edition.objects.count()
    head = "编号,停车方便程度评价,餐饮评价"
    good = [f"{n},{n % 5 + 1},{n % 4 + 1}" for n in range(20)]
    importer = checked(head, *(f"{line},多" for line in good), series="新展会", edition="2031")
    assert outcome(importer.batch) == {"refused": 20}
    loaded(importer)
    again = checked(
        "公司名称,竞争展会,指标,得分,展会", "甲公司,新展会,展区布局,3,新展会", kind="competitor-ratings"
    )
    assert outcome(again.batch) == {"refused": 1}
    assert again.batch.warnings == []
    loaded(again)
    assert (Series.objects.count(), Topic.objects.count()) == (shows, topics)
    assert (Instrument.objects.count(), Edition.objects.count()) == (questionnaires, editions)
    assert not Competitor.objects.exists()
    assert not Party.objects.exists()


def test_only_shows_and_editions_of_good_rows_are_made(checked: Checked) -> None:
    good, bad = "甲公司,2024-05-01,5,4", "乙公司,昨天,5,4"
    rows = [f"{good},春展,2021", f"{bad},秋展,2021", f"{bad},春展,2022", "甲公司,2024-05-01,2,4,春展,2021"]
    loaded(checked("公司名称,填写日期,展区布局评价,总体满意度,展会,届", *rows))
    assert Edition.objects.filter(series__zh="春展").get().label == "2021"
    assert not Series.objects.filter(zh="秋展").exists()


def test_a_person_whom_nothing_reaches_is_a_respondent_and_no_customer(checked: Checked) -> None:
    checked("联系人,布局期望,布局评价,总体满意度", "李青,5,4,4").load()
    assert Response.objects.get().respondent == "李青"
    assert not Party.objects.exists()


def test_before_and_after_in_one_column(checked: Checked, edition: Edition) -> None:
    head = "答卷编号,展前或展后,展区布局,参展效果,承诺兑现"
    batch = loaded(checked(head, "7,展前,5,4,5", "7,展后,3,4,2", edition="2024"))
    assert batch.givens["instrument"] == "satisfaction"
    assert answers(moment="before") == {
        "layout-expectation": 5, "show-effect-expectation": 4, "promises-kept-expectation": 5,
    }  # fmt: skip
    assert answers(moment="after")["layout-performance"] == 3
    pair = Response.objects.values_list("instrument", "series", "side", "edition", "party", "respondent")
    assert len(set(pair)) == 1, "they pair"


def test_before_and_after_in_two_lists(checked: Checked, edition: Edition) -> None:
    head = "公司名称,展区布局,参展效果"
    checked(head, "甲公司,5,4", name="前.csv", edition="2024", moment="before").load()
    checked(head, "甲公司,2,4", name="后.csv", edition="2024", moment="after").load()
    assert answers(moment="before") == {"layout-expectation": 5, "show-effect-expectation": 4}
    assert answers(moment="after") == {"layout-performance": 2, "show-effect-performance": 4}
    assert Response.objects.values("party").distinct().count() == 1


def test_a_long_list_makes_one_response_of_its_rows(checked: Checked) -> None:
    head = "respondent,item,value"
    rows = [
        "1,layout-expectation,5",
        "1,Area layout performance,3",
        "1,overall,4",
        "2,overall,2",
        "2,nonsense,2",
    ]
    importer = checked(head, *rows, "1,overall,5", "2,overall,", name="long.csv")
    assert refusals(importer.batch) == [
        (6, "item", "item_unknown"), (7, "respondent", "respondent_twice"), (8, "value", "nothing_answered"),
    ]  # fmt: skip
    importer.load()
    assert answers(respondent="1") == {"layout-expectation": 5, "layout-performance": 3, "overall": 4}
    assert answers(respondent="2") == {"overall": 2}


def test_a_long_list_of_nobody_cannot_be_read(checked: Checked) -> None:
    with pytest.raises(Lacking, match="respondent"):
        checked("item,value", "overall,5")


def test_columns_nobody_knows_become_a_new_instrument(checked: Checked, cast: Cast) -> None:
    head = "编号,停车方便程度评价,餐饮评价,年龄"
    batch = loaded(checked(head, *(f"{n},{n % 5 + 1},{n % 4 + 1},{n + 30}" for n in range(20))))
    instrument = Instrument.objects.get(code=batch.givens["instrument"])
    assert instrument.series == cast.series
    assert {(one.code, one.asks, str(one.topic)) for one in instrument.items.all()} == {
        ("停车方便程度评价", "performance", "停车方便程度评价"),
        ("餐饮评价", "performance", "餐饮评价"),
    }
    assert Topic.objects.filter(zh="餐饮评价", kind="attribute", series=cast.series).exists()


def test_a_wish_a_reason_and_a_ladder_are_words(checked: Checked) -> None:
    file = "公司名称,首先想到本展,今后几届都打算参展 conative,不再参展原因"
    importer = checked(file, "甲公司,5,4,太贵", "乙公司,5,4,天气")
    assert importer.batch.givens["instrument"] == "loyalty"
    assert refusals(importer.batch) == [(3, "不再参展原因", "word_unknown")]
    importer.load()
    assert answers()["leaving-reason"] == "price"


def test_competing_shows_are_rated(checked: Checked, edition: Edition, cast: Cast) -> None:
    head = "公司名称,竞争展会,指标,得分,届"
    rows = [
        "甲公司,海上艺术展,展区布局,3,2024",
        "甲公司,海上艺术展,停车,3,2024",
        "甲公司,海上艺术展,参展效果,9,2024",
    ]
    own = f"甲公司,{cast.series.zh},展区布局,4,2024"
    twice = "甲公司,海上艺术展,layout,4,2024"
    importer = checked(head, *rows, own, twice, kind="competitor-ratings")
    assert refusals(importer.batch) == [
        (3, "指标", "topic_unknown"), (4, "得分", "answer_off_scale"), (5, "竞争展会", "own_show_rated"),
        (6, "公司名称", "respondent_twice"),
    ]  # fmt: skip
    importer.load()
    rating = Rating.objects.get()
    assert (str(rating.competitor), rating.topic.code, rating.value, rating.high) == (
        "海上艺术展",
        "layout",
        3,
        5,
    )
    assert (str(rating.party), rating.edition, Competitor.objects.get().series) == (
        "甲公司",
        edition,
        cast.series,
    )
    again = checked(head, rows[0], kind="competitor-ratings", name="again.csv")
    assert outcome(again.batch) == {"unchanged": 1}


def test_ratings_of_unnamed_respondents_on_another_scale(checked: Checked) -> None:
    importer = checked(
        "competitor,topic,score", "Sea Art Fair,Area layout,9", kind="competitor-ratings", scale="0-10"
    )
    importer.load()
    rating = Rating.objects.get()
    assert (rating.party, rating.low, rating.high, rating.value) == (None, 0, 10, 9)


def test_merging_and_unmerging_takes_responses_and_ratings_along(checked: Checked, cast: Cast) -> None:
    checked(WIDE, "杭州青山画廊有限公司,,5,4,4,5,4,", "苏州白塔陶瓷有限公司,,3,3,3,3,3,").load()
    head = "公司名称,竞争展会,指标,得分"
    checked(head, "苏州白塔陶瓷有限公司,海上艺术展,展区布局,3", kind="competitor-ratings").load()
    first, second = Party.objects.order_by("pk")
    done = first.merge(second, by=cast.director)
    assert (first.responses.count(), first.ratings.count()) == (2, 1)
    done.undo(by=cast.director)
    assert (first.responses.count(), second.responses.count(), second.ratings.count()) == (1, 1, 1)


def test_a_new_instrument_of_a_list_before_the_show_asks_after_it_too(checked: Checked) -> None:
    head = "编号,停车,餐饮"
    rows = [f"{n},{n % 5 + 1},{n % 4 + 1}" for n in range(9)]
    batch = loaded(checked(head, *rows, name="前.csv", moment="before"))
    loaded(checked(head, *rows, name="后.csv", moment="after"))
    asked = Item.objects.filter(instrument__code=batch.givens["instrument"], topic__zh="停车")
    assert set(asked.values_list("asks", flat=True)) == {"expectation", "performance"}
    told = {
        moment: set(Answer.objects.filter(response__moment=moment).values_list("item__asks", flat=True))
        for moment in ("before", "after")
    }
    assert told == {"before": {"expectation"}, "after": {"performance"}}


def test_every_row_of_a_respondent_is_compared_with_what_is_on_file(checked: Checked) -> None:
    head = "respondent,question,answer"
    questions = ("layout performance", "interaction performance")
    loaded(checked(head, *(f"{n},{one},3" for n in range(3) for one in questions)))
    batch = checked(head, *(f"0,{one},4" for one in questions), name="again.csv").batch
    assert refusals(batch) == [(2, "answer", "answered_otherwise"), (3, "answer", "answered_otherwise")]


def test_a_rating_on_another_scale_is_another_one(checked: Checked) -> None:
    head, kind = "competitor,topic,value,respondent,scale", "competitor-ratings"
    loaded(checked(head, "甲展,layout,3,A,1-5", kind=kind))
    batch = checked(head, "甲展,layout,3,A,1-10", kind=kind, name="again.csv").batch
    assert refusals(batch) == [(2, "value", "answered_otherwise")]


def test_questions_that_begin_alike_and_ask_about_one_topic_keep_their_answers(checked: Checked) -> None:
    asked = [f"How did you find the performance of our show in layout number {n}" for n in (1, 2, 3)]
    rows = [f"{n},{moment},{n},2,{6 - n}" for n in range(1, 6) for moment in ("before", "after")]
    batch = loaded(checked(",".join(["respondent", "moment", *asked]), *rows))
    assert outcome(batch) == {"unnamed": 10}
    assert Item.objects.filter(instrument__code=batch.givens["instrument"]).count() == 6
    for moment in ("before", "after"):
        held = Answer.objects.filter(response__respondent="1", response__moment=moment).order_by(
            "item__order"
        )
        assert list(held.values_list("value", flat=True)) == [1, 2, 5]


def test_what_only_other_shows_ask_is_neither_offered_nor_used(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "same.csv"
    file.write_text("respondent,alpha,secret performance\n1,1,2\n2,1,2\n3,3,3\n")
    Topic.objects.create(code="secret", en="Secret", series=cast.series)

    def received(by: User) -> Batch:
        with file.open("rb") as stream:
            batch = Batch.receive(File(stream, file.name), "answers", by=by)
        batch.read()
        return batch

    ours = received(cast.marketing)
    ours.settle(ours.mapping, {"series": cast.series.en}, by=cast.marketing)
    Instrument.objects.create(code=ours.givens["instrument"], en="Ours", series=cast.series)
    assert {one["topic"] for one in ours.givens["questionnaire"]["questions"]} == {"+alpha", "secret"}
    theirs = received(cast.stranger)
    assert theirs.givens["instrument"] != ours.givens["instrument"]
    assert {one["topic"] for one in theirs.givens["questionnaire"]["questions"]} == {
        "+alpha",
        "+secret performance",
    }
