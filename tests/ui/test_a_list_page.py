import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from everfair.house.models import User
from everfair.shows.models import Membership
from everfair.ui.lists import BulkAction, Choices, Column, ListPage, counting
from everfair.ui.models import SavedView

pytestmark = pytest.mark.django_db
done: list[tuple[list[str], Any]] = []


class Renaming(forms.Form):
    word = forms.CharField(label="Word", max_length=5)


class Staff(ListPage[User]):
    code = "staff"
    title = "Staff"
    columns = (
        Column("name", "Name", value="username", kind="title", sort="username"),
        Column("full", "Full name", value="name", sort="name", nullable=True),
        Column("mail", "Mail", value="email", shown=False),
    )
    filters = (Choices(code="theme", label="Theme", choices=[("dark", "Dark"), ("light", "Light")]),)
    bulk = (BulkAction("greet", "Greet"), BulkAction("rename", "Rename", form=Renaming))
    default_sort = "-name"

    def rows(self) -> QuerySet[User]:
        return User.objects.exclude(username="hidden")

    def search(self, rows: QuerySet[User], text: str) -> QuerySet[User]:
        return rows.filter(username__icontains=text)

    def link(self, row: User) -> str:
        return f"/staff/{row.pk}/"

    def bulk_greet(self, rows: QuerySet[User], form: None) -> None:
        done.append((sorted(rows.values_list("username", flat=True)), form))

    def bulk_rename(self, rows: QuerySet[User], form: forms.Form) -> HttpResponse:
        done.append((sorted(rows.values_list("username", flat=True)), form.cleaned_data["word"]))
        return HttpResponse("renamed")


@pytest.fixture(autouse=True)
def people() -> Iterator[None]:
    done.clear()
    anna = User.objects.create(username="anna", name="=1+1", theme="dark")
    Membership.objects.create(user=anna, role=Membership.Role.DIRECTOR)
    User.objects.create(username="bo", name="Bo", theme="light")
    User.objects.create(username="hidden")
    with translation.override("en"):
        yield


