"""Who always came and yet weakens has a history that looks well: the stage in the list says what speaks for it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from everfair.house.models import User
from everfair.relations.models import Score
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SHRANK = {"code": "area_down", "value": 1.4, "params": {"area_before_dm2": 3600, "area_dm2": 1800}}
USUAL = {"code": "usual", "value": 2.0}
AGAINST = {"code": "came_run", "value": -1.9, "params": {"n": 5}}
WHY = "展位面积从 36 m² 减少到 18 m²"


@pytest.fixture
def weakening(fair: Fair) -> Fair:
    evidence = [USUAL, AGAINST, SHRANK, {"code": "complaint_none", "value": 0.1}]
    Score.objects.filter(relationship=fair.lanhai).update(evidence=evidence)
    return fair


def listed(client: Client) -> str:
    return client.get("/customers/").content.decode()


def test_by_what_speaks_most_for_it(weakening: Fair, cast: Cast, client_of: SignIn) -> None:
    page = listed(client_of(cast.director))
    assert f'title="{WHY}"' in page, "for those who point at it"
    assert f'<span class="under why">{WHY}</span>' in page, "for those who listen, and on a phone"
    assert page.count("under why") == 1, "of no other stage"


def test_to_have_come_is_no_reason(weakening: Fair, cast: Cast, client_of: SignIn) -> None:
    came = {"code": "came_run", "value": 2.2, "params": {"n": 1}}
    Score.objects.filter(relationship=weakening.lanhai).update(evidence=[came, SHRANK])
    client = client_of(cast.director)
    assert f'title="{WHY}"' in listed(client)
    Score.objects.filter(relationship=weakening.lanhai).update(evidence=[came])
    assert "under why" not in listed(client)


def test_what_staff_say_needs_no_reason_of_the_analysis(
    weakening: Fair, cast: Cast, client_of: SignIn
) -> None:
    weakening.lanhai.overrides.create(stage="weakening", by=cast.director, reason="说不来了")
    assert "under why" not in listed(client_of(cast.director))


def test_it_costs_no_question(weakening: Fair, cast: Cast, client_of: SignIn) -> None:
    client, asked = client_of(cast.director), []
    for stage in ("trust", "weakening"):
        Score.objects.filter(relationship=weakening.lanhai).update(stage=stage)
        listed(client)
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        asked.append(len(queries))
    assert asked[0] == asked[1]
