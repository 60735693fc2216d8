"""Who may decide whether two customers are one, in which order, and how it is taken back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.jobs.registry import body_of
from everfair.parties.models import KeepApart, Link, Merge, Name, Party, PossibleDuplicate
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Membership, Participation, Role
from everfair.work.models import Job
from tests.conftest import Cast, member

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def customer(cast: Cast, zh: str, owner: User | None = None, en: str = "") -> Party:
    party = Party.objects.create(kind="organisation", zh=zh, en=en)
    Name.objects.create(party=party, text=zh)
    Relationship.objects.create(party=party, series=cast.series, owner=owner)
    return party


def ask(one: Party, other: Party, score: float = 0.8) -> PossibleDuplicate:
    reasons: list[list[object]] = [["same_bare", {"bare": "青山"}]]
    if score < 1:
        reasons.append(["differs_in_city", {"a": "x", "b": "y"}])
    return PossibleDuplicate.objects.create(first=one, second=other, score=score, reasons=reasons)


def work_off(name: str) -> dict[str, int] | None:
    Job.objects.exclude(name=name).delete()
    job = Job.claim_next()
    assert job is not None
    return body_of(name)(job)


@pytest.fixture
def pair(cast: Cast) -> PossibleDuplicate:
    return ask(customer(cast, "杭州青山画廊有限公司", en="Qingshan Gallery"), customer(cast, "青山画廊"))


def url(name: str, row: PossibleDuplicate | Merge | KeepApart | Link) -> str:
    return reverse(f"data:{name}", args=[row.pk])


def test_the_list_shows_the_pair_with_its_reasons(
    pair: PossibleDuplicate, sales: User, client_of: ClientOf
) -> None:
    page = client_of(sales).get(reverse("data:duplicates"), headers={"accept-language": "en"})
    assert "the same name without its place: 青山" in page.content.decode()


def test_the_review_page_tells_what_would_move(
    pair: PossibleDuplicate, cast: Cast, client_of: ClientOf
) -> None:
    edition = Edition.objects.create(series=cast.series, ordinal=1, label="1")
    role = Role.objects.get_or_create(code="exhibitor", defaults={"side": "exhibitor"})[0]
    Participation.objects.create(party=pair.second, edition=edition, role=role)
    page = client_of(cast.sales).get(url("duplicate", pair) + f"?survivor={pair.first_id}")
    assert page.status_code == 200
    moving = {kind.kind: kind.moving for _words, kind in page.context["moving"]}
    assert moving["shows.Participation"] == 1
    assert page.context["stays"] == pair.first


def test_merging_goes_on_to_the_next_pair_and_can_be_undone(
    pair: PossibleDuplicate, cast: Cast, client_of: ClientOf
) -> None:
    other = ask(customer(cast, "白石"), customer(cast, "白石画院"), 0.7)
    client = client_of(cast.sales)
    answer = client.post(url("duplicate-merge", pair), {"survivor": pair.first_id})
    assert answer.headers["Location"] == url("duplicate", other)
    merged = Merge.objects.get()
    assert (merged.survivor, merged.by) == (pair.first, cast.sales)
    client.post(url("merge-undo", merged))
    pair.refresh_from_db()
    assert pair.state == "open"
    assert not Party.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("name", ["duplicate", "duplicate-group", "duplicate-merge"])
def test_a_pair_merged_meanwhile_leads_to_the_customer_they_became(
    name: str, pair: PossibleDuplicate, cast: Cast, client_of: ClientOf
) -> None:
    pair.first.merge(pair.second, by=cast.team_mate)
    client = client_of(cast.sales)
    ask = client.post if name.endswith("merge") else client.get
    answer = ask(url(name, pair), {"survivor": pair.first_id}, follow=True)
    assert answer.redirect_chain == [(f"/customers/{pair.first_id}/", 302)]
    assert f"“{pair.second}”已并入该客户。" in answer.content.decode()
    assert client_of(cast.stranger).get(url("duplicate", pair)).status_code == 404


def test_keeping_apart_and_taking_it_back(pair: PossibleDuplicate, sales: User, client_of: ClientOf) -> None:
    client = client_of(sales)
    client.post(url("duplicate-apart", pair))
    client.post(url("apart-lift", KeepApart.objects.get()))
    pair.refresh_from_db()
    assert pair.state == "open"


def test_later_leaves_it_out_of_the_round_and_can_be_taken_back(
    pair: PossibleDuplicate, sales: User, client_of: ClientOf
) -> None:
    client = client_of(sales)
    client.post(url("duplicate-later", pair))
    assert client.get(reverse("data:duplicates-first")).headers["Location"] == reverse("data:duplicates")
    client.post(url("duplicate-reopen", pair))
    assert client.get(reverse("data:duplicates-first")).headers["Location"] == url("duplicate", pair)


def test_a_branch_is_linked_and_kept_apart(pair: PossibleDuplicate, sales: User, client_of: ClientOf) -> None:
    client = client_of(sales)
    client.post(url("duplicate-link", pair), {"kind": "branch", "parent": pair.first_id})
    made = Link.objects.get()
    assert (made.parent, made.child, made.kind) == (pair.first, pair.second, "branch")
    assert KeepApart.objects.exists()
    client.post(url("link-undo", made))
    assert not Link.objects.exists()
    assert not KeepApart.objects.exists()


def test_the_second_to_decide_is_told(pair: PossibleDuplicate, cast: Cast, client_of: ClientOf) -> None:
    pair.first.keep_apart(pair.second, by=cast.team_mate)
    answer = client_of(cast.sales).post(
        url("duplicate-merge", pair),
        {"survivor": pair.first_id},
        follow=True,
        headers={"accept-language": "en"},
    )
    assert "kept apart" in answer.content.decode()
    assert not Merge.objects.exists()


def test_the_certain_ones_are_merged_in_one_go(
    pair: PossibleDuplicate, cast: Cast, client_of: ClientOf
) -> None:
    sure = ask(customer(cast, "白石"), customer(cast, "白石"), 1.0)
    client_of(cast.sales).post(reverse("data:duplicates-join"))
    assert work_off("parties.join_certain") == {"joined": 1, "left": 0}
    assert list(Merge.objects.values_list("absorbed", flat=True)) == [sure.second_id]


def test_selected_pairs_are_kept_apart(pair: PossibleDuplicate, sales: User, client_of: ClientOf) -> None:
    client, chosen = client_of(sales), {"bulk": "apart", "id": [pair.pk]}
    page = client.post(reverse("data:duplicates"), chosen, headers={"accept-language": "en"})
    assert "Keep this pair apart?" in page.content.decode()
    pair.refresh_from_db()
    assert pair.state == "open"
    client.post(reverse("data:duplicates"), chosen | {"sure": "1"})
    pair.refresh_from_db()
    assert pair.state == "apart"


def test_looking_is_a_job(sales: User, client_of: ClientOf) -> None:
    client_of(sales).post(reverse("data:duplicates-look"))
    assert Job.objects.filter(name="parties.find_duplicates", created_by=sales).exists()


def test_who_merged_what_is_on_record(pair: PossibleDuplicate, cast: Cast, client_of: ClientOf) -> None:
    pair.first.merge(pair.second, by=cast.team_mate, reasons=pair.reasons)
    page = client_of(cast.sales).get(reverse("data:merges"))
    assert str(cast.team_mate) in page.content.decode()


@pytest.mark.parametrize("role", ["service", "analyst", "admin"])
def test_who_may_not_merge_sees_nothing(
    role: str, pair: PossibleDuplicate, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(getattr(cast, role))
    assert client.get(reverse("data:duplicates")).status_code == 404
    assert client.get(url("duplicate", pair)).status_code == 404
    assert client.post(url("duplicate-merge", pair), {"survivor": pair.first_id}).status_code == 404


def test_a_stranger_finds_no_such_pair(pair: PossibleDuplicate, stranger: User, client_of: ClientOf) -> None:
    client = client_of(stranger)
    assert client.get(url("duplicate", pair)).status_code == 404
    assert client.post(url("duplicate-merge", pair), {"survivor": pair.first_id}).status_code == 404
    merged = pair.first.merge(pair.second, by=None)
    assert client.post(url("merge-undo", merged)).status_code == 404


def test_sales_do_not_merge_a_colleagues_customer(cast: Cast, client_of: ClientOf) -> None:
    pair = ask(customer(cast, "青山", owner=cast.team_mate), customer(cast, "青山画廊"))
    client = client_of(cast.sales)
    assert client.get(url("duplicate", pair)).status_code == 200
    assert client.post(url("duplicate-merge", pair), {"survivor": pair.first_id}).status_code == 404
    assert (
        client_of(cast.marketing).post(url("duplicate-merge", pair), {"survivor": pair.first_id}).status_code
        == 302
    )


def both(cast: Cast, here: str, there: str) -> User:
    """With a role on each of the two shows."""
    user = member("both", "何两边", here, cast.series)
    Membership.objects.create(user=user, role=there, series=cast.other_series)
    return user


@pytest.mark.parametrize(
    ("here", "there", "at", "may"),
    [
        ("director", "analyst", "here", True),
        ("director", "analyst", "there", False),
        ("director", "analyst", "both", False),
        ("service", "marketing", "here", False),
        ("sales", "marketing", "both", True),
    ],
)
def test_the_right_is_asked_of_the_shows_of_both_halves(
    here: str, there: str, at: str, may: bool, cast: Cast, client_of: ClientOf
) -> None:
    """Of customers of one show or the other, and of one of which the second half is of both."""
    series = cast.other_series if at == "there" else cast.series
    pair = ask(customer(cast, "青山"), customer(cast, "青山画廊"))
    Relationship.objects.update(series=series)
    if at == "both":
        Relationship.objects.create(party=pair.second, series=cast.other_series)
    client = client_of(both(cast, here, there))
    assert client.get(url("duplicate", pair)).context["may_decide"] == may
    answer = client.post(url("duplicate-merge", pair), {"survivor": pair.first_id})
    assert answer.status_code == (302 if may else 404)
    assert Merge.objects.exists() == may


def test_what_is_not_seen_is_not_counted(pair: PossibleDuplicate, cast: Cast, client_of: ClientOf) -> None:
    elsewhere, goes = customer(cast, "蓝田茶庄"), pair.second
    Relationship.objects.filter(party=elsewhere).update(series=cast.other_series)
    exhibitor = Role.objects.get(code="exhibitor")
    for series in (cast.series, cast.other_series):
        edition = Edition.objects.create(series=series, ordinal=1, label="1")
        Participation.objects.create(party=goes, edition=edition, role=exhibitor)
        Task.objects.create(party=goes, series=series, title="Ring", created_by=cast.director)
    Relationship.objects.create(party=goes, series=cast.other_series)
    Link.objects.create(parent=elsewhere, child=goes, kind="branch")

    def told(user: User) -> dict[str, int]:
        page = client_of(user).get(url("duplicate", pair) + f"?survivor={pair.first_id}")
        return {kind.kind: kind.moving for _words, kind in page.context["moving"]}

    def facts(user: User) -> int:
        members = client_of(user).get(url("duplicate-group", pair)).context["members"]
        return sum(one["facts"] for one in members if one["party"] == goes)

    moving = {"shows.Participation": 1, "contact.Task": 1, "relations.Relationship": 1, "parties.Name": 1}
    assert told(cast.sales) == moving
    assert facts(cast.sales) == 4
    assert told(cast.director)["contact.Task"] == told(cast.director)["shows.Participation"] == 2
    assert facts(cast.director) == 8


@pytest.mark.parametrize("name", ["duplicate-merge", "duplicate-apart", "duplicate-later", "duplicate-link"])
def test_a_decision_takes_a_post(
    name: str, pair: PossibleDuplicate, sales: User, client_of: ClientOf
) -> None:
    assert client_of(sales).get(url(name, pair)).status_code == 405


@pytest.mark.parametrize("pk", [0, 2**63, 99_999])
def test_a_pair_that_is_not_there(pk: int, sales: User, client_of: ClientOf) -> None:
    assert client_of(sales).get(f"/data/duplicates/{pk}/").status_code == 404


def test_the_survivor_must_be_one_of_the_two(
    pair: PossibleDuplicate, sales: User, client_of: ClientOf
) -> None:
    assert client_of(sales).post(url("duplicate-merge", pair), {"survivor": "0"}).status_code == 404


def test_who_may_not_merge_is_refused_without_a_trace_in_the_log(
    cast: Cast, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client_of(cast.analyst).get(reverse("data:duplicates"))
    assert answer.status_code == 404
    assert not [one for one in caplog.records if one.exc_info]
