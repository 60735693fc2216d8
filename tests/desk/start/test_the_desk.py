"""The desk of each role: my tasks, who is at risk, what changed, what waits; and a house that is new."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from everfair.contact.models import Task
from everfair.desk.start.mine import Desk
from everfair.house.models import User
from everfair.loop.drafting import draft_round
from everfair.parties.models import Party
from everfair.relations.models import Relationship, Score
from everfair.shows.scope import scope_of
from tests.conftest import Cast
from tests.loop import made
from tests.loop.conftest import House

ClientOf = Callable[[User], Client]


def task(of: Relationship, who: User | None, days: int | None = None, title: str = "Ring") -> Task:
    due = None if days is None else timezone.localdate() + timedelta(days=days)
    return Task.objects.create(party=of.party, series=of.series, title=title, assignee=who, due_on=due)


def test_my_tasks_come_overdue_first_and_without_a_day_last(house: House) -> None:
    of = made.scored(house.run, house.series, 1)[0]
    sales = house.cast.sales
    for title, days in (("later", 3), ("sometime", None), ("overdue", -2), ("today", 0)):
        task(of, sales, days, title)
    task(of, house.cast.team_mate, -9, "another's")
    desk = Desk(scope_of(sales))
    assert [row.title for row in desk.tasks] == ["overdue", "today", "later", "sometime"]
    assert desk.task_counts == {"open": 4, "overdue": 1, "today": 1, "nobody": 0}


def test_who_has_a_role_on_all_shows_does_the_tasks_of_each(house: House) -> None:
    one, other = made.scored(house.run, house.series, 2)
    task(one, house.cast.director, title="mine")
    task(other, None, title="nobody's")
    desk = Desk(scope_of(house.cast.director))
    assert [row.title for row in desk.tasks] == ["mine"]
    assert desk.task_counts["nobody"] == 1


def test_at_risk_are_the_largest_of_mine_that_weaken_or_have_a_poor_chance(house: House) -> None:
    sales = house.cast.sales
    small, large = made.scored(
        house.run, house.series, 2, stage="weakening", chance=0.3, owner=sales, name="弱"
    )
    shrank = {"code": "area_down", "value": 1.2, "params": {"area_before_dm2": 99000, "area_dm2": 90000}}
    Score.objects.filter(relationship=large).update(last_area_dm2=90000, evidence=[shrank])
    doubtful = made.scored(house.run, house.series, 1, chance=0.4, owner=sales, name="信")[0]
    made.scored(house.run, house.series, 1, chance=0.9, owner=sales, name="稳")
    made.scored(
        house.run, house.series, 1, stage="weakening", chance=0.1, owner=house.cast.team_mate, name="他"
    )
    silent = made.scored(house.run, house.series, 1, stage="weakening", chance=0.1, owner=sales, name="静")[0]
    Party.objects.filter(pk=silent.party_id).update(do_not_contact=True)
    desk = Desk(scope_of(sales))
    assert [risk.score.relationship_id for risk in desk.risks] == [large.pk, small.pk, doubtful.pk]
    assert desk.risks[0].reason == "Area shrank from 990 to 900 m² · Missed the last 2 editions"
    assert desk.risks[2].reason == "Missed the last 2 editions", (
        "of those who trust only what lowers the chance"
    )


def test_who_has_no_customers_of_their_own_sees_those_of_the_show(house: House) -> None:
    made.scored(house.run, house.series, 3, stage="weakening")
    assert len(Desk(scope_of(house.cast.director)).risks) == 3
    assert Desk(scope_of(house.cast.stranger)).risks == []


def test_a_stage_that_changed_at_the_last_edition_is_told_the_worse_first(house: House) -> None:
    better = made.scored(house.run, house.series, 1, stage="trust", previous_stage="confirmation", name="好")[
        0
    ]
    worse = made.scored(house.run, house.series, 1, stage="weakening", previous_stage="trust", name="坏")[0]
    old = made.scored(house.run, house.series, 1, stage="weakening", previous_stage="trust", name="旧")[0]
    Score.objects.update(stage_since=house.past[-1])
    Score.objects.filter(relationship=old).update(stage_since=house.past[0])
    found = [score.relationship_id for score in Desk(scope_of(house.cast.director)).changes]
    assert found == [worse.pk, better.pk]


def test_what_waits_for_a_decision_is_for_those_who_decide(house: House) -> None:
    draft_round(house.edition, by=None)
    planner = [each.said for each in Desk(scope_of(house.cast.marketing)).waiting]
    assert "round drafted, to start" in planner
    assert Desk(scope_of(house.cast.sales)).waiting == []


def test_the_newest_of_the_journal_is_told_of_the_shows_one_sees(house: House) -> None:
    draft_round(house.edition, by=house.cast.director)
    assert [row.verb for row in Desk(scope_of(house.cast.sales)).entries][:1] == ["round.draft"]
    assert Desk(scope_of(house.cast.stranger)).entries == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", ["director", "sales", "service", "marketing", "analyst", "admin"])
def test_the_desk_serves_every_role(house: House, client_of: ClientOf, role: str, language: str) -> None:
    of = made.scored(house.run, house.series, 3, stage="weakening", previous_stage="trust")[0]
    Score.objects.update(stage_since=house.past[-1])
    person = getattr(house.cast, role)
    task(of, person, -1)
    client = client_of(person)
    client.cookies["django_language"] = language
    for url in ("/", "/tasks/", "/tasks/?state=open&whose=mine", "/tasks/?overdue=1", "/how-it-flows/"):
        assert client.get(url).status_code == 200, url
    shown = client.get("/").content.decode()
    assert (str(of.party) in shown) == (role != "admin")


def test_a_new_house_offers_three_first_steps(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.director).get("/").content.decode()
    assert "everfair demo" in page and "/how-it-flows/" in page


def test_the_desk_asks_for_a_sign_in(db: None) -> None:
    assert Client().get("/").status_code == 302


def test_the_desk_asks_the_database_a_fixed_number_of_times(
    house: House, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(12):
        of = made.scored(
            house.run, house.series, 1, stage="weakening", owner=house.cast.sales, name=str(number)
        )[0]
        task(of, house.cast.sales, 1)
    client = Client()
    client.force_login(house.cast.sales)
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        client.get("/")
