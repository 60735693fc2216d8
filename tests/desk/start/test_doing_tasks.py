"""What came of a task is recorded in place: once, by those who may, with follow-up and booking, and taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from everfair.contact.models import Interaction, Task
from everfair.house.models import User
from everfair.loop.models import Round
from everfair.parties.models import Party
from everfair.shows.models import Participation, Stand
from everfair.work.models import Job
from tests.loop import made
from tests.loop.conftest import House

ClientOf = Callable[[User], Client]


@pytest.fixture
def running(house: House) -> Round:
    """A round of ten customers of the seller's, nobody held out."""
    made.scored(house.run, house.series, 10, owner=house.cast.sales)
    drafted = made.bare_round(house.edition, house.run, percent=0)
    made.segment(drafted, [house.plays["early-choice"]])
    drafted.start(by=None)
    return drafted


@pytest.fixture
def task(running: Round) -> Task:
    return Task.objects.order_by("pk")[0]


def record(client: Client, task: Task, **data: str) -> HttpResponse:
    return client.post(f"/tasks/{task.pk}/outcome/", data, headers={"HX-Request": "true"})  # type: ignore[return-value]


def undo(client: Client, answer: HttpResponse) -> HttpResponse:
    page = answer.content.decode()
    start = page.index('action="/undo/') + len('action="')
    return client.post(page[start : page.index('"', start)])  # type: ignore[return-value]


def test_the_list_offers_the_outcomes_in_each_row(house: House, task: Task, client_of: ClientOf) -> None:
    client = client_of(house.cast.sales)
    assert client.get("/tasks/").content.decode().count('class="outcome-buttons"') == 10
    record(client, task, outcome="declined")
    assert "Open again" in client.get("/tasks/?state=done").content.decode()


@pytest.mark.parametrize("outcome", ["reached", "not_reached", "interested", "declined", "booked"])
def test_one_click_records_an_outcome(house: House, task: Task, client_of: ClientOf, outcome: str) -> None:
    answer = record(client_of(house.cast.sales), task, outcome=outcome)
    task.refresh_from_db()
    assert (answer.status_code, task.outcome, task.done_by) == (200, outcome, house.cast.sales)
    assert Interaction.objects.get().outcome == outcome


def test_it_is_taken_back_with_one_click(house: House, task: Task, client_of: ClientOf) -> None:
    client = client_of(house.cast.sales)
    answer = record(
        client, task, outcome="declined", follow_up=(timezone.localdate() + timedelta(9)).isoformat()
    )
    assert Task.objects.filter(follows=task).count() == 1
    assert undo(client, answer).status_code == 302
    task.refresh_from_db()
    assert task.is_open
    assert not Interaction.objects.exists()
    assert not Task.objects.filter(follows=task).exists()


def test_who_comes_second_is_told_who_was_faster(house: House, task: Task, client_of: ClientOf) -> None:
    record(client_of(house.cast.sales), task, outcome="interested")
    answer = record(client_of(house.cast.service), task, outcome="declined")
    assert "李销售 was faster: Interested." in answer.content.decode()
    task.refresh_from_db()
    assert task.outcome == "interested"


def test_a_follow_up_is_a_task_of_its_own(house: House, task: Task, client_of: ClientOf) -> None:
    day = timezone.localdate() + timedelta(days=5)
    record(
        client_of(house.cast.sales), task, outcome="not_reached", note="engaged", follow_up=day.isoformat()
    )
    later = Task.objects.get(follows=task)
    assert (later.due_on, later.assignee, later.title, later.party) == (
        day,
        house.cast.sales,
        task.title,
        task.party,
    )


def test_a_day_that_is_over_is_refused_with_the_reason(house: House, task: Task, client_of: ClientOf) -> None:
    day = timezone.localdate() - timedelta(days=1)
    answer = record(client_of(house.cast.sales), task, outcome="reached", follow_up=day.isoformat())
    assert (answer.status_code, "This day is over." in answer.content.decode()) == (422, True)
    task.refresh_from_db()
    assert task.is_open


def test_booked_records_the_booking_of_the_rounds_edition(
    house: House, task: Task, client_of: ClientOf
) -> None:
    booking = {"book": "on", "stand": "A12", "area": "36", "amount": "43200"}
    record(client_of(house.cast.sales), task, dialog="1", outcome="booked", **booking)
    made_one = Participation.objects.get(party=task.party, edition=house.edition)
    stand = Stand.objects.get(participation=made_one)
    assert (made_one.status, made_one.role.code) == ("booked", "exhibitor")
    assert (stand.number, stand.area_dm2, stand.amount_minor, stand.currency) == ("A12", 3600, 4320000, "CNY")
    assert Job.objects.filter(name="loop.results").count() == 1


def test_undoing_takes_the_new_booking_back_too(house: House, task: Task, client_of: ClientOf) -> None:
    client = client_of(house.cast.sales)
    answer = record(client, task, outcome="booked", book="on", area="18")
    undo(client, answer)
    assert not Participation.objects.filter(edition=house.edition).exists()


