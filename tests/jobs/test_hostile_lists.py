"""Every case of the book of bad inputs on its real way: upload, preview, dry run, report, load; in both languages."""

import html
import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from everfair.house.models import User
from everfair.intake.models import Batch, RowResult
from everfair.intake.words import say, say_problem
from everfair.jobs.worker import Worker
from everfair.parties.models import ContactPoint, Name
from everfair.shows.models import Edition, Stand
from everfair.ui.seen import seen
from everfair.work.models import Job
from tests.conftest import Cast
from tests.tables.book import BIG5, CASES, NEIGHBOUR, Case, entity

SignIn = Callable[[User], Client]
LANGUAGES = ("en", "zh-hans")


@pytest.fixture
def client(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.director)


def uploaded(client: Client, data: bytes, filename: str) -> Batch:
    file = SimpleUploadedFile("list.csv", data)
    file.name = filename
    answer = client.post("/data/imports/new/", {"kind": "participations", "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.get()


def page(client: Client, batch: Batch, language: str, query: str = "") -> str:
    client.cookies["django_language"] = language
    answer = client.get(f"/data/imports/{batch.pk}/{query}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def spoken(code: str, params: dict[str, Any], language: str) -> str:
    told = {}
    for other in LANGUAGES:
        with translation.override(other):
            told[other] = say(code, params)
    assert code not in told.values()
    assert "%(" not in "".join(told.values())
    assert told["en"] != told["zh-hans"], "it is not said in Chinese"
    return told[language]


def checked(client: Client, batch: Batch) -> Batch:
    columns = {f"column-{place}": code for code, place in batch.mapping.items()}
    client.post(f"/data/imports/{batch.pk}/columns/", columns)
    Worker().run_until_idle()
    batch.refresh_from_db()
    return batch


def loaded(client: Client, batch: Batch) -> None:
    client.post(f"/data/imports/{batch.pk}/load/")
    batch.refresh_from_db()
    Job.objects.filter(state="queued").exclude(name="intake.load").delete()
    Worker().run_until_idle()
    batch.refresh_from_db()
    assert batch.state == "loaded"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_list_is_answered(case: Case, client: Client) -> None:
    batch = uploaded(client, case.data(), case.filename)
    if case.refused is not None:
        is_refused(case, batch, client)
        return
    is_previewed(case, batch, client)
    checked(client, batch)
    assert batch.state == "checked", batch.refusal
    is_reported(case, batch, client)
    if case.kept or batch.counts.get("new"):
        loaded(client, batch)
        is_loaded(case)


def is_refused(case: Case, batch: Batch, client: Client) -> None:
    assert (batch.state, batch.refusal["code"]) == ("refused", case.refused)
    for language in LANGUAGES:
        shown = page(client, batch, language)
        assert case.filename in shown
        assert spoken(batch.refusal["code"], batch.refusal["params"], language) in shown
    assert not RowResult.objects.exists()


def is_previewed(case: Case, batch: Batch, client: Client) -> None:
    assert batch.state == "mapping", batch.refusal
    assert batch.reading["header_row"] == case.header_row
    assert {str(note) for note in case.notes} <= {note["code"] for note in batch.reading["notes"]}
    if case.encoding:
        assert batch.reading["encoding"] == case.encoding
    for language in LANGUAGES:
        shown = page(client, batch, language)
        assert case.filename in shown
        assert case.encoding.removesuffix("-sig").upper() in shown
        for note in batch.reading["notes"]:
            assert spoken(note["code"], note["params"], language) in shown


def is_reported(case: Case, batch: Batch, client: Client) -> None:
    refused = {row.row: row.problems for row in RowResult.objects.filter(batch=batch, outcome="refused")}
    told = {row: (problems[0]["code"], problems[0]["header"] or None) for row, problems in refused.items()}
    assert told == case.bad
    for language in LANGUAGES if refused else ():
        shown = page(client, batch, language, "?show=refused")
        for row, problems in refused.items():
            assert f">{row}<" in shown
            spoken(problems[0]["code"], problems[0]["params"], language)
            with translation.override(language):
                assert html.unescape(seen(say_problem(problems[0]))) in shown
    answer = client.get(f"/data/imports/{batch.pk}/refused.csv")
    assert answer.status_code == 200


def is_loaded(case: Case) -> None:
    names = set(Name.objects.values_list("text", flat=True))
    assert {*map(str.strip, case.kept), NEIGHBOUR, *case.amounts, *case.phones} <= names
    amounts = Stand.objects.filter(amount_minor__isnull=False)
    called = dict(Name.objects.values_list("party_id", "text"))
    assert {called[one.participation.party_id]: one.amount_minor for one in amounts} == case.amounts
    phones = ContactPoint.objects.filter(kind="phone").values_list("party_id", "value")
    assert {called[party]: value for party, value in phones} == case.phones
    if case.opens:
        assert [str(day) for day in Edition.objects.values_list("starts_on", flat=True)] == [case.opens]


def test_row_02_big5_is_right(client: Client) -> None:
    lines = ["company,series,edition,note", *(f"{name}國際展覽公司,臺北展,1,電話聯絡後確認" for name in BIG5)]
    batch = uploaded(client, "\n".join(lines).encode("big5"), "名單.csv")
    assert batch.reading["encoding"] == "big5"
    assert "BIG5" in page(client, batch, "en")
    loaded(client, checked(client, batch))
    assert set(Name.objects.values_list("text", flat=True)) == {f"{name}國際展覽公司" for name in BIG5}


def test_row_23_an_entity_of_the_net_asks_nobody(client: Client) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0)
        head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{listening.getsockname()[1]}/x">]>'
        batch = uploaded(client, entity(head, "&e;")(), "a.xlsx")
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert batch.refusal["code"] == "unsafe_xml"


def test_row_29_the_same_file_twice_changes_nothing(client: Client) -> None:
    case = next(one for one in CASES if one.name == "row-01-gbk")
    loaded(client, checked(client, uploaded(client, case.data(), case.filename)))
    before = list(Name.objects.order_by("pk").values()), list(Stand.objects.values())
    Batch.objects.all().update(state="dropped")
    first = Batch.objects.get().pk
    file = SimpleUploadedFile("again.csv", case.data())
    client.post("/data/imports/new/", {"kind": "participations", "file": file})
    again = checked(client, Batch.objects.exclude(pk=first).get())
    assert (again.counts.get("new", 0), again.counts["unchanged"]) == (0, 41)
    assert (list(Name.objects.order_by("pk").values()), list(Stand.objects.values())) == before


def test_every_row_of_the_book_has_a_case() -> None:
    told = {int(part) for case in CASES for part in case.name.split("-") if part.isdigit() and len(part) == 2}
    assert told >= {*range(1, 27), 28, 29, 30, 32}
