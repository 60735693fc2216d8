"""Customers and tasks are given to those of the staff who work on their show, one by one and many at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.relations.models import Relationship
from everfair.shows.models import Membership
from tests.conftest import Cast, member
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def both(cast: Cast) -> User:
    """Directs the first show, reads the other."""
    user = member("both", "何两边", Membership.Role.DIRECTOR, cast.series)
    Membership.objects.create(user=user, role=Membership.Role.ANALYST, series=cast.other_series)
    return user


def owners(fair: Fair) -> list[int | None]:
    rows = (fair.qingshan, fair.hongye, fair.elsewhere)
    return [Relationship.objects.get(pk=row.pk).owner_id for row in rows]


def offered(form: Any, name: str) -> set[str]:
    return {user.username for user in form.fields[name].queryset}


def test_an_owner_works_on_the_show(
    fair: Fair, cast: Cast, both: User, sales: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    address = f"/customers/{fair.qingshan.party_id}/owner/{fair.qingshan.pk}/"
    on_it = {"director", "sales", "team_mate", "service", "marketing", "both"}
    assert offered(client.get(address).context["form"], "owner") == on_it
    for other in (cast.stranger, cast.analyst, cast.admin):
        assert client.post(address, {"owner": other.pk, "seen": 1}).status_code == 422
    elsewhere = f"/customers/{fair.elsewhere.party_id}/owner/{fair.elsewhere.pk}/"
    Relationship.objects.filter(pk=fair.elsewhere.pk).update(owner=both)
    form = client_of(cast.director).get(elsewhere).context["form"]
    assert offered(form, "owner") == {"director", "stranger", "both"}, "whoever has it may keep it"


def test_a_task_is_written_for_somebody_on_the_show(
    fair: Fair, cast: Cast, sales: User, client_of: SignIn
) -> None:
    client, file = client_of(sales), f"/customers/{fair.qingshan.party_id}/"
    page = client.get(file).content.decode()
    assert f'<option value="{cast.service.pk}">' in page
    assert f'<option value="{cast.stranger.pk}">' not in page
    assert f'<option value="{cast.analyst.pk}">' not in page
    task = {"sort": "task", "note": "Ring"}
    assert client.post(f"{file}write/", task | {"assignee": cast.stranger.pk}).status_code == 422
    assert client.post(f"{file}write/", task | {"assignee": cast.service.pk}).status_code == 302
    assert Task.objects.get().assignee == cast.service


def test_many_of_one_show_go_to_somebody_on_it(
    fair: Fair, cast: Cast, sales: User, client_of: SignIn
) -> None:
    client, before = client_of(sales), owners(fair)
    chosen = {"id": [fair.qingshan.pk, fair.hongye.pk]}
    client.post("/customers/", chosen | {"bulk": "assign", "assign-owner": cast.stranger.pk})
    task = {"task-title": "Ring", "task-channel": "phone", "task-assignee": cast.stranger.pk}
    client.post("/customers/", chosen | {"bulk": "task"} | task)
    assert owners(fair) == before
    assert not Task.objects.exists()


def test_of_several_shows_those_are_left_that_somebody_does_not_work_on(
    fair: Fair, cast: Cast, director: User, client_of: SignIn
) -> None:
    client, before = client_of(director), owners(fair)
    chosen = {"id": [fair.qingshan.pk, fair.hongye.pk, fair.elsewhere.pk]}
    assign = chosen | {"bulk": "assign", "assign-owner": cast.stranger.pk}
    told = client.post("/customers/?shows=all", assign, follow=True, headers=ENGLISH)
    assert owners(fair) == [*before[:2], cast.stranger.pk]
    assert "2 were left as they were: 郑外人 does not work on their show." in told.content.decode()
    task = {"task-title": "Ring", "task-channel": "phone", "task-assignee": cast.stranger.pk}
    told = client.post(
        "/customers/?shows=all", chosen | {"bulk": "task"} | task, follow=True, headers=ENGLISH
    )
    assert Task.objects.get().party == fair.elsewhere.party
    assert "2 were left as they were: 郑外人 does not work on their show." in told.content.decode()


def test_a_list_offers_what_may_be_done_on_its_show(
    fair: Fair, cast: Cast, both: User, client_of: SignIn
) -> None:
    client = client_of(both)

    def acts(query: str) -> set[str]:
        return {action.code for action in client.get(f"/customers/?{query}").context["bulk_actions"]}

    assert acts(f"series={cast.series.pk}") == {"assign", "task", "export", "stop"}
    assert acts(f"series={cast.other_series.pk}") == {"export"}