def ask(
    query: str = "",
    data: dict[str, Any] | None = None,
    user: User | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    factory = RequestFactory()
    request = (
        factory.get(f"/staff/?{query}", headers=headers)
        if data is None
        else factory.post(f"/staff/?{query}", data)
    )
    request.user = user or User.objects.get(username="anna")
    request.session = SessionStore()
    vars(request)["_messages"] = FallbackStorage(request)
    request.resolver_match = None
    answer = Staff.as_view()(request)
    assert isinstance(answer, HttpResponse) or answer.streaming
    return answer  # type: ignore[return-value]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def ids(*names: str) -> list[int]:
    return list(User.objects.filter(username__in=names).values_list("pk", flat=True))


def test_rows_are_links_in_the_lists_own_order() -> None:
    page = text(ask())
    assert page.index(">bo<") < page.index(">anna<")
    assert f'href="/staff/{ids("bo")[0]}/"' in page
    assert "hidden@" not in page


def test_the_address_narrows_and_sorts() -> None:
    page = text(ask("theme=dark"))
    assert ">anna<" in page
    assert ">bo<" not in page
    page = text(ask("sort=name"))
    assert page.index(">anna<") < page.index(">bo<")


def test_a_filter_shows_as_a_chip_that_takes_itself_away() -> None:
    page = text(ask("theme=dark&q=a"))
    assert "<b>Dark</b>" in page
    assert 'href="?q=a"' in page


def test_htmx_gets_the_rows_alone_and_the_address_follows() -> None:
    answer = ask("theme=dark&theme=", headers={"HX-Request": "true", "HX-Target": "list-results"})
    assert "<html" not in text(answer)
    assert answer["HX-Push-Url"] == "/staff/?theme=dark"


def test_typing_replaces_the_address_instead_of_filling_the_history() -> None:
    answer = ask("q=an", headers={"HX-Target": "list-results", "HX-Trigger-Name": "q"})
    assert answer["HX-Replace-Url"] == "/staff/?q=an"
    assert "HX-Push-Url" not in answer


def test_nothing_found_says_so_and_offers_the_way_back() -> None:
    assert "Nothing matches." in text(ask("q=zzz"))


def test_markup_in_a_value_stays_text() -> None:
    User.objects.filter(username="bo").update(name="<script>alert(1)</script>")
    assert "<script>alert" not in text(ask())


def test_a_bulk_action_gets_the_ticked_rows_it_may_see_and_no_others() -> None:
    ask("", {"bulk": "greet", "id": ids("anna", "hidden")})
    assert done == [(["anna"], None)]


def test_all_means_all_that_match_the_filters() -> None:
    ask("theme=light", {"bulk": "greet", "all": "1"})
    assert done == [(["bo"], None)]


def test_a_bulk_form_is_checked_first() -> None:
    assert ask("", {"bulk": "rename", "id": ids("bo"), "rename-word": "too long"}).status_code == 302
    assert done == []
    assert ask("", {"bulk": "rename", "id": ids("bo"), "rename-word": "short"}).content == b"renamed"
    assert done == [(["bo"], "short")]


@pytest.mark.parametrize("data", [{"bulk": "delete"}, {}])
def test_an_action_that_is_not_offered_is_not_there(data: dict[str, Any]) -> None:
    with pytest.raises(Http404):
        ask("", data | {"id": ids("bo")})


def test_an_exported_cell_cannot_run() -> None:
    sent = b"".join(ask("export=csv")).decode("utf-8-sig")
    assert sent.splitlines() == ["Name,Full name", "bo,Bo", "anna,'=1+1"]


def test_the_exact_export_is_exact_and_asked_for() -> None:
    sent = b"".join(ask("export=csv&exact=1")).decode("utf-8-sig")
    assert sent.splitlines()[2] == "anna,=1+1"


def test_an_exported_workbook_holds_the_shown_columns_as_text() -> None:
    sent = b"".join(ask("export=xlsx&cols=mail"))
    sheet = openpyxl.load_workbook(io.BytesIO(sent)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][:2] == [["Name", "Mail"], ["bo", None]]


def test_one_sees_ones_own_views_and_those_that_are_shared() -> None:
    anna, bo = User.objects.get(username="anna"), User.objects.get(username="bo")
    SavedView.objects.create(owner=anna, list_code="staff", name="Mine alone", query="theme=dark")
    SavedView.objects.create(owner=anna, list_code="staff", name="For all", query="q=a", shared=True)
    SavedView.objects.create(owner=anna, list_code="other", name="Elsewhere", shared=True)
    assert "Mine alone" in text(ask(user=anna))
    assert "Mine alone" not in text(ask(user=bo))
    assert "For all" in text(ask(user=bo))
    assert "Elsewhere" not in text(ask(user=anna))


def test_the_number_of_a_view_alone_opens_it() -> None:
    anna, bo = User.objects.get(username="anna"), User.objects.get(username="bo")
    view = SavedView.objects.create(owner=anna, list_code="staff", name="Mine", query="theme=dark")
    assert ask(f"view={view.pk}")["Location"] == f"/staff/?theme=dark&view={view.pk}"
    assert ask(f"view={view.pk}", user=bo).status_code == 200


def test_a_long_list_is_counted_up_to_a_limit_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "EXACT_UP_TO", 2)
    assert str(counting.count(User.objects.all())) == "2+"
    assert str(counting.count(User.objects.all(), exactly=True)) == "3"
    assert str(counting.count(User.objects.filter(username="bo"))) == "1"


def test_pages_follow_each_other_without_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PAGE_ROWS", 1)
    first, second = text(ask("")), text(ask("page=2"))
    assert 'href="?page=2"' in first
    assert ">anna<" in second
    assert 'rel="next"' not in second


def test_beyond_the_last_page_the_last_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PAGE_ROWS", 1)
    last = text(ask("page=999"))
    assert ">anna<" in last
    assert 'rel="next"' not in last
    moved = ask("page=999", headers={"HX-Target": "list-results"})
    assert moved["HX-Push-Url"] == "/staff/?page=2"
    assert ">bo<" in text(ask("page=999&q=bo"))
    assert "Nothing matches." in text(ask("page=999&q=nobody"))


def test_only_beyond_the_end_are_the_rows_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PAGE_ROWS", 2)
    for asked, queries in (("", 1), ("page=2", 1), ("page=999", 3)):
        page = Staff()
        page.setup(RequestFactory().get(f"/staff/?{asked}"))
        with CaptureQueriesContext(connection) as read:
            page.page_of(User.objects.all())
        assert len(read) == queries
