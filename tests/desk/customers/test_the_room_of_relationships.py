"""Board, flows and ladder: every figure leads to the customers behind it."""

import re
from collections.abc import Callable
from html import unescape

from django.test import Client

from everfair.house.models import User
from everfair.relations.models import Score
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


def names(client: Client, address: str) -> list[str]:
    return [row.party.zh for row, _url, _cells in client.get(address).context["lines"]]


def test_the_board_counts_by_stage_and_says_what_moved(fair: Fair, sales: User, client_of: SignIn) -> None:
    columns = client_of(sales).get("/relationships/").context["columns"]
    assert {one.look.code: one.count for one in columns} == {
        "cultivation": 0, "confirmation": 0, "trust": 1, "weakening": 1, "disappearance": 0,
    }  # fmt: skip
    assert [card.party.zh for one in columns for card in one.cards] == [
        "杭州青山画廊有限公司",
        "上海蓝海美术馆",
    ]


def test_what_staff_say_moves_the_card(fair: Fair, sales: User, client_of: SignIn) -> None:
    fair.qingshan.overrule("weakening", "New director", by=sales)
    columns = client_of(sales).get("/relationships/").context["columns"]
    weakening = next(one for one in columns if one.look.code == "weakening")
    assert weakening.count == 2
    assert weakening.cards[0].pk == fair.qingshan.pk


def test_each_flow_leads_to_its_customers(fair: Fair, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    answer = client.get("/relationships/flows/")
    flows = answer.context["flows"]
    assert flows
    for flow in flows:
        assert len(names(client, flow.url)) == flow.count, flow.url
    assert unescape(flows[0].url) in unescape(answer.content.decode())


def test_pages_of_one_show_tell_of_that_one_whatever_is_asked(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    client, score = client_of(sales), Score.objects.get(relationship=fair.lanhai)
    score.pk, score.relationship, score.series = None, fair.elsewhere, fair.elsewhere.series
    score.save(force_insert=True)
    for address in ("/relationships/ladder/", "/relationships/"):
        here, everywhere = (client.get(address + query).context for query in ("", "?shows=all"))
        for told in ("up", "off", "unscored"):
            assert here.get(told) == everywhere.get(told)


def test_what_staff_say_of_one_merged_away_moves_nobody(fair: Fair, sales: User, client_of: SignIn) -> None:
    fair.lanhai.overrule("trust", "They will come", by=sales)
    fair.qingshan.party.merge(fair.lanhai.party, by=sales)
    columns = client_of(sales).get("/relationships/").context["columns"]
    assert {one.look.code: one.count for one in columns if one.count} == {"trust": 1}


def test_each_rung_leads_to_its_customers(fair: Fair, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    answer = client.get("/relationships/ladder/")
    for rung in [*answer.context["up"], *answer.context["off"]]:
        assert len(names(client, f"/customers/?ladder={rung.code}&side=exhibitor")) == rung.count
    assert answer.context["up"][0].reached == 2


def test_a_show_without_customers_says_what_to_do(cast: Cast, client_of: SignIn) -> None:
    for address in ("/relationships/", "/relationships/flows/", "/relationships/ladder/"):
        text = client_of(cast.sales).get(address, headers={"Accept-Language": "en"}).content.decode()
        assert "No relationships yet" in text


def test_the_palette_finds_customers_one_may_see(
    fair: Fair, sales: User, stranger: User, client_of: SignIn
) -> None:
    found = client_of(sales).get("/palette/?q=qs").content.decode()
    assert re.search(r"Qingshan|青山画廊", found)
    assert not re.search(
        r"Qingshan Gallery|青山画廊", client_of(stranger).get("/palette/?q=qs").content.decode()
    )
