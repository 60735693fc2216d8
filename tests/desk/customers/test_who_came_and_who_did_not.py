"""The filters by attendance ask the facts; what the published run says is a short cut that is never in the way."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from everfair.house.models import User
from everfair.intake.models import Batch, ImportedRow
from everfair.journal.models import Entry
from everfair.relations import since
from everfair.relations.models import Score
from everfair.shows.models import Participation
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
    Participation.every.update(recorded_at=before)
    Entry.objects.update(at=before)


def found(client: Client, query: str) -> set[int]:
    return set(in_order(client, query))


def in_order(client: Client, query: str) -> list[int]:
    return [row.pk for row, _url, _drawn in client.get(f"/customers/?{query}").context["lines"]]


def test_both_ways(long_ago: Fair, sales: User, client_of: SignIn) -> None:
    client, third, fourth = client_of(sales), long_ago.editions[2].pk, long_ago.editions[3].pk
    qingshan, lanhai, hongye = long_ago.qingshan.pk, long_ago.lanhai.pk, long_ago.hongye.pk
    assert since.changed_since(long_ago.run) == []
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
    new = Participation.objects.create(party=long_ago.lanhai.party, edition=fifth, role=role, status="came")
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
    came = Participation.objects.create(party=long_ago.lanhai.party, edition=last, role=role, status="came")
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
    Participation.every.update(recorded_at=timezone.now())
    Score.objects.update(attended="")
    assert since.changed_since(long_ago.run) is None
    assert found(client_of(sales), f"came={long_ago.editions[0].pk}") == {
        long_ago.qingshan.pk, long_ago.lanhai.pk,
    }  # fmt: skip


def test_what_changes_for_everybody_leaves_it_to_the_facts(long_ago: Fair, sales: User) -> None:
    long_ago.editions[0].change(by=sales, label="The first")
    assert since.changed_since(long_ago.run) is None


def test_rows_a_list_has_touched_since_are_asked(long_ago: Fair) -> None:
    row = Participation.objects.filter(party=long_ago.lanhai.party)[0]
    batch = Batch.objects.create(kind="participations", filename="a.csv", size=1, loaded_at=timezone.now())
    ImportedRow.objects.create(
        batch=batch, row=2, natural_key="a", object_type="shows.participation", object_id=row.pk
    )
    assert since.changed_since(long_ago.run) == [long_ago.lanhai.pk]
