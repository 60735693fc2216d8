"""The ledger of a relationship, who brought whom, and suggestions: on the file, by hand, and taken back."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from everfair.contact.models import Interaction, Suggestion
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.relations.models import LedgerEntry, Referral, Relationship, ValueTerms
from everfair.shows.models import Series
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
DAY = datetime.date(2023, 5, 1)


@pytest.fixture
def client(fair: Fair, sales: User, client_of: SignIn) -> Client:
    return client_of(sales)


def at(row: Relationship, what: str) -> str:
    return f"/customers/{row.party_id}/{what}"


def ledger(row: Relationship, more: str = "") -> str:
    return at(row, f"ledger/{row.pk}/{more}")


def shown(client: Client, row: Relationship) -> str:
    return client.get(ledger(row), **EN).content.decode()  # type: ignore[arg-type]


def undo(client: Client) -> None:
    page = client.get("/customers/").content.decode()
    assert client.post(re.findall(r'action="(/undo/[^"]+)"', page)[-1]).status_code == 302


def entered(row: Relationship, kind: str, amount: int, **more: Any) -> LedgerEntry:
    told = {"currency": "CNY", "occurred_on": DAY} | more
    return LedgerEntry.objects.create(
        party=row.party, series=row.series, side=row.side, kind=kind, amount_minor=amount, **told
    )


GIVEN = {
    "kind": "demonstration",
    "amount_minor": "1200.50",
    "occurred_on": "2023-05-01",
    "note": "三家跟着来",
}


def test_an_entry_is_added_corrected_removed_and_comes_back(fair: Fair, client: Client) -> None:
    assert client.post(ledger(fair.qingshan, "add/"), GIVEN).status_code == 302
    row = LedgerEntry.objects.get()
    assert (row.amount_minor, row.currency, row.side) == (120_050, "CNY", "exhibitor")
    corrected = GIVEN | {"kind": "maintenance", "amount_minor": "300", "seen": "1"}
    assert client.post(ledger(fair.qingshan, f"{row.pk}/"), corrected).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.amount_minor, row.version) == ("maintenance", 30_000, 2)
    before = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    client.post(ledger(fair.qingshan, f"{row.pk}/remove/"))
    assert not LedgerEntry.objects.exists()
    undo(client)
    back = LedgerEntry.objects.get()
    assert {field.attname: getattr(back, field.attname) for field in back._meta.concrete_fields} == before
    verbs = Entry.objects.filter(verb__startswith="ledgerentry").order_by("pk").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in verbs] == ["add", "change", "remove", "add"]


@pytest.mark.parametrize(
    "wrong", [{"amount_minor": "0"}, {"amount_minor": "-5"}, {"occurred_on": "2999-01-01"}, {"kind": "bribe"}]
)
def test_what_cannot_be_entered_is_refused(fair: Fair, client: Client, wrong: dict[str, str]) -> None:
    assert client.post(ledger(fair.qingshan, "add/"), GIVEN | wrong).status_code == 422
    assert not LedgerEntry.objects.exists()


def test_a_stale_correction_shows_the_difference(fair: Fair, client: Client, director: User) -> None:
    row = entered(fair.qingshan, "initial", 100)
    row.change(by=director, note="new")
    answer = client.post(ledger(fair.qingshan, f"{row.pk}/"), GIVEN | {"seen": "1"})
    assert answer.status_code == 409
    assert LedgerEntry.objects.get().note == "new"


def test_the_ledger_adds_up_by_edition_and_runs_on(fair: Fair, client: Client) -> None:
    """Five stands at 12,000 leave 7,200 each at a margin of 60 %; the rest is entered."""
    entered(fair.qingshan, "initial", 300_000, occurred_on=datetime.date(2019, 1, 1))
    entered(fair.qingshan, "demonstration", 100_000, edition=fair.editions[1])
    text = shown(client, fair.qingshan)
    for figure in ("¥37,000", "¥3,000", "¥34,000"):  # values, costs, what is left
        assert figure in text
    running = re.findall(r'data-label="Running sum">¥([\d,]+)<', text)
    assert running == ["34,000", "26,800", "19,600", "12,400", "4,200"]
    assert text.count("Margin of the stands") == 5


def test_contacts_cost_what_the_terms_say_by_when_they_were(fair: Fair, client: Client, sales: User) -> None:
    """Before they first came it is a cost of winning, while they came of keeping, and of parting after two editions."""
    ValueTerms.objects.create(series=fair.lanhai.series, contact_minor=5_000)
    for day, kind in (
        ("2021-01-01", "contact"),
        ("2023-06-01", "contact"),
        ("2025-06-01", "note"),
        ("2025-06-02", "complaint"),
    ):
        Interaction.objects.create(
            party=fair.lanhai.party, series=fair.lanhai.series, occurred_on=day, kind=kind, recorded_by=sales
        )
    text = shown(client, fair.lanhai)
    assert text.count("1 contact<") == 3
    assert "−¥50" in text
    assert [kind for kind in ("Maintenance", "Ending") if f">{kind}</span>" in text] == [
        "Maintenance",
        "Ending",
    ]


def test_money_in_another_currency_is_shown_and_not_added_up(fair: Fair, client: Client) -> None:
    entered(fair.hongye, "economic", 10_000)
    entered(fair.hongye, "economic", 99_900, currency="USD")
    text = shown(client, fair.hongye)
    assert "In other currencies, not added up" in text
    assert re.search(r'Values</span><span class="stat-value">¥100<', text)


def test_todays_money_has_grown(fair: Fair, client: Client) -> None:
    ValueTerms.objects.create(series=fair.hongye.series, rate=1.0)
    entered(fair.hongye, "economic", 10_000, occurred_on=datetime.date.today() - datetime.timedelta(days=731))
    worth = re.search(
        r"today's money</span><span class=\"stat-value\">¥([\d.,]+)", shown(client, fair.hongye)
    )
    assert worth is not None
    assert float(worth[1]) == pytest.approx(400, abs=1)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_ledger_leaves_as_a_file_and_is_journalled(fair: Fair, client: Client, kind: str) -> None:
    entered(fair.hongye, "initial", 12_345, note="=1+1")
    answer = client.get(ledger(fair.hongye), {"export": kind}, **EN)  # type: ignore[arg-type]
    body = b"".join(answer)
    if kind == "csv":
        assert "-123.45" in body.decode("utf-8-sig")
        assert "'=1+1" in body.decode("utf-8-sig")
    assert Entry.objects.filter(verb="list.export", params__list="relationship-ledger").exists()


def test_who_may_not_export_gets_no_file(fair: Fair, service: User, client_of: SignIn) -> None:
    assert client_of(service).get(ledger(fair.qingshan), {"export": "csv"}).status_code == 404
    assert client_of(service).get(ledger(fair.qingshan)).status_code == 200


def referred(client: Client, row: Relationship, name: str, **more: str) -> Any:
    given = {"way": "by", "name": name, "occurred_on": "2023-05-01", "weight": "1"} | more
    return client.post(at(row, f"referrals/{row.pk}/add/"), given, **EN)  # type: ignore[arg-type]


def test_who_brought_whom_is_written_down_from_either_end(fair: Fair, client: Client) -> None:
    assert referred(client, fair.qingshan, "上海蓝海美术馆").status_code == 302
    assert referred(client, fair.qingshan, "红叶工作室", way="brought").status_code == 302
    told = {(one.referrer_id, one.child_id) for one in Referral.objects.all()}
    here = fair.qingshan.party_id
    assert told == {(fair.lanhai.party_id, here), (here, fair.hongye.party_id)}
    text = client.get(at(fair.qingshan, "?whole=1"), **EN).content.decode()  # type: ignore[arg-type]
    assert text.index("Brought by") < text.index("Has brought")
    assert Entry.objects.filter(verb="referral.add", party_id=fair.lanhai.party_id).exists()


def test_it_cannot_go_round_nor_be_said_twice_nor_of_itself(fair: Fair, client: Client) -> None:
    referred(client, fair.qingshan, "上海蓝海美术馆")
    Referral.objects.create(
        referrer=fair.qingshan.party, child=fair.hongye.party, series=fair.qingshan.series, occurred_on=DAY
    )
    assert "already" in referred(client, fair.qingshan, "上海蓝海美术馆").content.decode()
    round_again = referred(client, fair.hongye, "上海蓝海美术馆", way="brought")
    assert (round_again.status_code, "go round" in round_again.content.decode()) == (422, True)
    assert Referral.objects.count() == 2


def test_a_name_that_may_mean_several_is_asked_about(fair: Fair, client: Client) -> None:
    answer = referred(client, fair.qingshan, "蓝海")
    assert answer.status_code == 422
    assert f'value="{fair.lanhai.party_id}"' in answer.content.decode()
    assert referred(client, fair.qingshan, "蓝海", other=str(fair.lanhai.party_id)).status_code == 302
    asked = client.get(at(fair.qingshan, f"referrals/{fair.qingshan.pk}/whom/"), {"name": "红叶"})
    assert "红叶工作室" in asked.content.decode()


def test_a_customer_one_does_not_see_cannot_be_named(fair: Fair, client: Client) -> None:
    answer = referred(client, fair.qingshan, "蓝田茶庄", other=str(fair.elsewhere.party_id))
    assert answer.status_code == 422
    assert not Referral.objects.exists()


def test_who_brought_whom_is_removed_and_comes_back(fair: Fair, client: Client) -> None:
    referred(client, fair.qingshan, "上海蓝海美术馆", is_warning="on")
    row = Referral.objects.get()
    where = at(fair.qingshan, f"referrals/{fair.qingshan.pk}/{row.pk}/")
    assert client.post(where, {"occurred_on": "2023-05-02", "weight": "2", "seen": "1"}).status_code == 302
    client.post(f"{where}remove/")
    assert not Referral.objects.exists()
    undo(client)
    back = Referral.objects.get()
    assert (back.pk, back.weight, back.is_warning) == (row.pk, 2.0, False)


def test_merging_moves_money_and_referrals_and_unmerging_gives_them_back(fair: Fair, director: User) -> None:
    """Where both ends become one, nobody counts the referral; where both brought the same one, one counts."""
    entered(fair.lanhai, "economic", 100)
    series = fair.lanhai.series
    for referrer, child in (
        (fair.lanhai, fair.hongye),
        (fair.qingshan, fair.hongye),
        (fair.lanhai, fair.qingshan),
    ):
        Referral.objects.create(referrer=referrer.party, child=child.party, series=series, occurred_on=DAY)
    Suggestion.objects.create(party=fair.lanhai.party, series=series, given_on=DAY, text="Open earlier")
    merge = fair.qingshan.party.merge(fair.lanhai.party, by=director)
    here = fair.qingshan.party_id
    assert LedgerEntry.objects.get().party_id == Suggestion.objects.get().party_id == here
    assert {(one.referrer_id, one.child_id) for one in Referral.objects.all()} == {
        (here, fair.hongye.party_id),
        (here, here),
    }
    merge.undo(by=director)
    assert LedgerEntry.objects.get().party_id == Suggestion.objects.get().party_id == fair.lanhai.party_id
    assert Referral.objects.count() == 3


def test_a_suggestion_is_written_down_answered_and_adopted(fair: Fair, client: Client) -> None:
    where = at(fair.hongye, f"suggestions/{fair.hongye.pk}/")
    given = {"text": "开馆早一点", "kind": "needs", "given_on": "2023-05-01"}
    assert client.post(f"{where}add/", given).status_code == 302
    row = Suggestion.objects.get()
    assert (row.state, row.series_id) == ("received", fair.hongye.series_id)
    early = given | {"state": "answered", "effect_minor": "500", "seen": "1"}
    assert client.post(f"{where}{row.pk}/", early).status_code == 422
    adopted = given | {"state": "adopted", "effect_minor": "500", "answer": "九点开", "seen": "1"}
    assert client.post(f"{where}{row.pk}/", adopted).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.effect_minor, row.currency) == ("adopted", 50_000, "CNY")
    assert row.answered_on == datetime.date.today()
    assert "Suggestion adopted: 开馆早一点" in shown(client, fair.hongye)
    client.post(f"{where}{row.pk}/remove/")
    undo(client)
    assert Suggestion.objects.get().answer == "九点开"


def test_an_answer_that_is_taken_back_has_no_day(fair: Fair, client: Client) -> None:
    row = Suggestion.objects.create(
        party=fair.hongye.party,
        series=fair.hongye.series,
        given_on=DAY,
        text="x",
        state="declined",
        answered_on=DAY,
    )
    given = {"text": "x", "kind": "needs", "given_on": "2023-05-01", "state": "received", "seen": "1"}
    client.post(at(fair.hongye, f"suggestions/{fair.hongye.pk}/{row.pk}/"), given)
    row.refresh_from_db()
    assert (row.state, row.answered_on) == ("received", None)


def test_of_a_show_one_may_not_see_no_money_is_told(cast: Cast, fair: Fair, client: Client) -> None:
    other = Relationship.objects.create(
        party=fair.qingshan.party, series=fair.elsewhere.series, side="exhibitor"
    )
    entered(other, "economic", 987_600)
    assert client.get(ledger(other)).status_code == 404
    assert client.post(ledger(other, "add/"), GIVEN).status_code == 404
    assert "9,876" not in client.get(at(fair.qingshan, "?whole=1"), **EN).content.decode()  # type: ignore[arg-type]


def test_a_team_mates_customer_is_seen_and_not_changed(fair: Fair, client: Client) -> None:
    row = entered(fair.lanhai, "economic", 100)
    assert client.get(ledger(fair.lanhai)).status_code == 200
    assert client.post(ledger(fair.lanhai, "add/"), GIVEN).status_code == 404
    assert client.post(ledger(fair.lanhai, f"{row.pk}/remove/")).status_code == 404
    assert LedgerEntry.objects.count() == 1


def test_what_was_removed_stays_out_of_the_reach_of_who_lost_the_customer(
    fair: Fair, client: Client, cast: Cast
) -> None:
    row = entered(fair.qingshan, "economic", 500)
    client.post(ledger(fair.qingshan, f"{row.pk}/remove/"))
    Relationship.objects.filter(pk=fair.qingshan.pk).update(owner=cast.team_mate)
    undo(client)
    assert not LedgerEntry.objects.exists()


def test_a_day_before_all_lists_is_refused(fair: Fair, client: Client) -> None:
    refused = client.post(ledger(fair.qingshan, "add/"), GIVEN | {"occurred_on": "0001-01-01"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("currency", "typed", "minor", "shown_as"),
    [("JPY", "1200", 1_200, "1,200"), ("KWD", "1.250", 1_250, "1.250"), ("CNY", "12.50", 1_250, "12.50")],
)
def test_a_sum_is_kept_and_shown_by_the_decimals_of_its_currency(
    fair: Fair, client: Client, currency: str, typed: str, minor: int, shown_as: str
) -> None:
    Series.objects.filter(pk=fair.qingshan.series_id).update(currency=currency)
    assert client.post(ledger(fair.qingshan, "add/"), GIVEN | {"amount_minor": typed}).status_code == 302
    row = LedgerEntry.objects.get()
    assert (row.amount_minor, row.currency) == (minor, currency)
    assert shown_as in shown(client, fair.qingshan)
    opened = client.get(ledger(fair.qingshan, f"{row.pk}/"), **EN).content.decode()  # type: ignore[arg-type]
    assert f'value="{typed}"' in opened


@pytest.mark.parametrize(
    ("currency", "typed", "says"),
    [
        ("JPY", "1200.50", "JPY has no decimals: give a whole sum."),
        ("KWD", "1.2505", "KWD has 3 decimals, no more."),
        ("CNY", "0.005", "CNY has 2 decimals, no more."),
    ],
)
def test_a_sum_finer_than_its_currency_is_refused_not_cut(
    fair: Fair, client: Client, currency: str, typed: str, says: str
) -> None:
    Series.objects.filter(pk=fair.qingshan.series_id).update(currency=currency)
    answer = client.post(ledger(fair.qingshan, "add/"), GIVEN | {"amount_minor": typed}, **EN)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not LedgerEntry.objects.exists()
