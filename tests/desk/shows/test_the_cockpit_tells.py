import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from everfair.house.models import User
from everfair.relations.models import Publication, StageOverride
from everfair.shows.models import Edition, Participation
from tests.conftest import Cast
from tests.desk.shows import made
from tests.desk.shows.made import Fair

As = Callable[[User], Client]


@pytest.fixture
def client(cast: Cast, client_of: As) -> Client:
    found = client_of(cast.sales)
    found.cookies["django_language"] = "en"
    return found


def day(before_opening: int, edition: Edition) -> datetime.date:
    assert edition.starts_on is not None
    return edition.starts_on - datetime.timedelta(days=before_opening)


def shown(client: Client, fair: Fair, edition: Edition | None = None) -> str:
    page = reverse("shows:edition", args=[fair.series.pk, (edition or fair.next).pk])
    return client.get(page).content.decode()


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def data(page: str, key: str) -> Any:
    found = re.search(rf'<script id="{key}" type="application/json">(.*?)</script>', page)
    assert found, key
    return json.loads(found[1])


def test_it_begins_with_who_is_expected_and_how_sure_that_is(client: Client, fair: Fair) -> None:
    page = plain(shown(client, fair))
    assert "Of 310 who came before, 80 are expected to come again, between 50 and 110 (90 in 100)." in page
    assert "Rests on 3 editions and 310 customers of this show; 75% of what it learned" in page


def test_the_picture_has_the_past_as_columns_and_the_next_as_dot_and_interval(
    client: Client, fair: Fair
) -> None:
    columns = data(shown(client, fair), "turnout")["columns"]
    assert [one["label"] for one in columns] == ["1", "2", "3", "4", "5"]
    assert (columns[1]["known"], columns[1]["fresh"]) == (75, 45)
    assert columns[2]["excluded"]
    assert columns[2]["known"] is None
    assert (columns[3]["expected"], columns[3]["low"], columns[3]["high"]) == (90, 60, 120)
    assert (columns[4]["expected"], columns[4]["low"], columns[4]["high"]) == (80, 50, 110)


def test_bookings_are_those_of_now_and_lead_to_the_customers(client: Client, fair: Fair) -> None:
    made.customer(fair, "一", came=(4,), booked=timezone.localdate(), area=40_000)
    made.customer(fair, "二", came=(1,), booked=timezone.localdate(), area=10_000)
    made.customer(fair, "三", booked=timezone.localdate())
    page = shown(client, fair)
    text = plain(page)
    assert "Booked 3" in text
    assert f"?series={fair.series.pk}&amp;booked={fair.next.pk}" in page
    assert "500 m² 50% of 1,000 m² planned; 1 without area" in text
    assert "First-timers booked 1" in text or re.search(r"First-timers booked .* 1 never came before", text)
    assert "1 of 140 at edition 4, so far" in text


def test_cancelled_bookings_do_not_count(client: Client, fair: Fair) -> None:
    made.customer(fair, "一", booked=timezone.localdate())
    Participation.objects.update(status="cancelled")
    assert "Booked 0" in plain(shown(client, fair))


def test_the_pace_is_held_against_the_same_day_of_the_last_edition(client: Client, fair: Fair) -> None:
    for number, (before, then) in enumerate([(150, 150), (120, 130), (101, 99)]):
        made.customer(fair, f"{number}", came=(4,), dated=day(then, fair.last), booked=day(before, fair.next))
    text = plain(shown(client, fair))
    assert "3 booked with 100 days to go; by the same day before edition 4 it was 2: 1 ahead." in text


def test_where_booking_dates_are_unknown_it_says_so(client: Client, fair: Fair) -> None:
    made.customer(fair, "一", came=(4,), booked=day(120, fair.next))
    page = shown(client, fair)
    assert "Booking dates are known for 0 of 1 bookings of edition 4: too few to tell the pace." in plain(
        page
    )
    assert 'id="pace"' not in page


def test_bookings_without_a_day_are_said_to_be_left_out_and_lead_to_whose_they_are(
    client: Client, fair: Fair
) -> None:
    for number in range(3):
        made.customer(fair, f"{number}", came=(4,), dated=day(150, fair.last), booked=day(120, fair.next))
    late = made.customer(
        fair, "杭州青山画廊", came=(4,), dated=day(150, fair.last), booked=day(120, fair.next)
    )
    Participation.objects.filter(party=late.party, edition=fair.next).update(booked_on=None)
    page = shown(client, fair)
    assert "Of 4 booked, 1 has no day of booking on record and is not in the picture." in plain(page)
    way = f"/customers/?series={fair.series.pk}&side=exhibitor&undated={fair.next.pk}"
    assert way.replace("&", "&amp;") in page
    listed = client.get(way).content.decode()
    assert "杭州青山画廊" in listed
    assert plain(listed).count("120") == 0
    assert len(re.findall(r'class="row-link"', listed)) == 1


