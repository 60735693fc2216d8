"""The list of customers, narrowed and sorted by what an analysis found of each: worth, opinion, loyalty."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.relations.models import Relationship, Score
from everfair.surveys.models import Instrument, Response
from tests.desk.customers.conftest import Fair
from tests.desk.customers.test_the_list_finds_and_narrows import names

SignIn = Callable[[User], Client]


@pytest.fixture
def told(fair: Fair) -> None:
    rich, poor = Score.objects.order_by("-chance")[:2]
    Score.objects.filter(pk=rich.pk).update(
        currency="CNY", lifetime_value=900_00, profit=100_00, quadrant="core", caring=["earns", "others_follow"],
        wallet_share=0.7, satisfaction=0.9, quality=0.8, loyalty_cell="loyal", loyalty_cell_before="latent",
        loyalty_type="trust", loyalty_phase="behavioural", decision_type="rational",
    )  # fmt: skip
    Score.objects.filter(pk=poor.pk).update(
        currency="CNY", lifetime_value=100_00, profit=200_00, quadrant="earning", caring=["earns"], wallet_share=0.2,
        leaving_reason="price", leaving_p=0.6,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quadrant=core", ["青山"]),
        ("quadrant=core&quadrant=earning", ["青山", "蓝海"]),
        ("caring=others_follow", ["青山"]),
        ("caring=earns", ["青山", "蓝海"]),
        ("wallet_share=60..80", ["青山"]),
        ("satisfaction=50..", ["青山"]),
        ("quality=..50", []),
        ("loyalty_cell=loyal&loyalty_cell_before=latent", ["青山"]),
        ("loyalty_type=trust", ["青山"]),
        ("loyalty_phase=behavioural&decision_type=rational", ["青山"]),
        ("leaving_reason=price&leaving_reason=service", ["蓝海"]),
        ("quadrant=nonsense", ["青山", "蓝海", "红叶"]),
        ("sort=-profit", ["蓝海", "青山", "红叶"]),
        ("sort=-lifetime", ["青山", "蓝海", "红叶"]),
        ("sort=-leaving", ["蓝海", "青山", "红叶"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by(
    query: str, found: list[str], told: None, sales: User, client_of: SignIn
) -> None:
    told_of = names(client_of(sales), f"?{query}")
    assert [short for name in told_of for short in ("青山", "蓝海", "红叶") if short in name] == found


def test_who_answered_at_each_of_several_editions_is_found(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    series, first, second = fair.qingshan.series, *fair.editions[:2]
    asks = Instrument.objects.create(code="short", series=series)
    qingshan, lanhai = (
        Relationship.objects.get(series=series, side="exhibitor", party__zh__contains=name).party
        for name in ("青山", "蓝海")
    )
    for party, edition in ((qingshan, first), (qingshan, second), (lanhai, second)):
        Response.objects.create(
            party=party, instrument=asks, series=series, edition=edition, answered_on="2024-05-01"
        )
    client = client_of(sales)
    both, one = (f"?answered={first.pk}&answered={second.pk}", f"?answered={second.pk}")
    assert [len(names(client, query)) for query in (both, one)] == [1, 2]
    assert "青山" in names(client, both)[0]


def test_its_columns_say_it_in_the_readers_manner(told: None, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    client.cookies["django_language"] = "en"
    page = client.get("/customers/?cols=name,lifetime,quadrant,satisfaction,loyalty,leaving").content.decode()
    for said in ("¥900", "Core", "90%", "Loyal", "Price, 60% likely"):
        assert said in page
