import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.shows.models import Participation, Series, SeriesType
from everfair.work.models import Job
from tests.conftest import Cast
from tests.desk.shows import made
from tests.desk.shows.made import Fair

As = Callable[[User], Client]
SHOW = {
    "zh": "冬季展",
    "en": "Winter Fair",
    "slug": "",
    "maturity": "new",
    "time_zone": "Asia/Shanghai",
    "currency": "CNY",
}


@pytest.fixture
def client(cast: Cast, client_of: As) -> Client:
    found = client_of(cast.director)
    found.cookies["django_language"] = "en"
    return found


def of(fair: Fair, name: str, edition: int | None = None) -> str:
    keys = [fair.series.pk] if edition is None else [fair.series.pk, fair.editions[edition - 1].pk]
    return reverse(f"shows:{name}", args=keys)


def edition(**changed: Any) -> dict[str, Any]:
    return {
        "label": "5",
        "starts_on": "2030-05-01",
        "ends_on": "2030-05-03",
        "city": "杭州",
        "seen": "1",
    } | changed


def test_a_show_is_made_with_types_and_a_short_name_of_its_own(client: Client, cast: Cast) -> None:
    types = list(SeriesType.objects.all()[:2])
    client.post(reverse("shows:new"), SHOW | {"types": [one.pk for one in types]})
    made_show = Series.objects.get(slug="winter-fair")
    assert list(made_show.types.order_by("pk")) == types
    assert Entry.objects.get(verb="series.add").actor_id == cast.director.pk


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"zh": "", "en": ""}, "needs a name"),
        ({"slug": "qingshan"}, "called that already"),
        ({"time_zone": "Mars/Olympus"}, "not a time zone"),
    ],
)
def test_a_show_that_cannot_be_is_refused_in_words(client: Client, wrong: dict[str, str], word: str) -> None:
    answer = client.post(reverse("shows:new"), SHOW | wrong)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert Series.objects.count() == 2


def test_a_stale_edit_shows_the_difference_and_loses_nothing(client: Client, fair: Fair) -> None:
    page = of(fair, "edition_edit", 5)
    client.post(page, edition(city="上海"))
    answer = client.post(page, edition(city="杭州"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>上海</del>" in text
    assert "<ins>杭州</ins>" in text
    fair.next.refresh_from_db()
    assert fair.next.city == "上海"
    assert client.post(page, edition(city="杭州", seen=str(fair.next.version))).status_code == 302
    fair.next.refresh_from_db()
    assert fair.next.city == "杭州"


def test_types_alone_go_stale_too(client: Client, fair: Fair) -> None:
    kinds = list(SeriesType.objects.all()[:2])
    words = SHOW | {
        "zh": fair.series.zh,
        "en": fair.series.en,
        "slug": "qingshan",
        "maturity": "growing",
        "seen": "1",
    }
    page = of(fair, "series_edit")
    assert client.post(page, words | {"types": [kinds[0].pk]}).status_code == 302
    assert client.post(page, words | {"types": [kinds[1].pk]}).status_code == 409
    assert list(fair.series.types.all()) == [kinds[0]]


def test_an_edition_is_left_out_of_analysis_with_a_reason_only(
    client: Client, fair: Fair, cast: Cast
) -> None:
    page = of(fair, "edition_edit", 2)
    words = edition(label="2", is_held="on", is_excluded="on")
    refused = client.post(page, words)
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    client.post(page, words | {"excluded_because": "half a list"})
    left_out = fair.series.editions.get(ordinal=2)
    assert (left_out.is_excluded, left_out.excluded_because) == (True, "half a list")
    entry = Entry.objects.filter(verb="edition.change", object_id=left_out.pk).latest("pk")
    assert (entry.actor_id, "is_excluded" in entry.params["fields"]) == (cast.director.pk, True)
    client.post(
        page, edition(label="2", is_held="on", excluded_because="half a list", seen=str(left_out.version))
    )
    left_out.refresh_from_db()
    assert (left_out.is_excluded, left_out.excluded_because) == (False, "")


def test_a_label_is_given_once_and_a_show_does_not_close_before_it_opens(client: Client, fair: Fair) -> None:
    page = of(fair, "edition_edit", 5)
    assert "of that name already" in client.post(page, edition(label="4")).content.decode()
    assert "closes before" in client.post(page, edition(ends_on="2030-04-30")).content.decode()


def test_the_planned_area_is_kept_in_square_decimetres(client: Client, fair: Fair) -> None:
    client.post(of(fair, "edition_edit", 5), edition(area_plan="1234.5"))
    fair.next.refresh_from_db()
    assert fair.next.area_plan_dm2 == 123_450


def test_the_next_edition_is_made_in_one_click_and_once(client: Client, fair: Fair) -> None:
    for _ in range(2):
        client.post(of(fair, "edition_next"), {"after": str(fair.next.pk)})
    last = fair.series.editions.order_by("-ordinal")[0]
    assert fair.series.editions.count() == 6
    assert fair.next.starts_on is not None
    assert (last.label, last.ordinal, last.is_held) == ("6", 6, False)
    assert last.starts_on == fair.next.starts_on + datetime.timedelta(days=364)
    assert last.area_plan_dm2 == fair.next.area_plan_dm2


def test_an_edition_to_come_is_forecast_without_being_asked_for(client: Client, fair: Fair) -> None:
    Participation.objects.all().delete()
    client.post(of(fair, "edition_next"), {"after": str(fair.next.pk)})
    assert not Job.objects.filter(name="relations.analyse").exists()
    made.customer(fair, "杭州青山画廊", came=(1,))
    client.post(of(fair, "edition_next"), {"after": str(fair.series.editions.get(label="6").pk)})
    assert Job.objects.filter(name="relations.analyse").count() == 1


def test_a_first_edition_is_made_where_there_is_none(client: Client, cast: Cast) -> None:
    client.post(reverse("shows:edition_next", args=[cast.series.pk]), {"after": ""})
    assert list(cast.series.editions.values_list("label", "ordinal", "is_held")) == [("1", 1, False)]


def test_editions_change_places(client: Client, fair: Fair) -> None:
    client.post(of(fair, "edition_move", 2), {"to": "later"})
    assert list(fair.series.editions.values_list("label", flat=True)) == ["1", "3", "2", "4", "5"]
    client.post(of(fair, "edition_move", 1), {"to": "earlier"})
    assert list(fair.series.editions.values_list("label", flat=True)) == ["1", "3", "2", "4", "5"]
    assert Entry.objects.filter(verb="edition.change").count() == 2


def test_only_an_empty_edition_is_deleted(client: Client, fair: Fair) -> None:
    made.customer(fair, "青山画廊", booked=datetime.date(2026, 1, 1))
    kept = client.post(of(fair, "edition_remove", 5), follow=True).content.decode()
    assert "not empty" in kept
    assert "participations (1)" in kept
    fresh = fair.series.add_edition(by=None, label="6", is_held=False)
    client.post(reverse("shows:edition_remove", args=[fair.series.pk, fresh.pk]))
    assert list(fair.series.editions.values_list("label", flat=True)) == ["1", "2", "3", "4", "5"]
    assert Entry.objects.filter(verb="edition.remove", object_id=fresh.pk).exists()


def test_only_an_empty_show_is_deleted(client: Client, fair: Fair) -> None:
    client.post(of(fair, "series_remove"))
    assert Series.objects.filter(pk=fair.series.pk).exists()
    empty = Series.objects.create(slug="empty", en="Empty")
    client.post(reverse("shows:series_remove", args=[empty.pk]))
    assert not Series.objects.filter(pk=empty.pk).exists()
