"""The list of customers: who is on it, how they are found and narrowed down."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.parties.models import PossibleDuplicate
from everfair.relations.models import Relationship
from tests.conftest import Cast
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


def names(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/customers/{query}")
    assert answer.status_code == 200
    return [row.party.zh for row, _url, _cells in answer.context["lines"]]


def test_all_customers_of_the_show_stand_there_the_likeliest_first(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    assert names(client_of(sales)) == ["杭州青山画廊有限公司", "上海蓝海美术馆", "红叶工作室"]


def test_turned_round_the_unlikeliest_comes_first_and_the_unknown_still_last(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    assert names(client_of(sales), "?sort=chance") == ["上海蓝海美术馆", "杭州青山画廊有限公司", "红叶工作室"]


@pytest.mark.parametrize("typed", ["青", "青山", "qingshan", "qs", "Gallery", "hzqs"])
def test_a_customer_is_found_by(typed: str, fair: Fair, sales: User, client_of: SignIn) -> None:
    assert "杭州青山画廊有限公司" in names(client_of(sales), f"?q={typed}")
    assert "红叶工作室" not in names(client_of(sales), f"?q={typed}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=trust", ["青山"]),
        ("stage=weakening&stage=trust", ["青山", "蓝海"]),
        ("chance=50..", ["青山"]),
        ("chance=..50", ["蓝海"]),
        ("size=1", ["青山", "蓝海"]),
        ("ladder=loyal", ["蓝海"]),
        ("depth=cooperative", ["青山"]),
        ("owner=mine", ["青山"]),
        ("owner=none", ["红叶"]),
        ("owner=mine&owner=none", ["青山", "红叶"]),
        ("city=杭", ["青山"]),
        ("side=visitor", []),
        ("first_timer=1", []),
        ("unscored=1", ["红叶"]),
        ("stop=1", []),
        ("overruled=1", []),
    ],
)
def test_narrowed_by(query: str, found: list[str], fair: Fair, sales: User, client_of: SignIn) -> None:
    assert [
        name[2:4] if name != "红叶工作室" else name[:2] for name in names(client_of(sales), f"?{query}")
    ] == found


def test_came_to_one_edition_and_not_to_another(fair: Fair, sales: User, client_of: SignIn) -> None:
    third, last = fair.editions[2].pk, fair.editions[4].pk
    client = client_of(sales)
    assert names(client, f"?came={third}&not_came={last}") == ["上海蓝海美术馆"]
    assert names(client, f"?came={third}&came={last}") == ["杭州青山画廊有限公司"]
    assert names(client, f"?first={fair.editions[0].pk}") == ["杭州青山画廊有限公司", "上海蓝海美术馆"]


def test_the_way_from_stage_to_stage(fair: Fair, sales: User, client_of: SignIn) -> None:
    before, after = fair.editions[2].pk, fair.editions[3].pk
    client = client_of(sales)
    assert names(client, f"?at={before}:trust&at={after}:weakening") == ["上海蓝海美术馆"]
    assert names(client, f"?at={before}:trust&at={after}:trust") == ["杭州青山画廊有限公司"]
    assert names(client, f"?at={before}:disappearance") == []
    assert len(names(client, "?at=999999:trust&at=x")) == 3


def test_a_stage_set_by_hand_counts_at_once(fair: Fair, sales: User, client_of: SignIn) -> None:
    fair.qingshan.overrule("weakening", "New director, new plans", by=sales)
    fair.hongye.overrule("confirmation", "Signed yesterday", by=sales)
    client = client_of(sales)
    assert names(client, "?stage=trust") == []
    assert names(client, "?stage=weakening") == ["杭州青山画廊有限公司", "上海蓝海美术馆"]
    assert names(client, "?stage=confirmation") == ["红叶工作室"]
    assert len(names(client, "?overruled=1")) == 2


def test_open_tasks_doubts_and_those_left_alone(fair: Fair, sales: User, client_of: SignIn) -> None:
    Task.objects.create(party=fair.lanhai.party, title="Call", created_by=sales)
    first, second = sorted((fair.qingshan.party_id, fair.lanhai.party_id))
    PossibleDuplicate.objects.create(first_id=first, second_id=second, score=0.7)
    fair.hongye.party.change(by=sales, do_not_contact=True)
    client = client_of(sales)
    assert names(client, "?open_task=1") == ["上海蓝海美术馆"]
    assert set(names(client, "?duplicates=1")) == {"杭州青山画廊有限公司", "上海蓝海美术馆"}
    assert names(client, "?stop=1") == ["红叶工作室"]


def test_all_shows_are_those_one_may_see(fair: Fair, sales: User, director: User, client_of: SignIn) -> None:
    assert "蓝田茶庄" not in names(client_of(sales), "?shows=all")
    assert "蓝田茶庄" in names(client_of(director), "?shows=all")


def test_a_filter_by_editions_that_does_not_hold_is_named_and_leads_to_its_show(
    fair: Fair, director: User, sales: User, client_of: SignIn
) -> None:
    first, last = fair.editions[0].pk, fair.editions[-1].pk
    client, show = client_of(director), fair.qingshan.series
    asked = f"came={first}&not_came={last}&stage=trust"
    page = client.get(f"/customers/?shows=all&{asked}")
    [left] = page.context["filters_left_out"]
    assert left.url == f"?series={show.pk}&stage=trust&came={first}&not_came={last}"
    assert [str(edition) for _label, edition in left.asked] == ["第1届", "第6届"]
    assert f"以下条件问的是{show}的届次，此处未生效" in page.content.decode()
    there = client.get(f"/customers/{left.url}")
    assert there.context["filters_left_out"] == []
    assert there.context["state"].filters.keys() == {"stage", "came", "not_came"}
    beside = client.get(f"/customers/?series={fair.elsewhere.series_id}&{asked}&came=99999&at={first}:x")
    [left] = beside.context["filters_left_out"]
    assert left.url.startswith(f"?series={show.pk}&stage=trust&came={first}")
    hidden = fair.elsewhere.series.editions.earliest("pk").pk
    assert client_of(sales).get(f"/customers/?shows=all&came={hidden}").context["filters_left_out"] == []


def test_an_unreadable_address_is_no_error(fair: Fair, sales: User, client_of: SignIn) -> None:
    query = "?stage=x&chance=NaN..&owner=99999999999999999999&batch=x&at=1:2:3&came=-1&sort=password&page=-4&q=%00"
    assert len(names(client_of(sales), query)) == 3


@pytest.mark.parametrize("query", ["", "?sort=name", "?stage=trust&sort=owner", "?sort=-dealing", "?q=q"])
def test_more_customers_cost_no_more_queries(query: str, fair: Fair, cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.sales)
    names(client, query)
    few = counted(client, query)
    add_many(cast, fair)
    assert counted(client, query) <= few
    assert few < 40


def counted(client: Client, query: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        names(client, query)
    return len(asked)


def add_many(cast: Cast, fair: Fair) -> None:
    rows: dict[int, Any] = {}
    for number in range(30):
        row = made.customer(
            cast.series,
            f"青{number}号画廊",
            f"Q Gallery {number}",
            attended="01100",
            owner=cast.team_mate,
            amount=5,
        )
        rows[row.pk] = ("-FTWW", "01100", 0.2)
    old = Relationship.objects.filter(pk__in=[fair.qingshan.pk, fair.lanhai.pk])
    made.analysed(cast.series, rows | {row.pk: ("FTTTT", "11111", 0.5) for row in old})


def test_a_stranger_sees_none_of_them(fair: Fair, stranger: User, client_of: SignIn) -> None:
    shown = names(client_of(stranger), f"?series={fair.qingshan.series_id}")
    assert shown == ["蓝田茶庄"]


def test_an_empty_list_says_what_to_do(cast: Cast, client_of: SignIn) -> None:
    page = client_of(cast.sales).get("/customers/").content.decode()
    assert "还没有客户" in page or "No customers yet" in page
