"""Names beside a customer are asked for like the customer: what the user may not see is not told there either."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.parties.models import Employment, Merge, Name, Party, PossibleDuplicate
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.shows.scope import scope_of
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


def person(name: str, *places: Relationship) -> Party:
    party = Party.objects.create(kind=Party.Kind.PERSON, zh=name)
    Name.objects.create(party=party, text=name, kind=Name.Kind.FULL)
    for place in places:
        Employment.objects.create(person=party, organisation=place.party)
    return party


def pair(one: Party, other: Party) -> PossibleDuplicate:
    first, second = sorted((one, other), key=lambda party: party.pk)
    return PossibleDuplicate.objects.create(first=first, second=second, score=0.8, reasons=[])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_possible_duplicate_on_another_show_is_not_named(fair: Fair, cast: Cast, client_of: SignIn) -> None:
    pair(fair.qingshan.party, fair.elsewhere.party)
    pair(fair.qingshan.party, fair.lanhai.party)
    told = page(client_of(cast.sales), f"/customers/{fair.qingshan.party_id}/")
    assert "蓝田茶庄" not in told
    assert "上海蓝海美术馆" in told
    assert "蓝田茶庄" in page(client_of(cast.director), f"/customers/{fair.qingshan.party_id}/")


def test_where_else_somebody_works_is_not_named(fair: Fair, cast: Cast, client_of: SignIn) -> None:
    both = person("白露", fair.qingshan, fair.elsewhere)
    told = page(client_of(cast.sales), f"/customers/{both.pk}/")
    assert "蓝田茶庄" not in told
    assert "杭州青山画廊有限公司" in told


def test_nor_is_it_on_a_pair_under_review(fair: Fair, cast: Cast, client_of: SignIn) -> None:
    both, again = person("白露", fair.qingshan, fair.elsewhere), person("白璐", fair.qingshan)
    told = page(client_of(cast.sales), f"/data/duplicates/{pair(both, again).pk}/")
    assert "蓝田茶庄" not in told
    assert "杭州青山画廊有限公司" in told


def test_whom_an_undone_merge_gave_back_to_another_show_is_not_named(
    fair: Fair, cast: Cast, client_of: SignIn
) -> None:
    done = Merge.objects.create(survivor=fair.qingshan.party, absorbed=fair.elsewhere.party, reasons=[])
    assert "蓝田茶庄" in page(client_of(cast.sales), "/data/duplicates/merges/")
    Merge.objects.filter(pk=done.pk).update(undone_at=timezone.now())
    assert "蓝田茶庄" not in page(client_of(cast.sales), "/data/duplicates/merges/")


def test_who_works_for_a_team_mates_customer_is_not_changed(
    fair: Fair, cast: Cast, client_of: SignIn
) -> None:
    theirs, ours = person("白露", fair.lanhai), person("青禾", fair.qingshan)
    client = client_of(cast.sales)
    assert client.get(f"/customers/{theirs.pk}/contacts/").status_code == 404
    assert client.post(f"/customers/{theirs.pk}/stop/").status_code == 404
    assert client.get(f"/customers/{ours.pk}/contacts/").status_code == 200
    assert visible.may_change(scope_of(cast.service), theirs)


def test_a_task_of_another_show_is_not_called_off(fair: Fair, cast: Cast, client_of: SignIn) -> None:
    Relationship.objects.create(party=fair.qingshan.party, series=cast.other_series, side="exhibitor")
    task = Task.objects.create(party=fair.qingshan.party, series=cast.other_series, title="Ring")
    here = Task.objects.create(party=fair.qingshan.party, series=cast.series, title="Ring")
    client, address = client_of(cast.sales), f"/customers/{fair.qingshan.party_id}/tasks/"
    assert client.post(f"{address}{task.pk}/call-off/").status_code == 404
    assert client.post(f"{address}{here.pk}/call-off/").status_code == 302


def test_what_somebody_changed_meanwhile_is_not_undone(fair: Fair, cast: Cast, client_of: SignIn) -> None:
    task = Task.objects.create(party=fair.qingshan.party, series=cast.series, title="Ring")
    client = client_of(cast.sales)
    client.post(f"/customers/{fair.qingshan.party_id}/tasks/{task.pk}/", {"outcome": "reached"})
    token = client.session["ways_back"][-1][0]
    task.refresh_from_db()
    task.reopen(by=cast.director)
    assert client.post(f"/undo/{token}/").status_code == 302
    task.refresh_from_db()
    assert task.is_open