def test_undoing_leaves_a_booking_that_was_there_before(
    house: House, task: Task, client_of: ClientOf
) -> None:
    made.came(house.edition, [task.party.relationships.get()], status="applied")
    client = client_of(house.cast.sales)
    answer = record(client, task, outcome="booked", book="on")
    undo(client, answer)
    assert Participation.objects.get(edition=house.edition).status == "booked"


def test_booked_without_the_booking_adds_none(house: House, task: Task, client_of: ClientOf) -> None:
    record(client_of(house.cast.sales), task, dialog="1", outcome="booked", stand="B1")
    assert not Participation.objects.filter(edition=house.edition).exists()


def test_sellers_do_their_own_tasks_and_nobodys_but_see_all(
    house: House, task: Task, client_of: ClientOf
) -> None:
    mate = client_of(house.cast.team_mate)
    assert str(task.party) in mate.get("/tasks/").content.decode()
    assert record(mate, task, outcome="reached").status_code == 404
    Task.objects.filter(pk=task.pk).update(assignee=None)
    assert record(mate, task, outcome="reached").status_code == 200


def test_strangers_and_analysts_do_none(house: House, task: Task, client_of: ClientOf) -> None:
    for person in (house.cast.stranger, house.cast.analyst, house.cast.admin):
        assert record(client_of(person), task, outcome="reached").status_code == 404
    assert str(task.party) not in client_of(house.cast.stranger).get("/tasks/").content.decode()


def test_a_task_of_a_round_taken_back_meanwhile_is_told_to_be_gone(
    house: House, running: Round, task: Task, client_of: ClientOf
) -> None:
    key = task.pk
    running.withdraw(by=None)
    answer = client_of(house.cast.sales).post(f"/tasks/{key}/outcome/", {"outcome": "reached"})
    assert answer.status_code == 404


def test_tasks_are_handed_over_together_and_back(house: House, running: Round, client_of: ClientOf) -> None:
    keys = [str(key) for key in Task.objects.order_by("pk").values_list("pk", flat=True)[:4]]
    client = client_of(house.cast.marketing)
    data = {"bulk": "hand_over", "id": keys, "hand_over-to": str(house.cast.team_mate.pk)}
    answer = client.post("/tasks/", data, follow=True)
    assert "4 tasks handed over." in answer.content.decode()
    assert Task.objects.filter(assignee=house.cast.team_mate).count() == 4
    undo(client, answer)  # type: ignore[arg-type]
    assert Task.objects.filter(assignee=house.cast.sales).count() == 10


def test_tasks_of_a_show_stay_where_somebody_does_not_work_on_it(
    house: House, running: Round, client_of: ClientOf
) -> None:
    stranger = house.cast.stranger
    elsewhere = Task.objects.create(
        party=Party.objects.all()[0], series=house.cast.other_series, title="Another thing"
    )
    data = {"bulk": "hand_over", "all": "1", "hand_over-to": str(stranger.pk)}
    told = client_of(house.cast.director).post("/tasks/", data, follow=True).content.decode()
    assert f"10 stay where they are: {stranger} does not work on their show." in told
    assert list(Task.objects.filter(assignee=stranger)) == [elsewhere]


def test_whom_a_task_is_handed_over_to_works_on_a_show_that_one_sees(
    house: House, running: Round, client_of: ClientOf
) -> None:
    client, cast = client_of(house.cast.sales), house.cast
    offered = client.get("/tasks/?dialog=hand_over").context["blank"].fields["to"].queryset
    assert set(offered) == {cast.director, cast.sales, cast.team_mate, cast.service, cast.marketing}
    client.post("/tasks/", {"bulk": "hand_over", "all": "1", "hand_over-to": str(cast.analyst.pk)})
    assert Task.objects.filter(assignee=cast.sales).count() == 10


def test_a_seller_hands_over_only_their_own_and_nobodys(
    house: House, running: Round, client_of: ClientOf
) -> None:
    data = {"bulk": "hand_over", "all": "1", "hand_over-to": str(house.cast.team_mate.pk)}
    client_of(house.cast.team_mate).post("/tasks/", data)
    assert Task.objects.filter(assignee=house.cast.team_mate).count() == 0


def test_tasks_are_found_by_round_segment_play_and_whose(
    house: House, running: Round, task: Task, client_of: ClientOf
) -> None:
    Task.objects.create(party=Party.objects.all()[0], series=house.series, title="Another thing")
    segment = running.segments.get()
    client = client_of(house.cast.sales)
    for query, count in (
        (f"round={running.pk}", 10),
        (f"round={running.pk}&segment={segment.pk}", 10),
        (f"play={house.plays['early-choice'].pk}", 10),
        (f"play={house.plays['win-back'].pk}", 0),
        ("whose=mine", 10),
        ("whose=nobody", 1),
        ("whose=others", 0),
        ("state=done", 0),
        ("state=open&state=done", 11),
    ):
        page = client.get(f"/tasks/?{query}")
        assert str(page.context["count"]) == str(count), query
