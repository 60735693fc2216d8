import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.shows.models import Series, SeriesType
from tests.conftest import Cast
from tests.desk.shows.made import Fair

As = Callable[[User], Client]
ADDRESSES = ("shows:series", "analysis:figures", "analysis:backtest")


def pages(fair: Fair) -> list[str]:
    own = [reverse(name, args=[fair.series.pk]) for name in ADDRESSES]
    return [*own, reverse("shows:edition", args=[fair.series.pk, fair.next.pk])]


def changes(fair: Fair) -> list[str]:
    own = [reverse(f"shows:{name}", args=[fair.series.pk]) for name in
           ("series_edit", "series_remove", "edition_new", "edition_next")]  # fmt: skip
    of_edition = ("edition_edit", "edition_move", "edition_remove")
    return own + [reverse(f"shows:{name}", args=[fair.series.pk, fair.next.pk]) for name in of_edition]


def numbers(client: Client, page: str) -> list[str]:
    """Those told on the page itself: keys of rows stand in its addresses alone."""
    main = client.get(page).content.decode().split("<main")[1].split("</main>")[0]
    return re.findall(r"[0-9][0-9.,]*", re.sub(r"<[^>]+>", " ", main))


def test_who_works_on_a_show_sees_its_pages(cast: Cast, fair: Fair, client_of: As) -> None:
    for user in (cast.director, cast.sales, cast.service, cast.marketing, cast.analyst):
        assert [client_of(user).get(page).status_code for page in pages(fair)] == [200] * 4, user


def test_a_stranger_finds_nothing_as_if_it_were_not_there(cast: Cast, fair: Fair, client_of: As) -> None:
    client = client_of(cast.stranger)
    for page in pages(fair):
        missing = page.replace(f"/{fair.series.pk}/", "/424242/", 1)
        assert client.get(page).status_code == client.get(missing).status_code == 404


def test_an_edition_is_not_reached_through_another_show(
    cast: Cast, fair: Fair, elsewhere: Fair, client_of: As
) -> None:
    through = reverse("shows:edition", args=[elsewhere.series.pk, fair.next.pk])
    assert client_of(cast.stranger).get(through).status_code == 404


def test_numbers_too_large_for_a_key_are_not_found(cast: Cast, client_of: As) -> None:
    for page in (f"/shows/{2**63}/", f"/shows/{2**80}/", f"/analysis/runs/{2**63}/", "/shows/0/"):
        assert client_of(cast.director).get(page).status_code == 404


def test_the_list_holds_only_the_shows_of_the_user(cast: Cast, fair: Fair, client_of: As) -> None:
    page = client_of(cast.stranger).get(reverse("shows:list")).content.decode()
    assert "蓝田茶业展" in page
    assert "青山艺术博览会" not in page.split("<main")[1]


def test_figures_of_another_show_never_stand_on_the_page(cast: Cast, fair: Fair, client_of: As) -> None:
    for page in pages(fair):
        assert "7,777" not in client_of(cast.sales).get(page).content.decode()


def test_the_palette_offers_only_the_shows_of_the_user(cast: Cast, fair: Fair, client_of: As) -> None:
    asked = reverse("ui:palette")
    assert "青山" in client_of(cast.sales).get(asked, {"q": "qingshan"}).content.decode()
    assert reverse("shows:series", args=[fair.series.pk]) not in (
        client_of(cast.stranger).get(asked, {"q": "qingshan"}).content.decode()
    )


def test_the_administrator_looks_after_shows_but_sees_no_figures(
    cast: Cast, fair: Fair, client_of: As
) -> None:
    client = client_of(cast.admin)
    assert client.get(reverse("shows:series", args=[fair.series.pk])).status_code == 200
    assert client.get(reverse("shows:edition", args=[fair.series.pk, fair.next.pk])).status_code == 404
    assert client.get(reverse("analysis:figures", args=[fair.series.pk])).status_code == 404
    shown = reverse("shows:series", args=[fair.series.pk])
    assert "140" in numbers(client_of(cast.director), shown)
    assert "140" not in numbers(client, shown)


@pytest.mark.parametrize("who", ["sales", "service", "analyst", "stranger"])
def test_who_does_not_look_after_shows_changes_none(cast: Cast, fair: Fair, client_of: As, who: str) -> None:
    client = client_of(getattr(cast, who))
    for page in changes(fair):
        assert client.post(page, {"label": "x", "en": "x", "after": str(fair.next.pk)}).status_code == 404
    fair.series.refresh_from_db()
    assert (fair.series.version, fair.series.editions.count()) == (1, 5)


def test_only_who_looks_after_all_shows_makes_a_new_one(cast: Cast, client_of: As) -> None:
    words = {"en": "Winter Fair", "maturity": "new", "time_zone": "Asia/Shanghai", "currency": "CNY"}
    assert client_of(cast.marketing).post(reverse("shows:new"), words).status_code == 404
    assert client_of(cast.admin).post(reverse("shows:new"), words).status_code == 302
    assert Series.objects.filter(slug="winter-fair").exists()


def test_buttons_answer_to_posts_only(cast: Cast, fair: Fair, client_of: As) -> None:
    for name in ("edition_move", "edition_remove"):
        page = reverse(f"shows:{name}", args=[fair.series.pk, fair.next.pk])
        assert client_of(cast.director).get(page).status_code == 405


def test_the_list_is_narrowed_by_type_without_counting_editions_twice(
    cast: Cast, fair: Fair, client_of: As
) -> None:
    kinds = list(SeriesType.objects.all()[:2])
    fair.series.types.set(kinds)
    answer = client_of(cast.director).get(reverse("shows:list"), {"type": [one.pk for one in kinds]})
    assert [(row.pk, row.times_held) for row in answer.context["page"].rows] == [(fair.series.pk, 4)]
