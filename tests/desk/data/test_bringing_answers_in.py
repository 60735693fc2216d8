"""Lists of answers through the pages: columns become questions, in a new questionnaire or one on file."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.jobs.worker import Worker
from everfair.surveys.models import Item, Response
from tests.conftest import Cast
from tests.desk.data.test_bringing_lists_in import page, settle, upload, work

pytestmark = pytest.mark.django_db(transaction=True)
In = Callable[[User], Client]
ROWS = "\n".join(f"{n},{n % 5 + 1},{n % 4 + 1},{n + 20}" for n in range(9))
LIST = f"问卷编号,停车,总体满意度,年龄\n{ROWS}\n"
HAS_NEW = "item:+"


@pytest.fixture(autouse=True)
def _planted(cast: Cast) -> None:
    from everfair.surveys import seeds

    seeds.plant()


def answers(client: Client, text: str = LIST) -> Batch:
    return upload(client, text, "问卷.csv", kind="answers")


def inputs(client: Client, batch: Batch) -> dict[str, str]:
    """What the form on the page would send, as it stands."""
    text = page(client, batch)
    told = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', text))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        told[name] = chosen[1] if chosen else ""
    return {name: value for name, value in told.items() if not name.startswith(("turned", "csrf"))}


def load(client: Client, batch: Batch) -> None:
    work()
    client.post(reverse("data:load", args=[batch.pk]))
    work()


def test_columns_are_proposed_as_questions_and_corrected(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    batch = answers(client)
    told = inputs(client, batch)
    assert (told["column-0"], told["column-1"], told["column-3"]) == ("respondent", HAS_NEW, "")
    assert (told["asks-2"], told["low-1"], told["high-1"]) == ("overall", "1", "5")
    told |= {"asks-1": "importance", "topic-1": "+停车便利", "high-1": "7", "turned-1": "1"}
    told |= {"questionnaire-zh": "停车调查", "given-series": "Qingshan Art Fair"}
    client.post(reverse("data:settle", args=[batch.pk]), told)
    load(client, batch)
    parking, overall = Item.objects.filter(instrument__zh="停车调查").order_by("order")
    assert (parking.asks, str(parking.topic), parking.high, parking.is_turned) == (
        "importance",
        "停车便利",
        7,
        True,
    )
    assert overall.asks == "overall"
    assert Response.objects.filter(series=cast.series, party=None).count() == 9
    assert "看答卷" in page(client, batch) or "answers" in page(client, batch)


def test_a_question_without_scale_or_topic_is_asked_about(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    batch = answers(client)
    told = inputs(client, batch) | {"given-series": "Qingshan Art Fair"}
    for wrong in (
        {"low-1": "5"},
        {"high-1": "abc"},
        {"topic-1": ""},
        {"topic-1": "nonsense"},
        {"asks-1": "hope"},
    ):
        answer = client.post(reverse("data:settle", args=[batch.pk]), told | wrong | {"turned-2": "1"})
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert 'name="asks-1" aria-invalid="true" aria-describedby="wrong-1" autofocus' in shown
        assert shown.count('class="error"') == 1
        assert re.search(r'name="turned-2"[^>]*checked', shown), "what else was said is kept"
        batch.refresh_from_db()
        assert batch.state == "mapping", wrong


def test_another_questionnaire_is_chosen_and_its_items_mapped(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    batch = answers(client)
    client.post(reverse("data:questionnaire", args=[batch.pk]), {"instrument": "satisfaction"})
    told = inputs(client, batch)
    assert (told["column-1"], told["column-2"]) == ("", "item:overall")
    told |= {"column-1": "item:layout-performance", "given-series": "Qingshan Art Fair"}
    client.post(reverse("data:settle", args=[batch.pk]), told)
    load(client, batch)
    found = dict(Response.objects.get(respondent="4").answers.values_list("item__code", "value"))
    assert found == {"layout-performance": 5, "overall": 1}


def test_a_long_list_shows_its_questions(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    rows = "\n".join(f"{n},{item},{n % 5 + 1}" for n in range(5) for item in ("停车", "餐饮"))
    batch = answers(client, f"respondent,item,value\n{rows}\n")
    told = inputs(client, batch)
    assert told["topic-q0"] == "+停车"
    told |= {"asks-q1": "importance", "given-series": "Qingshan Art Fair"}
    client.post(reverse("data:settle", args=[batch.pk]), told)
    load(client, batch)
    assert set(Item.objects.filter(topic__zh="餐饮").values_list("asks", flat=True)) == {"importance"}
    assert Response.objects.count() == 5


def test_the_airline_file_loads_in_the_browser(client_of: In, cast: Cast, shared_data: Path) -> None:
    client = client_of(cast.marketing)
    text = (shared_data / "satisfaction" / "airline_expectation_performance.csv").read_text(encoding="utf-8")
    batch = answers(client, text)
    told = inputs(client, batch) | {"given-series": "Qingshan Art Fair"}
    client.post(reverse("data:settle", args=[batch.pk]), told)
    load(client, batch)
    assert Response.objects.filter(series=cast.series).count() == 1065


def test_nothing_marked_as_a_question_is_said_to_be_missing(client_of: In, cast: Cast) -> None:
    client = client_of(cast.marketing)
    batch = answers(client)
    response = settle(
        client, batch, **{f"column-{n}": "" for n in range(4)}, **{"given-series": "Qingshan Art Fair"}
    )
    assert response.status_code == 422
    assert 'role="alert" tabindex="-1" autofocus' in response.content.decode()
    batch.refresh_from_db()
    assert batch.state == "mapping"
    Worker().run_until_idle()
