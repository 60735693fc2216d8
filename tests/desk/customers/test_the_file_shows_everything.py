"""The customer's file: one page with all that is known of a customer."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from everfair.contact.models import Interaction, Task
from everfair.house.models import User
from everfair.loop.models import Member, Round, Segment
from everfair.parties.models import PossibleDuplicate
from everfair.relations.models import Relationship
from everfair.shows.models import Participation
from everfair.ui import figures
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


def page(client: Client, relationship: Relationship, query: str = "") -> str:
    """With the cards further down."""
    answer = client.get(
        f"/customers/{relationship.party_id}/?whole=1{query}", headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_who_where_and_how_likely(fair: Fair, sales: User, client_of: SignIn) -> None:
    shown = page(client_of(sales), fair.qingshan)
    for words in (
        "杭州青山画廊有限公司",
        "Qingshan Gallery",
        "李销售",
        "91%",
        "between 76% and 100%",
        "Trust",
    ):
        assert words in shown
    assert "Came to 4 of the 5 editions since the first" in shown
    assert "Missed the last edition" in shown
    assert "Came to the last 3 editions in a row" in shown


def test_who_has_a_role_on_all_shows_sees_what_was_dealt_in_each(
    fair: Fair, director: User, client_of: SignIn
) -> None:
    party, series = fair.qingshan.party, fair.qingshan.series
    day = datetime.date(2025, 12, 1)
    Interaction.objects.create(party=party, series=series, occurred_on=day, note="Asked for a corner")
    Task.objects.create(party=party, series=series, title="Offer the corner")
    shown = page(client_of(director), fair.qingshan)
    assert "Asked for a corner" in shown
    assert "Offer the corner" in shown


def test_the_strip_tells_what_happened_at_each_edition(fair: Fair, sales: User, client_of: SignIn) -> None:
    shown = page(client_of(sales), fair.lanhai)
    assert "came 3 times, last to edition 3" in shown
    assert "stayed away · Weakening" in shown
    assert "36 m²" in shown


def test_what_the_run_says_stays_at_its_edition_though_one_is_gone(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    """With the list that brought it, until the next analysis; or lists put them in another order."""
    client, address = client_of(sales), f"/customers/{fair.lanhai.party_id}/?whole=1"
    before = client.get(address).context["history"]
    first, last = fair.editions[0], fair.editions[4]
    type(last).objects.filter(pk=last.pk).update(ordinal=0)
    assert client.get(address).context["history"] == before
    Participation.objects.filter(edition=first).delete()
    first.delete()
    stages = client.get(address).context["history"]
    assert stages[:-1] == before[:-1]
    assert (stages[-1][0], stages[-1][1:]) == (before[-1][0], ("—", 1))
    assert [row.pk for row, *_ in client.get(f"/customers/?at={last.pk}:weakening").context["lines"]] == [
        fair.lanhai.pk
    ]


def test_the_timeline_tells_everything_newest_first(fair: Fair, sales: User, client_of: SignIn) -> None:
    call = Interaction.objects.create(
        party=fair.qingshan.party, series=fair.qingshan.series, occurred_on=datetime.date(2025, 12, 1),
        kind="complaint", note="No power on the stand", recorded_by=sales,
    )  # fmt: skip
    fair.qingshan.party.change(by=sales, note="Pays late")
    client = client_of(sales)
    shown = page(client, fair.qingshan)
    assert shown.index("Pays late") < shown.index(call.note) < shown.index("edition 5 · Came")
    only_shows = client.get(
        f"/customers/{fair.qingshan.party_id}/?kind=show",
        headers={"HX-Request": "true", "HX-Target": "timeline", "Accept-Language": "en"},
    ).content.decode()
    assert "edition 5 · Came" in only_shows
    assert call.note not in only_shows


@pytest.mark.parametrize(("many", "more"), [(45, ""), (80, "Show 4")])
def test_a_few_more_things_that_happened_are_shown_without_asking(
    fair: Fair, sales: User, client_of: SignIn, many: int, more: str
) -> None:
    Interaction.objects.bulk_create(
        Interaction(
            party=fair.hongye.party, series=fair.hongye.series, occurred_on=datetime.date(2025, 12, 1),
            kind="note", note=f"call number {at:02}", recorded_by=sales,
        )
        for at in range(many)
    )  # fmt: skip
    shown = page(client_of(sales), fair.hongye)
    assert ("call number 00" in shown) is not bool(more)
    assert more in shown and ("Show " in shown) is bool(more)


def test_worth_begins_with_the_margin_of_the_stands_they_came_with(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    """In today's money, as the lifetime value beside it is: five times 7,200 of their day, grown by a tenth a year."""
    days = [(timezone.localdate() - one.starts_on).days for one in fair.editions[:5] if one.starts_on]
    worth = sum(round(720_000 * 1.1 ** (max(passed, 0) / 365.25)) for passed in days)
    with override("en"):
        assert figures.money(worth, "CNY") in page(client_of(sales), fair.qingshan)


