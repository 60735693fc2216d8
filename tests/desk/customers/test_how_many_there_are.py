"""The whole list says how many there are without counting them while one waits."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.desk.customers.listing.kept import counted
from everfair.house.models import User
from everfair.relations.models import AnalysisRun, Relationship
from everfair.ui.lists import counting
from everfair.ui.lists.counting import Count
from tests.conftest import Cast
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


@pytest.fixture
def run(cast: Cast) -> AnalysisRun:
    for number in range(51):
        made.customer(cast.series, f"第{number}画廊", readings=False)
    run = AnalysisRun.objects.create()
    run.publish()
    return run


def told(run: AnalysisRun, cast: Cast) -> int:
    known = counted(run, frozenset({cast.series.pk}))
    assert known is not None
    return known.by_side["exhibitor"]


def test_what_is_new_and_what_a_merge_took_away_is_told_at_once(run: AnalysisRun, cast: Cast) -> None:
    assert told(run, cast) == 51
    made.customer(cast.series, "新来的画廊", readings=False)
    made.customer(cast.other_series, "别处的画廊", readings=False)
    assert told(run, cast) == 52
    first, second = Relationship.objects.order_by("pk")[:2]
    first.party.merge(second.party, by=cast.director)
    assert told(run, cast) == 51


def test_the_list_says_how_many(run: AnalysisRun, cast: Cast, client_of: SignIn) -> None:
    count = client_of(cast.sales).get("/customers/").context["count"]
    assert (count.number, count.exact) == (51, True)


def test_of_many_narrowed_the_number_follows_the_page(
    run: AnalysisRun, cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are not kept waiting for it; without scripts it is there for the asking."""
    client, shown = client_of(cast.sales), "/customers/?owner=none"
    assert client.get(shown).context["count"] == Count(51, True)
    monkeypatch.setattr(counting, "EXACT_UP_TO", 50)
    page = client.get(shown)
    assert page.context["count"] == Count(50, False)
    assert 'hx-get="?owner=none&amp;count=more"' in page.content.decode()
    assert 'href="?owner=none&amp;count=exact"' in page.content.decode()
    assert client.get(f"{shown}&count=exact").context["count"] == Count(51, True)
    monkeypatch.setattr(counting, "EXACT_UP_TO", 10_000)
    followed = client.get(f"{shown}&count=more", headers={"HX-Request": "true"}).content.decode()
    for place in ("list-found", "list-of", "list-all"):
        assert f'id="{place}"' in page.content.decode()
        assert f'hx-swap-oob="innerHTML:#{place}"' in followed
    assert followed.count("51") == 4
    assert "count=more" not in followed


def test_many_new_ones_are_counted_only_as_far_as_quick(
    run: AnalysisRun, cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.desk.customers.listing.kept.NEW_AT_MOST", 2)
    client = client_of(cast.sales)
    for number in range(2):
        made.customer(cast.series, f"新来的{number}画廊", readings=False)
    assert client.get("/customers/").context["count"] == Count(53, True)
    assert str(client.get("/relationships/").context["unscored"]) == "53"
    made.customer(cast.series, "最后来的画廊", readings=False)
    visitor = made.customer(cast.series, "来参观的画廊", readings=False)
    Relationship.objects.filter(pk=visitor.pk).update(side="visitor")
    page = client.get("/customers/")
    assert page.context["count"] == Count(54, False)
    assert [word for word, _url, _chosen in page.context["sides"]] == ["展商", "观众"]
    assert str(client.get("/relationships/").context["unscored"]) == "54+"
    assert client.get("/customers/?count=exact").context["count"] == Count(55, True)


def test_those_of_another_show_are_not_counted_with_them(
    run: AnalysisRun, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.desk.customers.listing.kept.NEW_AT_MOST", 1)
    for number in range(3):
        made.customer(cast.other_series, f"别处的{number}画廊", readings=False)
    known = counted(run, frozenset({cast.series.pk}))
    assert known is not None
    assert (known.total, known.exact) == (51, False)


def test_left_out_letters_are_named(fair: Fair, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    assert client.get("/customers/?q=q+s+g+h").context["left_out"] == ["g", "h"]
    assert not client.get("/customers/?q=q+s").context["left_out"]


def test_whom_a_run_may_not_know_is_counted_as_new(run: AnalysisRun, cast: Cast) -> None:
    """A customer that was being written while it was published has an older key than one that was on file."""
    last = Relationship.objects.order_by("-pk")[1]
    run.publish(last.pk)
    assert run.counts["known"] == {"up_to": last.pk, "counts": [(cast.series.pk, "exhibitor", 50)]}
    assert told(run, cast) == 51


def test_whom_a_list_takes_with_it_is_counted_no_more(fair: Fair, cast: Cast) -> None:
    """By no run that can be shown."""
    fair.run.publish()
    AnalysisRun.objects.create().publish()
    AnalysisRun.uncount([fair.lanhai.pk])
    fair.lanhai.delete()
    for run in AnalysisRun.objects.all():
        assert told(run, cast) == 2
    fair.run.refresh_from_db()
    assert sorted(fair.run.counts["by_stage"]) == [
        [cast.series.pk, "exhibitor", "trust", 1], [cast.series.pk, "exhibitor", "weakening", 0],
    ]  # fmt: skip
