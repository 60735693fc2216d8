"""Bulk actions do what the user may, row by row, and can be undone; exports hold only what may be seen."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from django.test import Client

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.relations.models import Relationship
from everfair.ui.models import SavedView
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


def do(client: Client, action: str, rows: Iterable[Relationship], **more: Any) -> Any:
    answer = client.post("/customers/", {"bulk": action, "id": [row.pk for row in rows], **more})
    assert answer.status_code in (200, 302)
    return answer


def undo(client: Client) -> None:
    shown = client.get("/customers/").content.decode()
    latest = re.findall(r'action="(/undo/[^"]+)"', shown)[-1]
    assert client.post(latest).status_code == 302
    assert client.post(latest).status_code == 404


def owners(fair: Fair) -> list[int | None]:
    rows = (fair.qingshan, fair.lanhai, fair.hongye, fair.elsewhere)
    return [Relationship.objects.get(pk=row.pk).owner_id for row in rows]


def test_an_owner_is_given_to_those_one_may_change_and_taken_back(
    fair: Fair, sales: User, team_mate: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    before = owners(fair)
    everyone = [fair.qingshan, fair.lanhai, fair.hongye, fair.elsewhere]
    do(client, "assign", everyone, **{"assign-owner": team_mate.pk})
    assert owners(fair) == [team_mate.pk, team_mate.pk, team_mate.pk, before[3]]
    assert Entry.objects.filter(verb="relationship.change", actor=sales).count() == 2
    undo(client)
    assert owners(fair) == before


def test_undoing_leaves_what_somebody_changed_meanwhile(
    fair: Fair, sales: User, director: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    do(client, "assign", [fair.hongye], **{"assign-owner": sales.pk})
    Relationship.objects.get(pk=fair.hongye.pk).change(by=director, owner=director)
    undo(client)
    assert owners(fair)[2] == director.pk


def test_undoing_is_refused_once_a_role_was_taken_away(fair: Fair, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    do(client, "assign", [fair.hongye], **{"assign-owner": sales.pk})
    sales.memberships.all().delete()
    undo(client)
    assert owners(fair)[2] == sales.pk


def test_all_that_match_are_meant_where_all_are_asked_for(fair: Fair, sales: User, client_of: SignIn) -> None:
    client_of(sales).post("/customers/?owner=none", {"bulk": "assign", "all": "1", "assign-owner": sales.pk})
    assert owners(fair)[2] == sales.pk
    assert owners(fair)[3] is None


def test_those_left_alone_get_no_tasks(fair: Fair, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    do(client, "stop", [fair.qingshan, fair.lanhai])
    fair.qingshan.party.refresh_from_db()
    fair.lanhai.party.refresh_from_db()
    assert fair.qingshan.party.do_not_contact
    assert not fair.lanhai.party.do_not_contact
    do(client, "task", [fair.qingshan, fair.hongye], **{"task-title": "Invite", "task-channel": "phone"})
    assert [task.party_id for task in Task.objects.all()] == [fair.hongye.party_id]
    assert Task.objects.get().assignee == sales
    undo(client)
    assert Task.objects.get().cancelled_at is not None


def test_a_task_without_words_is_refused(fair: Fair, sales: User, client_of: SignIn) -> None:
    do(client_of(sales), "task", [fair.hongye], **{"task-title": "", "task-channel": "phone"})
    assert not Task.objects.exists()


def test_who_may_not_change_is_offered_no_bulk_change(fair: Fair, analyst: User, client_of: SignIn) -> None:
    client = client_of(analyst)
    refused = client.post("/customers/", {"bulk": "assign", "id": fair.hongye.pk, "assign-owner": analyst.pk})
    assert refused.status_code == 404
    assert owners(fair)[2] is None


def test_the_file_holds_what_may_be_seen_and_no_live_cell(fair: Fair, sales: User, client_of: SignIn) -> None:
    made.customer(fair.qingshan.series, "=HYPERLINK(1)")
    answer: Any = client_of(sales).get("/customers/?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "杭州青山画廊有限公司" in text
    assert "蓝田茶庄" not in text
    assert "'=HYPERLINK(1)" in text
    assert Entry.objects.filter(verb="list.export", actor=sales).exists()


def test_the_selection_leaves_as_a_workbook(fair: Fair, sales: User, client_of: SignIn) -> None:
    answer = do(client_of(sales), "export", [fair.qingshan, fair.elsewhere])
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    cells = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "杭州青山画廊有限公司" in cells
    assert "蓝田茶庄" not in cells
    assert "红叶工作室" not in cells


def test_service_may_not_export(fair: Fair, service: User, client_of: SignIn) -> None:
    answer = client_of(service).get("/customers/?export=csv")
    assert "csv" not in answer["Content-Type"]


def test_a_view_is_saved_and_found_again(fair: Fair, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    saved = {
        "list_code": "customers",
        "name": "Wavering",
        "query": "stage=weakening&sort=name",
        "next": "/customers/",
    }
    assert client.post("/views/", saved).status_code == 302
    view = SavedView.objects.get(owner=sales)
    answer = client.get(f"/customers/?view={view.pk}", follow=True)
    assert [row.party.zh for row, _url, _cells in answer.context["lines"]] == ["上海蓝海美术馆"]
    assert "Wavering" in answer.content.decode()
