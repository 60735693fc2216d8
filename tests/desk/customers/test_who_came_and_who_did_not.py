"""The filters by attendance ask the facts; what the published run says is a short cut that is never in the way."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.journal.models import Entry
from everfair.relations import since
from everfair.relations.models import Score
from everfair.shows.models import Participation
from everfair.work.models import Job
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def long_ago(fair: Fair) -> Fair:
    """The run read the facts long after everything happened."""
    make_old(fair)
    return fair


def make_old(fair: Fair) -> None:
    before = fair.run.data_moment - datetime.timedelta(days=30) if fair.run.data_moment else timezone.now()
    Entry.objects.update(at=before)


def found(client: Client, query: str) -> set[int]:
    return set(in_order(client, query))


def in_order(client: Client, query: str) -> list[int]:
    return [row.pk for row, _url, _drawn in client.get(f"/customers/?{query}").context["lines"]]


def test_both_ways(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    client, third, fourth = client_of(sales), long_ago.editions[2].pk, long_ago.editions[3].pk
    qingshan, lanhai, hongye = long_ago.qingshan.pk, long_ago.lanhai.pk, long_ago.hongye.pk
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == []
    assert found(client, f"came={third}") == {qingshan, lanhai}
    assert found(client, f"came={third}&came={fourth}") == {qingshan}
    assert found(client, f"came={third}&not_came={fourth}") == {lanhai}
    assert found(client, f"not_came={fourth}") == {lanhai, hongye}


def test_what_the_run_says_spares_asking(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    """Else a million customers would be asked one by one."""
    Score.objects.filter(relationship=long_ago.lanhai).update(attended="00000")
    third = long_ago.editions[2].pk
    assert found(client_of(sales), f"came={third}") == {long_ago.qingshan.pk}


def test_whoever_came_after_all_is_found_at_once(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    client, fifth = client_of(sales), long_ago.editions[4]
    role = Participation.objects.filter(party=long_ago.lanhai.party)[0].role
    new = Participation.take_part(long_ago.lanhai.party, fifth, role, status="came", by=sales)
    assert long_ago.lanhai.pk in found(client, f"came={fifth.pk}")
    assert long_ago.lanhai.pk not in found(client, f"not_came={fifth.pk}")
    make_old(long_ago)
    new.change(by=sales, status="no_show")
    assert long_ago.lanhai.pk in found(client, f"not_came={fifth.pk}")


def test_whoever_changed_stands_where_they_belong(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    """Though they are read apart from those of whom the run says it."""
    client, last, role = client_of(sales), long_ago.editions[4], Participation.objects.all()[0].role
    chances = {long_ago.qingshan.pk: 0.91, long_ago.lanhai.pk: 0.34}
    for number, chance in enumerate((0.95, 0.34, 0.2, 0.5)):
        new = made.customer(long_ago.lanhai.series, f"第{number}画廊", attended="11110", readings=False)
        chances[new.pk] = chance
    made.analysed(long_ago.lanhai.series, {pk: ("FTTTW", "11110", chance) for pk, chance in chances.items()})
    make_old(long_ago)
    came = Participation.take_part(long_ago.lanhai.party, last, role, status="came", by=sales)
    came.change(by=sales, status="no_show")
    falling = [pk for pk, _chance in sorted(chances.items(), key=lambda row: (-row[1], row[0]))]
    falling.remove(long_ago.qingshan.pk)  # came
    assert in_order(client, f"not_came={last.pk}")[:5] == falling
    assert in_order(client, f"not_came={last.pk}&sort=chance")[:5] == falling[::-1]


def test_a_change_of_what_was_known_counts_at_once(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    client, fifth = client_of(sales), long_ago.editions[4]
    came = Participation.objects.get(party=long_ago.qingshan.party, edition=fifth)
    client.post(f"/customers/{long_ago.qingshan.party_id}/participations/{came.pk}/cancel/")
    came.refresh_from_db()
    assert came.status == "cancelled"
    assert found(client, f"came={fifth.pk}") == set()
    assert long_ago.qingshan.pk in found(client, f"not_came={fifth.pk}")


def test_many_changes_leave_it_to_the_facts(
    long_ago: Fair, sales: User, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "MOST", 1)
    for row in Participation.objects.filter(party=long_ago.lanhai.party)[:2]:
        row.change(by=sales, note="asked again")
    Score.objects.update(attended="")
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None
    assert found(client_of(sales), f"came={long_ago.editions[0].pk}") == {
        long_ago.qingshan.pk, long_ago.lanhai.pk,
    }  # fmt: skip


def test_what_changes_for_everybody_leaves_it_to_the_facts(long_ago: Fair, sales: User) -> None:
    long_ago.editions[0].change(by=sales, label="The first")
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None


def test_a_new_edition_changes_nothing_that_was_known(long_ago: Fair, sales: User) -> None:
    long_ago.lanhai.series.add_edition(by=sales, label="7")
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == []


def test_editions_are_where_the_run_found_them(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    """Lists put editions in order, too: that no journal tells."""
    first, last = long_ago.editions[0], long_ago.editions[4]
    for edition, ordinal in ((first, 99), (last, first.ordinal), (first, last.ordinal)):
        type(edition).objects.filter(pk=edition.pk).update(ordinal=ordinal)
    assert found(client_of(sales), f"came={last.pk}") == {long_ago.qingshan.pk}


def listed(state: str = "loading", began: datetime.datetime | None = None, **told: Any) -> Batch:
    """A list of participations whose load began then, or a moment ago."""
    name = "intake.load" if state in ("loading", "loaded") else "intake.take_back"
    job = Job.objects.create(name=name, started_at=began or timezone.now())
    return Batch.objects.create(kind="participations", filename="a.csv", size=1, state=state, job=job, **told)


@pytest.mark.parametrize("state", ["loading", "loaded"])
def test_of_whom_a_list_tells_since_is_asked(long_ago: Fair, state: str) -> None:
    batch = listed(state, loaded_at=timezone.now() if state == "loaded" else None)
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == []
    batch.tell_attending({long_ago.lanhai.party_id})
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == [long_ago.lanhai.pk]
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id + 1) == []


def test_a_run_made_during_a_load_knows_some_of_its_new_customers(long_ago: Fair) -> None:
    """Whom the load does not name, though it goes on telling of them."""
    assert long_ago.run.data_moment is not None
    listed(began=long_ago.run.data_moment - datetime.timedelta(minutes=1))
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None


@pytest.mark.parametrize("state", ["foreseen", "taking"])
def test_of_whom_a_list_told_that_is_taken_back_anybody_may_be(long_ago: Fair, state: str) -> None:
    assert long_ago.run.data_moment is not None
    before = long_ago.run.data_moment - datetime.timedelta(days=9)
    listed(state, loaded_at=before if state == "taking" else None)
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None


def test_an_undone_merge_may_tell_of_anybody(long_ago: Fair, sales: User) -> None:
    merge = long_ago.qingshan.party.merge(long_ago.hongye.party, by=sales)
    make_old(long_ago)
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == []
    merge.undo(by=sales)
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None


def test_too_many_of_several_lists_leave_it_to_the_facts(
    long_ago: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "MOST", 1)
    for one in (long_ago.lanhai, long_ago.qingshan):
        listed().tell_attending({one.party_id})
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None


def test_of_whom_no_run_tells_nothing_is_asked(long_ago: Fair) -> None:
    """Of many a list may tell that another brought a moment ago."""
    long_ago.run.publish()
    batch = listed()
    newcomer = made.customer(long_ago.lanhai.series, "新来的画廊", readings=False)
    batch.tell_attending({newcomer.party_id})
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == []
    batch.tell_attending({long_ago.lanhai.party_id})
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == [long_ago.lanhai.pk]


def test_a_list_that_tells_of_many_may_have_changed_anybody(
    long_ago: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Batch, "NAMED_AT_MOST", 1)
    batch = listed()
    batch.tell_attending({long_ago.lanhai.party_id})
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) == [long_ago.lanhai.pk]
    batch.tell_attending({long_ago.qingshan.party_id})
    assert since.changed_since(long_ago.run, long_ago.lanhai.series_id) is None
