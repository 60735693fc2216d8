import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from everfair.desk.findings.panels import BUILDERS
from everfair.desk.findings.panels.panel import Panel, listed
from everfair.desk.findings.themes import THEMES
from everfair.relations.counts_ahead import NAMES
from everfair.relations.findings import SHAPES
from everfair.relations.measures import MEASURES
from everfair.relations.models import Finding, Publication
from everfair.surveys.models import Instrument, Item, Topic
from tests.desk.findings.bodies import Bodies
from tests.desk.shows.made import Fair


def page(fair: Fair, theme: str) -> str:
    return reverse("findings:page", args=[fair.series.pk, theme])


def plain(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())))


def panels(client: Client, address: str) -> dict[str, Panel]:
    return {panel.code: panel for panel in client.get(address).context["told"]}


def test_every_finding_has_a_page_a_panel_and_a_measure() -> None:
    on_pages = [code for theme in THEMES for code in theme.codes]
    assert sorted(on_pages) == sorted(SHAPES) == sorted(BUILDERS)
    assert set(on_pages) <= set(MEASURES)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)
def test_every_panel_says_its_result_n_and_formula(
    client: Client, fair: Fair, bodies: Bodies, theme: object, language: str
) -> None:
    client.cookies["django_language"] = language
    answer = client.get(page(fair, theme.code))  # type: ignore[attr-defined]
    assert answer.status_code == 200
    told = answer.context["told"]
    assert [panel.code for panel in told] == list(theme.codes)  # type: ignore[attr-defined]
    for panel in told:
        assert panel.sentences and panel.charts and panel.n == 40
    assert answer.content.decode().count("n = 40") >= len(told)


def test_the_topic_that_falls_short_most_is_named_first(client: Client, fair: Fair, bodies: Bodies) -> None:
    found = panels(client, page(fair, "satisfaction"))["gaps"]
    assert found.sentences[0] == "“Effect of the show” falls short most: 4.5 was expected, 3.5 seen."
    items = found.charts[0].data["items"]
    assert [(one["from"], one["to"]) for one in items] == [(4.5, 3.5), (3.0, 4.0)]
    assert "topic=show-effect&verdict=dissatisfied" in items[0]["url"]


