import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from everfair.house.models import User
from everfair.ui import errors, figures, palette, rooms
from everfair.ui.context import Frame
from everfair.ui.stages import STAGES
from everfair.ui.templatetags import ui as tags
from everfair.ui.views import without_show

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    user = User.objects.create_user("mei", password="a long phrase")
    client.force_login(user)
    return user


def test_every_room_of_the_rail_has_a_door() -> None:
    assert all(room.url.startswith("/") for room in rooms.ROOMS)


def test_the_theme_is_kept_for_the_person_and_the_browser(client: Client, person: User) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/here/?a=1"})
    person.refresh_from_db()
    assert (person.theme, answer.cookies["theme"].value, answer["Location"]) == ("dark", "dark", "/here/?a=1")


def test_an_unknown_theme_or_language_changes_nothing(client: Client, person: User) -> None:
    assert "theme" not in client.post("/theme/", {"theme": "pink"}).cookies
    client.post("/language/", {"language": "tlh"})
    person.refresh_from_db()
    assert (person.theme, person.language) == ("system", "")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_out_of_the_house(client: Client, person: User, elsewhere: str) -> None:
    assert client.post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_the_language_may_be_chosen_before_sign_in(client: Client) -> None:
    assert client.post("/language/", {"language": "en"}).cookies["django_language"].value == "en"


@pytest.mark.parametrize("address", ["/theme/", "/language/", "/show/", "/views/"])
def test_what_changes_something_takes_a_post(client: Client, person: User, address: str) -> None:
    assert client.get(address).status_code == 405


def test_a_show_that_is_not_offered_cannot_be_chosen(client: Client, person: User) -> None:
    assert client.post("/show/", {"show": "999-1"}).status_code == 404


def test_choosing_a_show_takes_the_old_one_out_of_the_address() -> None:
    assert without_show("/customers/?series=1&q=a&edition=2&page=3") == "/customers/?q=a"


def test_a_view_is_saved_once_a_name_and_deleted_by_its_owner_only(client: Client, person: User) -> None:
    for query in ("q=a", "q=b"):
        client.post("/views/", {"list_code": "staff", "name": "Mine", "query": query, "next": "/staff/"})
    view = person.saved_views.get()
    assert view.query == "q=b"
    other = Client()
    other.force_login(User.objects.create_user("bo"))
    assert other.post(f"/views/{view.pk}/delete/").status_code == 404
    assert client.post(f"/views/{view.pk}/delete/", {"next": "/staff/?q=b"})["Location"] == "/staff/"


def test_the_palette_finds_a_room_by_a_part_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "providers", [])
    monkeypatch.setattr(rooms, "ROOMS", (rooms.Room("theme", "Light and dark", "sun", "ui:theme", "l"),))
    found = [entry.url for _group, entries in palette.answers(HttpRequest(), "AND d") for entry in entries]
    assert found == ["/theme/"]
    assert palette.answers(HttpRequest(), "nowhere") == []


def test_the_palette_says_what_it_did_not_find_as_text(client: Client, person: User) -> None:
    page = client.get("/palette/", {"q": "no such thing <b>"}).content.decode()
    assert "no such thing &lt;b&gt;" in page


def test_a_provider_is_asked_and_its_answers_are_grouped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "providers", [])

    @palette.register
    def people(request: HttpRequest, text: str) -> list[palette.Entry]:
        return [palette.Entry(f"{text} {n}", f"/{n}/", group="People") for n in range(20)]

    group, entries = palette.answers(HttpRequest(), "Li")[0]
    assert (group, entries[0].label, len(entries)) == ("People", "Li 0", palette.MOST_OF_A_GROUP)


def test_a_stranger_is_offered_no_show() -> None:
    request = RequestFactory().get("/?series=1")
    request.user = AnonymousUser()
    assert Frame(request).show.series is None


def test_forbidden_and_missing_look_alike() -> None:
    request = RequestFactory().get("/secret/")
    request.user = AnonymousUser()
    assert errors.forbidden(request).status_code == 404


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "回到工作台"), ("en", "To the desk")])
def test_error_pages_speak_both_languages_and_need_nothing(status: int, language: str, words: str) -> None:
    with translation.override(language):
        assert words in engines["django"].get_template(f"{status}.html").render({})


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_the_sign_in_page_is_ours(client: Client) -> None:
    page = client.get("/account/login/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "plain-sheet" in page
    assert "用户名或邮箱" in page


@pytest.mark.parametrize("code", STAGES)
def test_a_stage_is_never_shown_by_colour_alone(code: str) -> None:
    with translation.override("zh-hans"):
        badge = str(tags.stage(code, 0.83))
    assert f"#{STAGES[code].icon}" in badge
    assert "83%" in badge
    assert any(word in badge for word in ("培育", "确认", "信任", "弱化", "消失"))


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "–"), (0.0, "0%"), (0.004, "<1%"), (0.5, "50%"), (0.996, ">99%"), (1.0, "100%")],
)
def test_nearly_all_is_not_all(share: float | None, shown: str) -> None:
    assert figures.percent(share) == shown


def test_sums_are_written_in_the_readers_manner() -> None:
    with translation.override("zh-hans"):
        assert figures.money(45_800_000, "CNY") == "¥45.8万"
        assert figures.money(-123_45, "CNY") == "−¥123.45"
    with translation.override("en"):
        assert figures.money(45_800_000, "CNY") == "¥458,000"
        assert figures.money(1200, "JPY") == "¥1,200"
    assert figures.area(3650) == "36.5 m²"
