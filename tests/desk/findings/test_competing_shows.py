import datetime

import pytest
from django.test import Client
from django.urls import reverse

from everfair.parties.models import Party
from everfair.relations.models import Finding, Score
from everfair.surveys.models import Answer, Asks, Competitor, Instrument, Item, Rating, Response, Topic
from tests.conftest import Cast
from tests.desk.findings.bodies import Bodies
from tests.desk.shows import made
from tests.desk.shows.made import Fair

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def rival(bodies: Bodies) -> Competitor:
    return Competitor.objects.get(pk=bodies.competitor)


def rated(fair: Fair, rival: Competitor, party: Party | None, value: float, respondent: str = "") -> Rating:
    return Rating.objects.create(
        party=party, recorded_party=party, respondent=respondent, series=fair.series, edition=fair.last,
        competitor=rival, topic=Topic.objects.get(code="show-effect"), value=value, rated_on=DAY,
    )  # fmt: skip


def of(rival: Competitor, page: str = "rival") -> str:
    return reverse(f"findings:{page}", args=[rival.series_id, rival.pk])


def test_a_competing_show_is_told_topic_by_topic_with_n_and_interval(
    client: Client, fair: Fair, rival: Competitor
) -> None:
    panel = client.get(of(rival)).context["told"][0]
    assert panel.n == 30
    assert panel.sentences == [
        "Ours is ahead on 0 of 1 topic, behind on 1; on 0 it cannot be told.",
        "They are furthest ahead on “Effect of the show”: 20 points of a hundred (10 – 30), n = 30.",
    ]
    apart = panel.charts[1].data["items"][0]
    assert (apart["value"], apart["low"], apart["high"]) == (-0.2, -0.3, -0.1)
    assert f"{of(rival, 'ratings')}?side=exhibitor&topic=show-effect" == apart["url"]


def test_its_course_needs_two_editions(client: Client, fair: Fair, bodies: Bodies, rival: Competitor) -> None:
    assert [(one.n, one.needs) for one, _of in client.get(of(rival)).context["lacking"]] == [(0, 2)]
    whole = bodies.all()["competitors"]
    better = [whole["differences"][0] | {"difference": 0.2, "low": 0.1, "high": 0.3, "verdict": "ahead"}]
    for edition, found in ((fair.editions[0], whole), (fair.last, whole | {"differences": better})):
        Finding.objects.create(
            run=fair.run,
            series=fair.series,
            side="exhibitor",
            edition=edition,
            code="competitors",
            body=found,
        )
    course = client.get(of(rival)).context["told"][1]
    assert "topics on which ours gained 1, lost 0." in course.sentences[0]
    assert [cell["text"] for cell in course.charts[0].data["cells"][0]] == [
        "-20\n-30 – -10",
        "+20\n+10 – +30",
    ]


def test_who_rated_it_is_named_with_what_is_ours_of_their_spending(
    client: Client, fair: Fair, rival: Competitor
) -> None:
    for at in range(5):
        one = made.customer(fair, f"画廊{at}")
        Score.objects.filter(run=fair.run, relationship=one).update(wallet_share=0.1 + at / 10)
        rated(fair, rival, one.party, 3)
    rated(fair, rival, None, 4, "R1")
    answer = client.get(of(rival))
    assert {one.name for one in answer.context["raters"]} == {f"画廊{at}" for at in range(5)}
    wallet = answer.context["told"][-1]
    assert wallet.n == 5
    assert "30% is ours" in wallet.sentences[0]
    assert wallet.sentences[1].startswith("Besides, 1 respondent rated")
    assert [item["value"] for item in wallet.charts[0].data["items"]] == [0.1, 0.2, 0.3, 0.4, 0.5]


def test_too_few_ratings_say_how_many_are_needed(client: Client, fair: Fair, bodies: Bodies) -> None:
    unknown = Competitor.objects.create(series=fair.series, name="Unknown Fair")
    rated(fair, unknown, None, 4, "R1")
    assert [(one.n, one.needs) for one, _of in client.get(of(unknown)).context["lacking"]] == [(1, 10)]
    listed = client.get(reverse("findings:rivals", args=[fair.series.pk])).content.decode()
    assert "not enough: n = 1, needs about 10" in listed


def test_each_rating_stands_beside_what_the_same_customer_gave_ours(
    client: Client, fair: Fair, rival: Competitor
) -> None:
    one = made.customer(fair, "青山画廊2").party
    instrument = Instrument.objects.create(code="test", en="Test")
    topic = Topic.objects.get(code="show-effect")
    item = Item.objects.create(instrument=instrument, code="p", asks=Asks.PERFORMANCE, topic=topic)
    response = Response.objects.create(
        party=one, recorded_party=one, instrument=instrument, series=fair.series, answered_on=DAY
    )
    Answer.objects.create(response=response, item=item, value=2)
    rated(fair, rival, one, 4)
    rated(fair, rival, None, 5, "R1")
    rows = client.get(of(rival, "ratings")).context["page"].rows
    found = {str(row.party or row.respondent): (row.theirs, row.ours, row.apart) for row in rows}
    assert found == {"青山画廊2": (0.75, 0.25, -0.5), "R1": (1.0, None, None)}


def test_a_competing_show_of_a_show_one_does_not_see_is_missing(
    cast: Cast, client: Client, fair: Fair, bodies: Bodies
) -> None:
    theirs = Competitor.objects.create(series=cast.other_series, name="Elsewhere")
    assert client.get(of(theirs)).status_code == 404
    assert client.get(of(theirs, "ratings")).status_code == 404
    assert client.get(reverse("findings:rival", args=[fair.series.pk, theirs.pk])).status_code == 404
    assert client.get(reverse("findings:ratings", args=[fair.series.pk, theirs.pk])).status_code == 404


def test_the_comparison_leads_to_each_competing_show(client: Client, fair: Fair, rival: Competitor) -> None:
    page = client.get(reverse("findings:page", args=[fair.series.pk, "satisfaction"]))
    panel = next(one for one in page.context["told"] if one.code == "competitors")
    assert [link.url for link in panel.links] == [f"{of(rival)}?side=exhibitor"]
