"""One's own settings."""

from django.test import Client

from everfair.house.models import User
from everfair.ui.models import SavedView
from tests.desk.settings.conftest import SignIn


def test_language_and_light_count_at_once_and_everywhere(sales: User, client_of: SignIn) -> None:
    browser = client_of(sales)
    given = {"name": "李明", "language": "zh-hans", "theme": "dark"}
    answer = browser.post("/settings/me/", given, follow=True)
    sales.refresh_from_db()
    assert (sales.name, sales.language, sales.theme) == ("李明", "zh-hans", "dark")
    page = answer.content.decode()
    assert 'lang="zh-hans"' in page.lower() or 'lang="zh-cn"' in page.lower()
    assert 'data-theme="dark"' in page
    elsewhere = client_of(sales).get("/settings/me/").content.decode()
    assert 'data-theme="dark"' in elsewhere


def test_nobody_makes_themselves_more_than_they_are(sales: User, client_of: SignIn) -> None:
    given = {"name": "x", "language": "en", "theme": "light", "is_superuser": "1", "username": "root"}
    client_of(sales).post("/settings/me/", given)
    sales.refresh_from_db()
    assert (sales.is_superuser, sales.username) == (False, "sales")


def test_ones_views_are_listed_with_their_lists(sales: User, director: User, client_of: SignIn) -> None:
    SavedView.objects.create(owner=sales, list_code="audit", name="Mine", query="q=a")
    SavedView.objects.create(owner=director, list_code="audit", name="Theirs", query="q=b", shared=True)
    views = client_of(sales).get("/settings/me/").context["views"]
    assert [(view.name, url) for view, _word, url in views] == [
        ("Mine", "/settings/audit/?q=a&view=" + str(views[0][0].pk))
    ]


def test_the_door_leads_where_one_may_go(sales: User, client_of: SignIn, keeper: Client) -> None:
    assert client_of(sales).get("/settings/").headers["Location"] == "/settings/me/"
    assert keeper.get("/settings/").headers["Location"] == "/settings/staff/"


def test_only_doors_that_open_are_shown(sales: User, client_of: SignIn) -> None:
    page = client_of(sales).get("/settings/me/").content.decode()
    assert "/settings/staff/" not in page
    assert "/settings/audit/" not in page
