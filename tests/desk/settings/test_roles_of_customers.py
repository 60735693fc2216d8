"""The tree of roles: a house grows its own branches, and keeps what is in use."""

import pytest
from django.test import Client

from everfair.journal.models import Entry
from everfair.parties.models import Party
from everfair.shows import role_tree
from everfair.shows.models import Role, RoleHolding, Series


@pytest.fixture
def exhibitor(db: None) -> Role:
    return Role.objects.get(code="exhibitor")


def gallery(keeper: Client, exhibitor: Role) -> Role:
    given = {"zh": "画廊", "en": "Gallery", "parent": exhibitor.pk, "side": "exhibitor"}
    assert keeper.post("/settings/roles/new/", given).status_code == 302
    return Role.objects.get(en="Gallery")


def test_a_house_adds_a_role_of_its_own_under_another(keeper: Client, exhibitor: Role) -> None:
    made = gallery(keeper, exhibitor)
    row = next(row for row in role_tree.rows() if row.role == made)
    above = next(row for row in role_tree.rows() if row.role == exhibitor)
    assert (made.parent, made.code) == (exhibitor, "gallery")
    assert (row.depth, row.is_own, above.is_own) == (above.depth + 1, True, False)
    assert "Gallery" in keeper.get("/settings/roles/").content.decode()


def test_two_of_the_same_name_get_codes_of_their_own(keeper: Client, exhibitor: Role) -> None:
    gallery(keeper, exhibitor)
    given = {"zh": "", "en": "Gallery", "parent": "", "side": "partner"}
    keeper.post("/settings/roles/new/", given)
    assert Role.objects.filter(en="Gallery").values("code").distinct().count() == 2


def test_a_role_in_use_is_renamed_but_not_removed(keeper: Client, exhibitor: Role, series: Series) -> None:
    party = Party.objects.create(kind="organisation")
    RoleHolding.objects.create(party=party, recorded_party=party, series=series, role=exhibitor)
    keeper.post(f"/settings/roles/{exhibitor.pk}/remove/")
    exhibitor.refresh_from_db()
    given = {"zh": "参展商家", "en": "Exhibitor", "side": "exhibitor", "parent": exhibitor.parent_id or ""}
    keeper.post(f"/settings/roles/{exhibitor.pk}/", given)
    exhibitor.refresh_from_db()
    assert exhibitor.zh == "参展商家"
    assert list(Entry.objects.filter(object_type="shows.role").values_list("verb", flat=True)) == [
        "role.change"
    ]


def test_a_role_with_roles_under_it_stays(keeper: Client) -> None:
    above = Role.objects.get(code="organiser")
    keeper.post(f"/settings/roles/{above.pk}/remove/")
    assert Role.objects.filter(pk=above.pk).exists()


def test_an_unused_role_goes(keeper: Client, exhibitor: Role) -> None:
    made = gallery(keeper, exhibitor)
    keeper.post(f"/settings/roles/{made.pk}/remove/")
    assert not Role.objects.filter(pk=made.pk).exists()


def test_a_role_cannot_come_under_itself(keeper: Client) -> None:
    above, under = Role.objects.get(code="organiser"), Role.objects.get(code="exhibition-company")
    given = {"zh": "x", "en": "x", "side": "partner", "parent": under.pk}
    answer = keeper.post(f"/settings/roles/{above.pk}/", given)
    assert answer.status_code == 422
    assert "parent" in answer.context["form"].errors


def test_a_role_without_any_name_is_refused(keeper: Client) -> None:
    given = {"zh": "", "en": "", "side": "partner", "parent": ""}
    assert keeper.post("/settings/roles/new/", given).status_code == 422