def test_nobody_booked_yet_is_said_plainly(client: Client, fair: Fair) -> None:
    assert "Nobody has booked yet." in plain(shown(client, fair))


def test_those_expected_are_told_by_stage_with_what_staff_say_first(
    client: Client, fair: Fair, cast: Cast
) -> None:
    made.customer(fair, "一", stage="trust", chance=0.75)
    overruled = made.customer(fair, "二", stage="trust", chance=0.5)
    StageOverride.objects.create(relationship=overruled, stage="weakening", reason="said so", by=cast.sales)
    items = {one["stage"]: one["value"] for one in data(shown(client, fair), "stages")["items"]}
    assert items == {"trust": 0.8, "weakening": 0.5}


def test_large_customers_that_weaken_are_named_and_small_ones_are_not(client: Client, fair: Fair) -> None:
    made.customer(fair, "大而弱", stage="weakening", size=2, area=9_000)
    made.customer(fair, "小而弱", stage="weakening", size=0, area=900)
    made.customer(fair, "大而稳", stage="trust", size=2, area=9_000)
    page = shown(client, fair)
    assert "大而弱" in page
    assert "小而弱" not in page
    assert "大而稳" not in page
    assert "size=2&amp;stage=weakening" in page


def test_without_areas_it_says_that_large_cannot_be_told(client: Client, fair: Fair) -> None:
    made.customer(fair, "一", size=-1)
    assert "No areas are on record" in shown(client, fair)


def test_a_held_edition_is_told_with_what_had_been_forecast(client: Client, fair: Fair) -> None:
    text = plain(shown(client, fair, fair.last))
    assert "140 came. Of 300 known before, 88 came again; forecast from the editions before were 90" in text
    assert "of 100; 66% to 76%" in text


def test_an_edition_left_out_says_why(client: Client, fair: Fair) -> None:
    page = shown(client, fair, fair.editions[2])
    assert "This edition is left out of analysis." in page
    assert "名单是照抄的" in page


def test_before_any_analysis_it_says_so_and_still_answers(client: Client, fair: Fair) -> None:
    Publication.objects.all().delete()
    text = plain(shown(client, fair))
    assert "There is no forecast for this edition yet." in text
    assert "Nothing has been analysed yet" in text


def test_what_comes_next_depends_on_who_may_do_it(cast: Cast, fair: Fair, client_of: As) -> None:
    fair.next.change(by=None, is_held=True)
    page = reverse("shows:edition", args=[fair.series.pk, fair.next.pk])
    assert (
        reverse("shows:edition_next", args=[fair.series.pk])
        in client_of(cast.marketing).get(page).content.decode()
    )
    assert (
        reverse("shows:edition_next", args=[fair.series.pk])
        not in client_of(cast.sales).get(page).content.decode()
    )


def test_the_show_we_are_in_leads_to_its_cockpit(client: Client, fair: Fair) -> None:
    answer = client.get(reverse("shows:cockpit"), {"edition": fair.last.pk})
    assert answer.headers["Location"] == reverse("shows:edition", args=[fair.series.pk, fair.last.pk])


def test_the_house_follows_to_the_show_that_is_looked_at(client: Client, fair: Fair) -> None:
    shown(client, fair, fair.last)
    choice = client.get(reverse("shows:series", args=[fair.series.pk])).context["frame"].show
    assert (choice.series.id, choice.edition.id) == (fair.series.pk, fair.last.pk)


def test_another_show_chosen_in_the_top_bar_is_gone_to(
    cast: Cast, client_of: As, fair: Fair, elsewhere: Fair
) -> None:
    client = client_of(cast.director)
    pages = {
        reverse("shows:edition", args=[fair.series.pk, fair.last.pk]): reverse(
            "shows:edition", args=[elsewhere.series.pk, elsewhere.next.pk]
        ),
        reverse("shows:series", args=[fair.series.pk]): reverse("shows:series", args=[elsewhere.series.pk]),
        reverse("analysis:figures", args=[fair.series.pk]): reverse(
            "analysis:figures", args=[elsewhere.series.pk]
        ),
        reverse("analysis:backtest", args=[fair.series.pk]): reverse(
            "analysis:backtest", args=[elsewhere.series.pk]
        ),
    }
    chosen = f"{elsewhere.series.pk}-{elsewhere.next.pk}"
    for page, there in pages.items():
        back = client.get(page).context["show_next"]
        answer = client.post(reverse("ui:show"), {"show": chosen, "next": back}, follow=True)
        assert answer.redirect_chain[-1][0] == there
