"""Who directs one show and only reads another writes of a customer of both for the former alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from everfair.contact.models import Interaction, Task
from everfair.house.models import User
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Membership, Participation, Role, RoleHolding
from tests.conftest import Cast, member
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


@pytest.fixture
def both(cast: Cast) -> User:
    """Directs the first show, reads the other."""
    user = member("both", "何两边", Membership.Role.DIRECTOR, cast.series)
    Membership.objects.create(user=user, role=Membership.Role.ANALYST, series=cast.other_series)
    return user


@dataclass(frozen=True)
class Told:
    """What is on file of a customer at one show."""

    relationship: Relationship
    edition: Edition
    dealing: Interaction
    task: Task
    stay: Participation
    role: RoleHolding

    def addresses(self) -> list[str]:
        """Every page and button that writes one of these."""
        return [
            f"write/?relationship={self.relationship.pk}",
            f"dealings/{self.dealing.pk}/",
            f"tasks/{self.task.pk}/",
            f"tasks/{self.task.pk}/call-off/",
            f"roles/{self.role.pk}/remove/",
            f"participations/{self.stay.pk}/",
            f"participations/{self.stay.pk}/stands/",
            f"participations/{self.stay.pk}/cancel/",
            f"stands/{self.stay.stands.get().pk}/remove/",
            f"owner/{self.relationship.pk}/",
            f"stage/{self.relationship.pk}/",
        ]


def told_at(relationship: Relationship, by: User) -> Told:
    party, series = relationship.party, relationship.series
    edition, role = series.editions.latest("ordinal"), Role.objects.get(code="exhibitor")
    of_show: dict[str, Any] = {"party": party, "series": series}
    return Told(
        relationship,
        edition,
        Interaction.objects.create(occurred_on="2024-01-01", channel="phone", **of_show),
        Task.objects.create(title="Ring", created_by=by, **of_show),
        Participation.take_part(party, edition, role, status="booked", by=by, stand="A1"),
        RoleHolding.objects.get_or_create(role=role, **of_show)[0],
    )


@pytest.fixture
def here(fair: Fair, cast: Cast) -> Told:
    return told_at(fair.qingshan, cast.director)


@pytest.fixture
def there(fair: Fair, cast: Cast) -> Told:
    of_other = Relationship.between(fair.qingshan.party_id, cast.other_series.pk, side="exhibitor")
    return told_at(of_other, cast.director)


def test_the_server_lets_write_for_the_own_show_alone(
    here: Told, there: Told, both: User, client_of: SignIn
) -> None:
    client, file = client_of(both), f"/customers/{here.relationship.party_id}/"
    for address in there.addresses():
        assert client.post(f"{file}{address}", {"x": 1}).status_code == 404, address
    for address in here.addresses():
        assert client.post(f"{file}{address}", {"x": 1}).status_code in (302, 422), address


def test_the_file_offers_what_is_allowed(here: Told, there: Told, both: User, client_of: SignIn) -> None:
    client, file = client_of(both), f"/customers/{here.relationship.party_id}/"
    for shown, may in ((here, True), (there, False)):
        page = client.get(f"{file}?relationship={shown.relationship.pk}").content.decode()
        assert (f"{file}write/" in page) == may
        links = [f"{file}{each}" for each in shown.addresses()[1:] if f'href="{file}{each}' in page]
        acts = [each for each in shown.addresses()[1:] if f'action="{file}{each}"' in page]
        assert bool(links) == bool(acts) == may
        assert f'"{file}tasks/{here.task.pk}/' in page
        assert f'"{file}tasks/{there.task.pk}/' not in page
        assert f'"{file}dealings/{there.dealing.pk}/' not in page


def test_a_customer_is_added_where_one_may(
    here: Told, there: Told, cast: Cast, both: User, client_of: SignIn
) -> None:
    client = client_of(both)
    for series, may in ((cast.series, True), (cast.other_series, False)):
        page = client.get(f"/customers/?series={series.pk}").content.decode()
        assert (f'href="/customers/new/?series={series.pk}"' in page) == may
        assert client.get(f"/customers/new/?series={series.pk}").status_code == (200 if may else 404)
        asked = f"/palette/?q=add&series={series.pk}"
        palette = client.get(asked, headers={"Accept-Language": "en"}).content.decode()
        assert ("/customers/new/" in palette) == may


def test_dialogs_offer_the_shows_at_which_the_customer_is_theirs(
    here: Told, there: Told, cast: Cast, sales: User, client_of: SignIn
) -> None:
    Membership.objects.create(user=sales, role=Membership.Role.SALES, series=cast.other_series)
    client, file = client_of(sales), f"/customers/{here.relationship.party_id}/"
    Relationship.objects.filter(pk=here.relationship.pk).update(owner=cast.team_mate)
    editions = client.get(f"{file}participations/").context["form"].fields["edition"].queryset
    assert {one.series_id for one in editions} == {cast.other_series.pk}
    shows = client.get(f"{file}roles/").context["form"].fields["series"].queryset
    assert list(shows) == [cast.other_series]
    given = {"edition": here.edition.pk, "role": here.stay.role_id, "status": "came"}
    assert client.post(f"{file}participations/", given).status_code == 422
    client.post(f"{file}write/", {"sort": "note", "note": "Fine"})
    assert Interaction.objects.get(note="Fine").series == cast.other_series


def test_a_show_at_which_others_look_after_the_customer_is_theirs(
    here: Told, there: Told, cast: Cast, sales: User, stranger: User, client_of: SignIn
) -> None:
    """Who sells on both shows writes where the customer is theirs or nobody's."""
    Membership.objects.create(user=sales, role=Membership.Role.SALES, series=cast.other_series)
    client, file = client_of(sales), f"/customers/{here.relationship.party_id}/"
    note = {"sort": "note", "note": "Fine"}
    assert client.post(f"{file}{there.addresses()[0]}", note).status_code == 302
    Relationship.objects.filter(pk=there.relationship.pk).update(owner=stranger)
    for address in there.addresses():
        assert client.post(f"{file}{address}", note).status_code == 404, address


def test_their_task_is_done_by_whose_role_allows_it(
    here: Told, there: Told, both: User, client_of: SignIn
) -> None:
    Task.objects.filter(pk=there.task.pk).update(assignee=both)
    address = f"/customers/{here.relationship.party_id}/tasks/{there.task.pk}/"
    assert client_of(both).post(address, {"outcome": "reached"}).status_code == 404
    Membership.objects.filter(user=both, role=Membership.Role.ANALYST).update(role=Membership.Role.SALES)
    assert client_of(both).post(address, {"outcome": "reached"}).status_code == 302


def test_nothing_is_taken_back_for_a_show_that_somebody_else_looks_after_by_now(
    here: Told, team_mate: User, sales: User, client_of: SignIn
) -> None:
    client, file = client_of(sales), f"/customers/{here.relationship.party_id}/"
    client.post(f"{file}write/", {"sort": "call", "note": "Rang"})
    client.post(f"{file}tasks/{here.task.pk}/call-off/")
    client.post(f"{file}participations/{here.stay.pk}/cancel/")
    Relationship.objects.filter(party=here.relationship.party_id).update(owner=team_mate)
    ways = re.findall(r'action="(/undo/[^"]+)"', client.get(file).content.decode())
    assert len(ways) == 3
    for way in ways:
        client.post(way)
    here.task.refresh_from_db()
    here.stay.refresh_from_db()
    assert Interaction.objects.filter(note="Rang").exists()
    assert here.task.cancelled_at is not None
    assert here.stay.status == "cancelled"
