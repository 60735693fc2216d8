"""Taking a whole import back through the pages: looked at, decided, done, told; and who may."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.parties.models import Party
from everfair.shows import seeds
from everfair.shows.models import Edition, Participation
from everfair.surveys import seeds as survey_seeds
from everfair.work.models import Job
from tests.conftest import Cast
from tests.desk.data.test_bringing_answers_in import answers, inputs
from tests.desk.data.test_bringing_lists_in import loaded, page, settle, upload, work

pytestmark = pytest.mark.django_db(transaction=True)
In = Callable[[User], Client]
Act = Callable[[Client, str], None]


@pytest.fixture(autouse=True)
def _planted(cast: Cast) -> None:
    seeds.plant()


def post(client: Client, name: str, batch: Batch) -> int:
    return client.post(reverse(f"data:{name}", args=[batch.pk])).status_code


def foreseen(client: Client) -> Batch:
    batch = loaded(client)
    assert post(client, "foresee", batch) == 302
    work()
    return batch


def state(batch: Batch) -> str:
    batch.refresh_from_db()
    return str(batch.state)


def test_it_is_looked_at_decided_done_and_told(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = loaded(client)
    assert reverse("data:foresee", args=[batch.pk]) in page(client, batch)
    assert post(client, "foresee", batch) == 302
    assert "hx-get" in page(client, batch), "the page asks how far it is"
    work()
    text = page(client, batch)
    assert "将撤回这次导入新建的 1 个客户" in text
    assert Participation.objects.count() == 1
    assert post(client, "take-back", batch) == 302
    work()
    assert "没有留下任何数据" in page(client, batch)
    assert state(batch) == "taken"
    assert not Participation.objects.exists()
    assert not Party.objects.filter(names__text="杭州青山画廊").exists()


def test_what_stays_is_told_with_its_reason_on_the_page_and_in_the_file(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = loaded(client)
    Task.objects.create(
        party=Party.objects.get(names__text="杭州青山画廊"), title="电话", due_on="2026-01-01"
    )
    post(client, "foresee", batch)
    work()
    text = page(client, batch)
    assert "杭州青山画廊" in text
    assert "还有其他数据与它相关：任务" in text
    post(client, "take-back", batch)
    work()
    answer = client.get(reverse("data:taking-report", args=[batch.pk]))
    told = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "参展记录,1,0" in told
    assert "杭州青山画廊,还有其他数据与它相关：任务" in told


def test_a_newer_list_is_named_as_it_may_be_looked_at(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = foreseen(client)
    newer = Batch.objects.get(pk=batch.pk)
    newer.pk, newer.filename = None, "名单\u202evsc.exe"
    newer.save()
    batch.refresh_from_db()
    batch.counts["foreseen"]["to"] = {str(newer.pk): 2}
    batch.save(update_fields=["counts"])
    text = page(client, batch)
    assert reverse("data:import", args=[newer.pk]) in text
    assert "\u202e" not in text


def test_all_of_it_stays_when_so_decided(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = foreseen(client)
    assert post(client, "leave", batch) == 302
    assert state(batch) == "loaded"
    assert post(client, "take-back", batch) == 302, "somebody left it meanwhile"
    work()
    assert state(batch) == "loaded"
    assert Participation.objects.count() == 1
    assert reverse("data:foresee", args=[batch.pk]) in page(client, batch)


def test_a_second_order_does_nothing_twice(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = foreseen(client)
    post(client, "take-back", batch)
    post(client, "take-back", batch)
    assert Job.objects.filter(name="intake.take_back").count() == 1
    work()
    assert post(client, "foresee", batch) == 302
    assert state(batch) == "taken"


ACTS = ("foresee", "leave", "take-back", "taking-report")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["service", "admin", "stranger"])
def test_nobody_else_finds_it(client_of: In, cast: Cast, act: str, who: str) -> None:
    batch = foreseen(client_of(cast.sales))
    client = client_of(getattr(cast, who))
    address = reverse(f"data:{act}", args=[batch.pk])
    assert (client.get(address) if act == "taking-report" else client.post(address)).status_code == 404
    assert state(batch) == "foreseen"


@pytest.mark.parametrize("who", ["director", "marketing", "analyst", "team_mate"])
def test_whoever_may_bring_lists_in_for_the_show_may(client_of: In, cast: Cast, who: str) -> None:
    batch = foreseen(client_of(cast.sales))
    assert post(client_of(getattr(cast, who)), "take-back", batch) == 302
    work()
    assert state(batch) == "taken"


def test_a_right_that_was_taken_away_meanwhile_holds(client_of: In, cast: Cast) -> None:
    from everfair.shows.models import Membership

    batch = foreseen(client_of(cast.sales))
    post(client_of(cast.sales), "take-back", batch)
    Membership.objects.filter(user=cast.sales).delete()
    work()
    assert Participation.objects.count() == 1
    Job.objects.filter(name="intake.take_back").update(state="parked")
    director = client_of(cast.director)
    assert "发起人已无权为这个展会导入名单" in page(director, batch)
    post(director, "retry", batch)
    work()
    assert state(batch) == "taken"


def test_what_a_list_brought_besides_its_rows_is_said_to_be_made_once_it_is(
    client_of: In, cast: Cast
) -> None:
    survey_seeds.plant()
    client = client_of(cast.marketing)
    batch = answers(client)
    told = inputs(client, batch) | {"asks-1": "importance", "topic-1": "+停车便利", "high-1": "7"}
    told |= {"questionnaire-zh": "停车调查", "given-series": "Qingshan Art Fair"}
    client.post(reverse("data:settle", args=[batch.pk]), told)
    work()
    assert "将用这些列新建问卷“停车调查”" in page(client, batch)
    client.post(reverse("data:load", args=[batch.pk]))
    work()
    text = page(client, batch)
    assert "已用这些列新建问卷“停车调查”" in text
    assert "将用这些列" not in text


@pytest.fixture
def older_and_newer(client_of: In, cast: Cast) -> tuple[Batch, Batch]:
    client = client_of(cast.sales)
    older = loaded(client)
    newer = upload(client, "届,日期,参展商,展位号,状态\n1,2019-05-01,杭州青山画廊,A1,取消\n", "取消.csv")
    settle(client, newer, **{"given-series": "Qingshan Art Fair"})
    work()
    client.post(reverse("data:load", args=[newer.pk]))
    work()
    return older, newer


def test_it_is_told_with_which_newer_list_what_stays_goes(
    client_of: In, cast: Cast, older_and_newer: tuple[Batch, Batch]
) -> None:
    client, (older, newer) = client_of(cast.sales), older_and_newer
    for batch in (older, newer):
        assert post(client, "foresee", batch) == 302
        work()
    text = page(client, older)
    assert "较新的名单也说到其中一部分" in text
    assert f'<a href="{reverse("data:import", args=[newer.pk])}"><bdi class="seen">取消.csv</bdi></a>' in text
    assert "较新的名单也说到" not in page(client, newer)


def test_taken_back_in_the_other_order_nothing_is_left(
    client_of: In, cast: Cast, older_and_newer: tuple[Batch, Batch]
) -> None:
    client = client_of(cast.sales)
    for batch in older_and_newer:
        for act in ("foresee", "take-back"):
            assert post(client, act, batch) == 302
            work()
    assert not Participation.objects.exists()
    assert not Party.objects.filter(names__text="杭州青山画廊").exists()


def test_that_it_waits_for_a_decision_is_said_on_the_desk(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = foreseen(client)
    desk = client.get("/").content.decode()
    assert "份名单的撤回等待决定" in desk
    assert reverse("data:import", args=[batch.pk]) in desk
    post(client, "leave", batch)
    assert "份名单的撤回等待决定" not in client.get("/").content.decode()


def test_of_a_list_that_was_loaded_before_it_was_kept_what_loads_write_it_is_said(
    client_of: In, cast: Cast
) -> None:
    client = client_of(cast.sales)
    batch = loaded(client)
    Batch.objects.filter(pk=batch.pk).update(made={})
    text = page(client, batch)
    assert "导入这份名单时系统还没有保留导入写入了什么" in text
    assert reverse("data:foresee", args=[batch.pk]) not in text
    assert post(client, "foresee", batch) == 404


def test_of_a_list_of_editions_it_is_said_that_it_is_not_taken_back_as_a_whole(
    client_of: In, cast: Cast
) -> None:
    client = client_of(cast.director)
    batch = upload(client, "展会,届,开幕日期\nQingshan Art Fair,1,2019-05-01\n", "届.csv", kind="editions")
    settle(client, batch)
    work()
    client.post(reverse("data:load", args=[batch.pk]))
    work()
    assert state(batch) == "loaded"
    assert "届次名单不能整份撤回" in page(client, batch)
    assert post(client, "foresee", batch) == 404


def test_that_a_list_lets_an_edition_open_on_another_day_is_said_before_it_is_loaded(
    client_of: In, cast: Cast
) -> None:
    client = client_of(cast.sales)
    loaded(client)
    other = upload(client, "届,日期,参展商\n1,2019-06-09,北京蓝田茶业有限公司\n", "六月.csv")
    settle(client, other, **{"given-series": "Qingshan Art Fair"})
    work()
    text, edition = page(client, other), Edition.objects.get(label="1")
    assert "这份名单说第1届 2019-06-09 开幕，系统里是 2019-05-01" in text
    assert reverse("shows:edition", args=[edition.series_id, edition.pk]) in text
    assert "2019-06-09</td>" not in text, "the edition keeps its day"
    client.post(reverse("data:load", args=[other.pk]))
    work()
    edition.refresh_from_db()
    assert str(edition.starts_on) == "2019-05-01"