def test_the_cards_further_down_are_fetched_when_one_comes_to_them(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    client, address = client_of(sales), f"/customers/{fair.qingshan.party_id}/"
    told = {"headers": {"Accept-Language": "en"}}
    first = client.get(address, **told).content.decode()  # type: ignore[arg-type]
    assert 'id="worth"' not in first
    (rest,) = re.findall(rf'hx-get="({address}further/[^"]*)"', first)
    cards = client.get(rest, **told).content.decode()  # type: ignore[arg-type]
    assert cards.lstrip().startswith("<section")
    assert cards.strip() in page(client, fair.qingshan)
    assert 'href="?relationship=' in first and "whole=1#worth" in first, "without scripts a link leads there"


def test_whoever_asks_only_for_the_head_of_the_file_or_of_its_cards_gets_it(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    client, address = client_of(sales), f"/customers/{fair.qingshan.party_id}/"
    assert client.head(address).status_code == 200
    assert client.head(f"{address}further/").status_code == 200


def test_what_happened_on_a_show_one_may_not_see_is_not_told(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    Relationship.objects.create(party=fair.qingshan.party, series=fair.elsewhere.series, side="exhibitor")
    Interaction.objects.create(
        party=fair.qingshan.party,
        series=fair.elsewhere.series,
        occurred_on=datetime.date(2025, 1, 1),
        note="Secret",
    )
    Task.objects.create(party=fair.qingshan.party, series=fair.elsewhere.series, title="Whisper")
    shown = page(client_of(sales), fair.qingshan)
    assert "Secret" not in shown
    assert "Whisper" not in shown
    assert "Lantian" not in shown


def test_one_on_two_shows_has_a_file_with_a_switch(fair: Fair, director: User, client_of: SignIn) -> None:
    other = Relationship.objects.create(
        party=fair.qingshan.party, series=fair.elsewhere.series, side="exhibitor"
    )
    client = client_of(director)
    assert "91%" in page(client, fair.qingshan)
    assert "91%" not in page(client, fair.qingshan, f"&relationship={other.pk}")


def test_one_held_out_is_to_be_left_alone(fair: Fair, sales: User, client_of: SignIn) -> None:
    running = Round.objects.create(
        series=fair.qingshan.series, edition=fair.editions[-1], name="Spring", state=Round.State.RUNNING
    )
    segment = Segment.objects.create(round=running, en="All")
    Member.objects.create(
        round=running, edition=running.edition, segment=segment, relationship=fair.qingshan, is_held_out=True,
        stage="trust",
    )  # fmt: skip
    shown = page(client_of(sales), fair.qingshan)
    assert "Please do not start plays" in shown
    assert "Left out of “Spring” on purpose, until edition 6 has been held." in shown


def test_duplicates_waiting_are_named(fair: Fair, sales: User, client_of: SignIn) -> None:
    first, second = sorted((fair.qingshan.party_id, fair.lanhai.party_id))
    PossibleDuplicate.objects.create(first_id=first, second_id=second, score=0.6)
    assert "1 possible duplicate waits" in page(client_of(sales), fair.qingshan)


def test_one_not_analysed_yet_says_so(fair: Fair, sales: User, client_of: SignIn) -> None:
    assert "Not analysed yet" in page(client_of(sales), fair.hongye)


def test_names_are_escaped(fair: Fair, sales: User, client_of: SignIn) -> None:
    nasty = made.customer(fair.qingshan.series, "<script>window.__xss=1</script>公司")
    shown = page(client_of(sales), nasty)
    assert "<script>window" not in shown
    assert "&lt;script&gt;window" in shown


def test_an_old_address_leads_to_whom_they_were_merged_into(
    fair: Fair, sales: User, stranger: User, client_of: SignIn
) -> None:
    fair.qingshan.party.merge(fair.hongye.party, by=sales)
    old, file = f"/customers/{fair.hongye.party_id}/", f"/customers/{fair.qingshan.party_id}/"
    client = client_of(sales)
    for address in (old, f"{old}ledger/{fair.hongye.pk}/"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain == [(file, 302)]
        assert f"“{fair.hongye.party}”已并入该客户" in answer.content.decode()
    assert client.get(f"{old}names/", headers={"HX-Request": "true"})["HX-Redirect"] == file
    assert client.post(f"{old}stop/").status_code == 404
    assert client_of(stranger).get(f"/customers/{fair.hongye.party_id}/").status_code == 404
    assert "Merged a duplicate" in page(client_of(sales), fair.qingshan)
