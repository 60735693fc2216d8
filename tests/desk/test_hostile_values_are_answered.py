"""Numbers no row can have, addresses that are none, days at the end of the calendar: answered, never fallen over."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.loop.models import Play
from everfair.ui.models import SavedView
from tests.conftest import Cast
from tests.loop import made

SignIn = Callable[[User], Client]
HUGE = ["9" * 30, "9" * 5000, str(2**63), "٣", "²"]


@pytest.fixture
def director(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.director)


@pytest.mark.parametrize("number", HUGE)
def test_rows_that_cannot_be_are_not_selected(number: str, director: Client) -> None:
    posted = {"bulk": "hand_over", "id": number, "hand_over-to": ""}
    assert director.post("/tasks/", posted).status_code == 302


@pytest.mark.parametrize("number", HUGE)
def test_a_view_that_cannot_be_is_left_out(number: str, director: Client) -> None:
    assert director.get("/tasks/", {"view": number}).status_code == 200


@pytest.mark.parametrize("number", HUGE)
def test_a_type_that_cannot_be_is_no_choice(number: str, director: Client) -> None:
    posted = {"zh": "新展", "maturity": "growing", "time_zone": "UTC", "currency": "CNY", "types": number}
    assert director.post("/shows/new/", posted).status_code == 422


@pytest.mark.parametrize("number", HUGE)
def test_a_play_is_saved_of_no_version_that_cannot_be(number: str, director: Client) -> None:
    play = Play.objects.create(zh="拜访", stage="trust")
    posted = {"zh": "拜访", "stage": "trust", "channel": "phone", "version": number}
    assert director.post(f"/playbook/{play.pk}/", posted).status_code < 500


@pytest.mark.parametrize("page", ["/show/", "/views/", "/language/"])
@pytest.mark.parametrize("where", ["inf", "0000-00-00", "start:desk", "1 or 1=1", "tasks"])
def test_a_way_back_that_is_no_address_leads_home(
    page: str, where: str, director: Client, cast: Cast
) -> None:
    posted = {
        "show": f"{cast.series.pk}-",
        "name": "n",
        "list_code": "tasks",
        "language": "en",
        "next": where,
    }
    assert director.post(page, posted)["Location"].startswith("/")
    assert director.post("/language/", {"language": "en", "next": where})["Location"] == "/"


def test_a_view_is_kept_without_nul(director: Client) -> None:
    posted = {"name": "a\0b", "list_code": "ta\0sks", "query": "q=\0a", "next": "/tasks/"}
    assert director.post("/views/", posted).status_code == 302
    assert SavedView.objects.values_list("name", "list_code", "query").get() == ("ab", "tasks", "q=a")


@pytest.mark.parametrize("day", ["0001-01-01..", "9999-12-31..9999-12-31", "..0001-01-01"])
@pytest.mark.parametrize("address", ["/settings/audit/?day=", "/tasks/?due_on="])
def test_a_day_at_the_end_of_the_calendar_narrows_nothing(day: str, address: str, director: Client) -> None:
    assert director.get(f"{address}{day}").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_who_would_be_in_a_round_can_be_carried_out_whole(kind: str, director: Client, cast: Cast) -> None:
    run = made.published_run()
    made.scored(run, cast.series, 3, name="青山")
    draft = made.bare_round(made.editions(cast.series)[-1], run)
    made.segment(draft)
    answer = director.get(f"/rounds/{draft.pk}/customers/", {"export": kind})
    whole = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert whole.count(b"\r\n") == 4 if kind == "csv" else whole.startswith(b"PK")
