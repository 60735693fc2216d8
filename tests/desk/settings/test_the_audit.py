"""The audit tells what was done to those who may read it, and names customers only to those who may see them."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from everfair import journal
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import Party
from everfair.relations.models import Relationship
from everfair.shows import staffing
from everfair.shows.models import Membership
from tests.conftest import Cast
from tests.desk.settings.conftest import SignIn
from tests.parties.made import organisation


@pytest.fixture
def gallery(cast: Cast) -> Party:
    """A customer of the first show, and two things done."""
    party = organisation("杭州青山画廊")
    Relationship.objects.create(party=party, recorded_party=party, series=cast.series, side="exhibitor")
    with transaction.atomic():
        journal.record("task.add", cast.sales, by=cast.sales, party=party.pk, series=cast.series.pk)
        journal.record("series.change", cast.other_series, by=None, series=cast.other_series.pk)
    return party


def told(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/settings/audit/{query}")
    assert answer.status_code == 200
    return [row.verb for row, _url, _cells in answer.context["lines"]]


def test_the_latest_stands_first(gallery: Party, cast: Cast, client_of: SignIn) -> None:
    assert told(client_of(cast.director))[:2] == ["series.change", "task.add"]


def test_it_is_narrowed_by_who_what_show_and_day(gallery: Party, cast: Cast, client_of: SignIn) -> None:
    browser, today = client_of(cast.director), timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    assert told(browser, "?who=house") == ["series.change"]
    assert "task.add" in told(browser, f"?who={cast.sales.pk}")
    assert told(browser, "?verb=task.add") == ["task.add"]
    assert told(browser, "?about=series") == ["series.change"]
    assert told(browser, f"?show={cast.other_series.pk}") == ["series.change"]
    assert told(browser, f"?object=shows.series:{cast.other_series.pk}") == ["series.change"]
    assert "task.add" in told(browser, f"?day={today}..{today}")
    assert told(browser, f"?day=..{yesterday}") == []


def test_a_customer_is_searched_by_name(gallery: Party, cast: Cast, client_of: SignIn) -> None:
    browser = client_of(cast.director)
    assert "task.add" in told(browser, "?q=qingshan")
    assert "series.change" not in told(browser, "?q=青山")


def test_who_may_not_see_customers_reads_numbers_instead_of_names(
    gallery: Party, cast: Cast, client_of: SignIn
) -> None:
    seen = client_of(cast.director).get("/settings/audit/").content.decode()
    unseen = client_of(cast.admin).get("/settings/audit/").content.decode()
    assert "杭州青山画廊" in seen
    assert "杭州青山画廊" not in unseen
    assert f"#{gallery.pk}" in unseen
    assert told(client_of(cast.admin), "?q=青山") == []


def test_who_audits_one_show_reads_of_that_show_only(gallery: Party, cast: Cast, client_of: SignIn) -> None:
    staffing.grant(cast.stranger, Membership.Role.DIRECTOR, cast.other_series, by=None)
    found = told(client_of(cast.stranger))
    assert "series.change" in found
    assert "task.add" not in found
    assert "user.add" not in found


@pytest.mark.parametrize("name", ["sales", "service", "marketing", "analyst"])
def test_others_do_not_find_it(name: str, cast: Cast, client_of: SignIn) -> None:
    assert client_of(getattr(cast, name)).get("/settings/audit/").status_code == 404


def test_it_is_taken_along_as_a_file_and_that_is_told(gallery: Party, admin: User, keeper: Client) -> None:
    sent = b"".join(keeper.get("/settings/audit/?export=csv&about=task").streaming_content)  # type: ignore[attr-defined]
    assert "Created a task" in sent.decode("utf-8-sig")
    entry = Entry.objects.get(verb="list.export")
    assert (entry.actor, entry.params["count"], entry.params["filters"]) == (admin, 1, ["about"])


def test_a_page_of_it_costs_the_same_however_much_it_tells(
    gallery: Party, keeper: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    with transaction.atomic():
        for _each in range(30):
            journal.record("task.add", cast.sales, by=cast.sales, party=gallery.pk, series=cast.series.pk)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        keeper.get("/settings/audit/")