def test_answers_on_different_scales_are_drawn_as_points_of_a_hundred(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    body = bodies.all()["gaps"]
    body["marks"][0] |= {"scale": [1, 101], "expectation": 51, "performance": 76, "gap": -25}
    Finding.objects.filter(code="gaps").update(body=body)
    chart = panels(client, page(fair, "satisfaction"))["gaps"].charts[0].data
    assert chart["scale"] == [0, 100]
    assert [(one["from"], one["to"]) for one in chart["items"]] == [(87.5, 62.5), (50, 75)]


@pytest.mark.parametrize("code", ["importance", "importance-performance", "penalty-reward"])
def test_topics_of_a_second_questionnaire_are_offered_beside_those_of_the_first(
    client: Client, fair: Fair, bodies: Bodies, code: str
) -> None:
    body = bodies.all()[code]
    first, second = body["marks"]
    body |= {"marks": [first], "others": [{**body, "n": 35, "marks": [second]}]}
    body["lacking"] = [{"topic": "show-effect", "n": 12, "needs": 30, "of": "respondents"}]
    Finding.objects.filter(code=code).update(body=body)
    found = panels(client, page(fair, "satisfaction"))[code]
    assert [(one.words[-8:], one.is_on) for one in found.choices] == [("(n = 40)", True), ("(n = 35)", False)]
    assert "answered by different people" in " ".join(found.sentences)
    assert "Too few answered on 1 topic: “Effect of the show” (n = 12)." in found.sentences
    other = panels(client, f"{page(fair, 'satisfaction')}?topics={found.choices[1].value}")[code]
    assert (other.n, [one.is_on for one in other.choices]) == (35, [False, True])
    assert str(found.charts[0].data) != str(other.charts[0].data)


def test_a_group_of_topics_bears_the_name_of_its_questionnaire(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    asks = Instrument.objects.create(code="short", en="The short one", series=fair.series)
    topic = Topic.objects.get(code="show-effect")
    Item.objects.create(instrument=asks, code="s1", asks="performance", topic=topic)
    body = bodies.all()["importance"]
    first, second = body["marks"]
    body |= {"marks": [first], "others": [{**body, "n": 35, "marks": [second | {"topic": "odd"}]}]}
    Finding.objects.filter(code="importance").update(body=body)
    found = panels(client, page(fair, "satisfaction"))["importance"]
    assert [one.words for one in found.choices] == ["The short one (n = 40)", "“odd” (n = 35)"]


def test_importance_explained_and_relative_weight_bear_two_names(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    found = panels(client, page(fair, "satisfaction"))
    explained = found["importance"].charts[0].data["series"][0]["label"]
    relative = found["importance-performance"].charts[0].data["y"]
    assert (explained, relative) == ("Share of satisfaction explained", "Relative weight among the topics")


def test_a_competing_show_ahead_of_ours_is_named_with_its_interval(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    found = panels(client, page(fair, "satisfaction"))["competitors"]
    assert found.sentences[0].startswith("“Art Shanghai” is ahead of us on “Effect of the show” by 20 points")
    assert "10 – 30" in found.sentences[0]


def test_moves_lead_to_the_customers_who_moved(client: Client, fair: Fair, bodies: Bodies) -> None:
    chart = panels(client, page(fair, "loyalty"))["loyalty-moves"].charts[1]
    before, after = bodies.editions
    url = chart.data["cells"][0][1]["url"]
    assert f"loyalty_cell_before=loyal&loyalty_cell=latent&answered={before}&answered={after}" in url


def test_two_counts_of_the_latent_are_told_apart(client: Client, fair: Fair, bodies: Bodies) -> None:
    body = bodies.all()["loyalty-types"]
    body["marks"].append({"type": "latent", "n": 4, "share": 0.1, "attachment": 0.8, "repeat": 0.2})
    Finding.objects.filter(code="loyalty-types").update(body=body)
    told = " ".join(panels(client, page(fair, "loyalty"))["loyalty-types"].sentences)
    assert "attached to us by their own word, and seldom coming (4)" in told
    assert "its cell of that name counts others" in told


def test_a_dot_of_several_levels_leads_to_all_of_them(client: Client, fair: Fair, bodies: Bodies) -> None:
    body = bodies.all()["loyalty-curve"]
    body["levels"][0]["points"][0] |= {"start": 0.0, "end": 0.3}
    Finding.objects.filter(code="loyalty-curve").update(body=body)
    (point,) = panels(client, page(fair, "loyalty"))["loyalty-curve"].charts[0].data["series"][0]["points"]
    assert point["url"].endswith("satisfaction=0..35")


def test_what_is_said_directly_and_by_way_of_others_is_no_decimal(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    cells = panels(client, page(fair, "goals"))["means-end"].charts[1].data["cells"]
    texts = [cell["text"] for row in cells for cell in row if cell]
    assert texts and all(re.fullmatch(r"\d+ \| \d+", text) for text in texts)


def test_customers_of_shows_one_does_not_see_are_not_named(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    text = client.get(page(fair, "value")).content.decode()
    marks = panels(client, page(fair, "value"))["value-quadrant"].charts[0].data["marks"]
    assert [mark["label"] for mark in marks] == ["青山画廊"]
    assert "蓝田茶业" not in text


def test_money_stands_in_whole_units_and_warnings_are_told(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    found = panels(client, page(fair, "value"))
    assert found["value-quadrant"].charts[0].data["marks"][0]["x"] == 500
    costs = found["value-totals"].charts[0].data["items"][-1]
    assert costs["value"] == -100
    assert "3 amounts in other currencies are left out." in found["value-totals"].beware


def test_a_lifetime_value_nobody_knows_is_not_nothing(client: Client, fair: Fair, bodies: Bodies) -> None:
    body = bodies.all()["value-totals"]
    body |= {"potential": 0, "lifetime": 0, "lifetime_low": None, "lifetime_high": None}
    Finding.objects.filter(code="value-totals").update(body=body)
    told = panels(client, page(fair, "value"))["value-totals"].told[0]
    assert "what is still to come cannot be told yet" in told and "lifetime" not in told


def test_an_edition_to_come_has_not_earned_nothing(client: Client, fair: Fair, bodies: Bodies) -> None:
    body = bodies.all()["value-totals"]
    body["editions"].append({"edition": fair.next.pk, "amounts": {"maintenance": 100_00}})
    Finding.objects.filter(code="value-totals").update(body=body)
    drawn = panels(client, page(fair, "value"))["value-totals"].charts[1].data
    assert drawn["x"] == [str(one) for one in fair.editions if one.pk in bodies.editions]


def test_an_alarm_of_the_booking_pace_is_told(client: Client, fair: Fair, bodies: Bodies) -> None:
    assert "contradicts the forecast" in panels(client, page(fair, "leaving"))["booking-pace"].beware


def test_the_counts_of_the_edition_to_come_stand_side_by_side(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    body = bodies.all()["booking-pace"]
    body["counts"] = {
        "known": [70, 40, 90], "fresh": 30, "recorded": 0.9, "before": [90, 60, 110],
    }  # fmt: skip
    Finding.objects.filter(code="booking-pace").update(body=body)
    chart = panels(client, page(fair, "leaving"))["booking-pace"].charts[-1]
    assert [one["label"] for one in chart.data["items"]] == [str(name) for name in NAMES.values()]
    assert [one["value"] for one in chart.data["items"][:2]] == [70, 90]
    assert "these 70 and 30 first-timers, as many as came of late; of these 100 the 90" in chart.note


@pytest.mark.parametrize(
    ("recorded", "before", "said"),
    [(1.0, 319.0, "these 206 and 113 first-timers"), (1.022, 326.0, "as a rule 102.2% as many book as come: 326")],
)  # fmt: skip
def test_the_parts_of_a_forecast_add_up_to_it(
    client: Client, fair: Fair, bodies: Bodies, recorded: float, before: float, said: str
) -> None:
    body = bodies.all()["booking-pace"]
    body["counts"] = {
        "known": [206.4, 180, 230], "fresh": 112.6, "recorded": recorded, "before": [before, 280, 360],
    }  # fmt: skip
    Finding.objects.filter(code="booking-pace").update(body=body)
    assert said in panels(client, page(fair, "leaving"))["booking-pace"].charts[-1].note


def test_what_an_interval_leaves_open_is_not_told_as_certain(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    body = bodies.all()["importance-performance"]
    body["lines"] = {"performance": 0.6, "importance": 0.3}
    sure = body["marks"][0] | {
        "performance": 0.5, "performance_low": 0.4, "performance_high": 0.55,
        "importance": 0.6, "importance_low": 0.5, "importance_high": 0.7,
    }  # fmt: skip
    doubtful = sure | {"topic": "queues", "performance_high": 0.65}
    Finding.objects.filter(code="importance-performance").update(body=body | {"marks": [sure, doubtful]})
    found = panels(client, page(fair, "satisfaction"))["importance-performance"]
    assert "queues" not in found.told[0] and "Concentrate on" in found.told[0]
    assert "“queues”: perhaps too, but it is not certain" in found.told[1]
    notes = [mark["note"] for mark in found.charts[0].data["marks"]]
    assert notes[0].startswith("Concentrate here, n") and notes[1].startswith(
        "Concentrate here (not certain)"
    )


def test_of_a_few_customers_no_share_is_told(client: Client, fair: Fair, bodies: Bodies) -> None:
    few, many = (
        panels(client, page(fair, "loyalty"))["loyalty-moves"].charts[which].data["cells"][0][0]["text"]
        for which in (1, 0)
    )
    assert (few, many.split("\n")[1]) == ("3 of 12", "10 · 25%")


def test_the_matrix_has_the_concepts_of_the_map_and_tells_which_links_it_leaves_out(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    body = bodies.all()["means-end"]
    body["concepts"].append({"concept": "hall", "n": 1, "abstractness": 0.0, "centrality": 0.1})
    body["concepts"].append({"concept": "buyers", "n": 9, "abstractness": 0.5, "centrality": 0.4})
    body["arrows"].append({"origin": "buyers", "target": "orders", "direct": 5, "indirect": 0})
    body["matrix"] += [["buyers", "orders", 5, 0], ["stand", "buyers", 1, 0], ["hall", "orders", 1, 0]]
    Finding.objects.filter(code="means-end").update(body=body)
    drawn, matrix = (chart.data for chart in panels(client, page(fair, "goals"))["means-end"].charts)
    assert {one["id"] for one in drawn["nodes"]} == {*matrix["rows"], *matrix["columns"]}
    cells = dict(zip(matrix["columns"], matrix["cells"][matrix["rows"].index("stand")], strict=True))
    assert {column: cell["quiet"] for column, cell in cells.items()} == {"buyers": True, "orders": False}


def test_a_picture_of_nothing_is_not_drawn(client: Client, fair: Fair, bodies: Bodies) -> None:
    body = bodies.all()["gaps"]
    body["marks"] = [mark | {"dissatisfied": 0.0} for mark in body["marks"]]
    Finding.objects.filter(code="gaps").update(body=body)
    told = plain(client, page(fair, "satisfaction"))
    assert "Share who saw less than they expected All of it is 0: there is nothing to draw." in told


@pytest.mark.parametrize(("bookings", "charts"), [(1, 1), (2, 2)])
def test_who_booked_once_is_not_said_to_be_followed(
    client: Client, fair: Fair, bodies: Bodies, bookings: int, charts: int
) -> None:
    body = bodies.all()["followers"]
    body["leaders"] = [body["leaders"][0] | {"bookings": bookings}]
    Finding.objects.filter(code="followers").update(body=body)
    assert len(panels(client, page(fair, "value"))["followers"].charts) == charts


def test_so_many_more_is_said_without_a_sign(client: Client, fair: Fair, bodies: Bodies) -> None:
    told = panels(client, page(fair, "value"))["followers"].told
    assert "of a leader's booking 1.5 more of its peers book (0.5" in told[0]


def test_the_course_of_bookings_is_told_in_shares(client: Client, fair: Fair, bodies: Bodies) -> None:
    chart = panels(client, page(fair, "leaving"))["booking-pace"].charts[0].data
    assert [one["values"] for one in chart["series"]] == [[0.2, 1.0], [0.2, 1.0]]


def test_what_is_too_little_says_what_it_needs(client: Client, fair: Fair, bodies: Bodies) -> None:
    lacks = {"not_enough": {"n": 7, "needs": 30, "of": "respondents"}}
    Finding.objects.filter(code="zones").update(body=lacks)
    assert "not enough respondents: 7 of about 30 needed" in plain(client, page(fair, "satisfaction"))


def test_an_edition_is_looked_at_alone(client: Client, fair: Fair, bodies: Bodies) -> None:
    body = bodies.all()["gaps"] | {"n": 11}
    Finding.objects.create(
        run=fair.run, series=fair.series, side="exhibitor", edition=fair.last, code="gaps", body=body
    )
    assert panels(client, page(fair, "satisfaction"))["gaps"].n == 40
    alone = panels(client, f"{page(fair, 'satisfaction')}?edition={fair.last.pk}")
    assert (alone["gaps"].n, alone["zones"].n) == (11, 40)
    assert panels(client, f"{page(fair, 'satisfaction')}?edition=nonsense")["gaps"].n == 40


def test_without_an_analysis_it_says_where_findings_come_from(
    client: Client, fair: Fair, bodies: Bodies
) -> None:
    Publication.objects.all().delete()
    assert "Nothing found out yet" in plain(client, page(fair, "goals"))


def test_an_unknown_page_is_missing(client: Client, fair: Fair) -> None:
    assert client.get(page(fair, "nonsense")).status_code == 404


def test_the_home_of_findings_leads_to_the_show_one_is_in(client: Client, fair: Fair) -> None:
    answer = client.get(reverse("findings:home"), {"series": str(fair.series.pk), "to": "loyalty"})
    assert answer["Location"] == page(fair, "loyalty")


def test_a_finding_is_found_on_its_page(client: Client, fair: Fair) -> None:
    answer = client.get(reverse("findings:home"), {"series": str(fair.series.pk), "finding": "trust-drivers"})
    assert answer["Location"] == f"{page(fair, 'quality')}#trust-drivers"


LEADS = {"url", "urls"}


def marks_of(chart: dict[str, object]) -> list[dict[str, object]]:
    """Whatever is drawn: items, marks, points, cells, nodes, values of series."""
    found: list[dict[str, object]] = []
    todo: list[object] = [chart]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            found += [one] if LEADS & set(one) else []
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return found


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)
def test_every_finding_leads_to_those_behind_it(
    client: Client, fair: Fair, bodies: Bodies, theme: object
) -> None:
    for panel in panels(client, page(fair, theme.code)).values():  # type: ignore[attr-defined]
        led = [mark for chart in panel.charts for mark in marks_of(chart.data)]
        assert led or panel.links, panel.code
        for url in {str(mark["url"]) for mark in led if mark.get("url")} | {one.url for one in panel.links}:
            assert client.get(url).status_code == 200, url


def test_most_names_in_a_sentence_are_counted_only() -> None:
    with translation.override("en"):
        assert listed(["a", "b"]) == "“a”, “b”"
        assert listed([str(at) for at in range(23)]).endswith("“5” and 17 more")
