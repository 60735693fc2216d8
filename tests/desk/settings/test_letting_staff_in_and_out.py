"""Accounts and their roles: who may give them, what they open, and that nobody shuts the last door."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.translation import override

from everfair.desk.settings.staff.listing import work_of
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.shows import staffing
from everfair.shows.models import Membership
from everfair.shows.scope import MAY, Capability
from tests.conftest import Cast
from tests.desk.settings.conftest import SignIn

NEW = {
    "name": "钱新人",
    "username": "qian",
    "email": "qian@example.org",
    "language": "zh-hans",
    "role": "sales",
}


def verbs(user: User) -> list[str]:
    told = Entry.objects.filter(object_type="house.user", object_id=user.pk).order_by("pk")
    return list(told.values_list("verb", flat=True))


def test_a_new_account_is_made_with_its_role_and_a_password_shown_once(cast: Cast, keeper: Client) -> None:
    answer = keeper.post("/settings/staff/new/", NEW | {"series": cast.series.pk})
    password = answer.context["password"]
    made = User.objects.get(username="qian")
    assert password in answer.content.decode()
    assert made.check_password(password)
    assert [(one.role, one.series) for one in made.memberships.all()] == [("sales", cast.series)]
    assert verbs(made) == ["user.add", "membership.add"]
    assert password not in str(list(Entry.objects.values_list("params", flat=True)))


def test_a_password_given_is_not_shown(keeper: Client) -> None:
    answer = keeper.post("/settings/staff/new/", NEW | {"password": "grey heron 9"}, follow=True)
    assert "grey heron 9" not in answer.content.decode()
    assert User.objects.get(username="qian").check_password("grey heron 9")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "12345678"}, "password"),
        ({"password": "short"}, "password"),
        ({"username": "SALES"}, "username"),
        ({"email": "Sales@example.org"}, "email"),
        ({"username": "no spaces"}, "username"),
        ({"role": "emperor"}, "role"),
        ({"series": "99999"}, "series"),
    ],
)
def test_an_account_that_cannot_be_is_refused(wrong: dict[str, str], field: str, keeper: Client) -> None:
    answer = keeper.post("/settings/staff/new/", NEW | wrong)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.filter(username="qian").exists()


def test_more_than_the_form_asks_is_not_taken(keeper: Client) -> None:
    keeper.post(
        "/settings/staff/new/", NEW | {"is_superuser": "1", "is_staff": "1", "password": "grey heron 9"}
    )
    made = User.objects.get(username="qian")
    assert (made.is_superuser, made.is_staff) == (False, False)


def test_a_shut_account_is_refused_at_its_next_request(
    keeper: Client, sales: User, client_of: SignIn
) -> None:
    browser = client_of(sales)
    assert browser.get("/settings/me/").status_code == 200
    keeper.post(f"/settings/staff/{sales.pk}/shut/")
    assert browser.get("/settings/me/").status_code == 302
    assert browser.get("/settings/me/").headers["Location"].startswith("/account/login/")
    assert not Client().login(username="sales", password="correct horse")
    keeper.post(f"/settings/staff/{sales.pk}/open/")
    assert browser.get("/settings/me/").status_code == 200
    assert verbs(sales) == ["user.disable", "user.enable"]


def test_a_new_password_signs_the_old_one_out(keeper: Client, sales: User, client_of: SignIn) -> None:
    browser = client_of(sales)
    answer = keeper.post(f"/settings/staff/{sales.pk}/password/")
    assert browser.get("/settings/me/").status_code == 302
    sales.refresh_from_db()
    assert sales.check_password(answer.context["password"])
    assert verbs(sales) == ["user.password"]


def test_a_role_taken_away_closes_its_doors_at_the_next_request(
    cast: Cast, keeper: Client, client_of: SignIn
) -> None:
    other = staffing.grant(cast.sales, Membership.Role.ADMIN, None, by=cast.director)
    browser = client_of(cast.sales)
    assert browser.get("/settings/staff/").status_code == 200
    keeper.post(f"/settings/staff/{cast.sales.pk}/roles/{other.pk}/remove/")
    assert browser.get("/settings/staff/").status_code == 404


def test_the_last_who_lets_in_cannot_be_shut_out(cast: Cast, client_of: SignIn) -> None:
    keeper = client_of(cast.admin)
    keeper.post(f"/settings/staff/{cast.director.pk}/shut/")
    membership = cast.admin.memberships.get()
    answer = keeper.post(f"/settings/staff/{cast.admin.pk}/shut/", follow=True)
    assert "Nobody else could let staff in" in answer.content.decode()
    keeper.post(f"/settings/staff/{cast.admin.pk}/roles/{membership.pk}/remove/")
    cast.admin.refresh_from_db()
    assert cast.admin.is_active
    assert list(staffing.keepers()) == [cast.admin]


def test_a_role_on_one_show_does_not_keep_the_house(cast: Cast) -> None:
    staffing.disable(cast.director, by=None)
    staffing.grant(cast.sales, Membership.Role.DIRECTOR, cast.series, by=None)
    with pytest.raises(staffing.NobodyLeft):
        staffing.disable(cast.admin, by=None)


def test_a_director_of_one_show_does_not_manage_the_staff_of_the_house(cast: Cast, client_of: SignIn) -> None:
    staffing.grant(cast.sales, Membership.Role.DIRECTOR, cast.series, by=None)
    browser = client_of(cast.sales)
    assert browser.get("/settings/staff/").status_code == 404
    answer = browser.post(f"/settings/staff/{cast.sales.pk}/roles/", {"role": "admin", "series": ""})
    assert answer.status_code == 404
    assert not cast.sales.memberships.filter(role="admin").exists()


def test_the_table_of_rights_is_the_one_that_decides(keeper: Client) -> None:
    shown = {str(right.word): right.held for right in keeper.get("/settings/rights/").context["rights"]}
    assert len(shown) == len(Capability)
    exports = [(role, Capability.EXPORT in MAY[role]) for role in Membership.Role]
    assert shown["Export"] == exports


@pytest.mark.parametrize(("language", "told"), [("en", "Sales ({})"), ("zh-hans", "销售（{}）")])
def test_a_role_stands_with_its_show_as_the_language_writes_it(language: str, told: str, cast: Cast) -> None:
    with override(language):
        assert work_of(cast.sales) == told.format(cast.series)


def test_a_role_is_given_once(cast: Cast, keeper: Client) -> None:
    for _time in range(2):
        keeper.post(f"/settings/staff/{cast.sales.pk}/roles/", {"role": "service", "series": cast.series.pk})
    assert cast.sales.memberships.filter(role="service").count() == 1
    assert verbs(cast.sales) == ["membership.add"]


def test_nobody_is_a_keeper_of_nothing(db: None) -> None:
    assert not staffing.keepers().exists()
    assert not AnonymousUser().is_active
