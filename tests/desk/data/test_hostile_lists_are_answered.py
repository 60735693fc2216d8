"""Characters PostgreSQL cannot keep, in files and what is typed beside them: told, never fallen over."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from everfair.house.models import User
from everfair.intake.models import Batch, RowResult
from everfair.jobs.worker import Worker
from tests.conftest import Cast

SignIn = Callable[[User], Client]
HEADER = "公司名称,展会,届,备注\n"
GOOD = "".join(f"青禾{n}号公司,青山艺术博览会,1,长长的备注\n" for n in range(60))
HOSTILE = [
    f"{HEADER}甲\0公司,青山艺术博览会,1,x\n{GOOD}".encode(),
    f"{HEADER}甲".encode()
    + b"\xff\xfe,x,1,y\n"
    + "乙公司,青山艺术博览会,1,y\n丙公司,青山艺术博览会,1,y\n".encode(),
    b"\xed\xa0\x80,a\n\xff\xfe,b\n",
]


def upload(client: Client, content: bytes, name: str = "a.csv") -> Batch:
    file = SimpleUploadedFile("a.csv", content)
    file.name = name
    assert client.post("/data/imports/new/", {"kind": "participations", "file": file}).status_code == 302
    found: Batch = Batch.objects.get()
    return found


@pytest.fixture
def client(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.marketing)


@pytest.mark.parametrize("content", HOSTILE)
def test_a_list_with_characters_that_cannot_be_kept_is_told(content: bytes, client: Client) -> None:
    batch = upload(client, content)
    assert "\0" not in str(batch.reading)
    assert client.get(f"/data/imports/{batch.pk}/").status_code == 200
    assert client.post(f"/data/imports/{batch.pk}/reading/", {"header_row": "0"}).status_code == 302


def test_its_row_is_refused_and_the_others_are_kept(client: Client) -> None:
    batch = upload(client, HOSTILE[0])
    columns = {"column-0": "organisation", "column-1": "series", "column-2": "edition", "column-3": "note"}
    client.post(f"/data/imports/{batch.pk}/columns/", columns)
    Worker().run_until_idle()
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED
    refused = RowResult.objects.filter(batch=batch, outcome="refused")
    assert [row.row for row in refused][:1] == [2]
    assert client.get(f"/data/imports/{batch.pk}/refused.csv").status_code == 200
    for asked in ("show=%00", "show=refused&page=zz", "show=zz"):
        assert client.get(f"/data/imports/{batch.pk}/?{asked}").status_code == 200


def test_what_is_typed_beside_it_is_kept_without_nul(client: Client) -> None:
    batch = upload(client, f"{HEADER}甲公司,青山艺术博览会,1,x\n".encode())
    posted = {"given-edition": "第\0三届", "given-series": "\0", "column-0": "organisation"}
    assert client.post(f"/data/imports/{batch.pk}/columns/", posted).status_code == 422
    batch.refresh_from_db()
    assert batch.givens["edition"] == "第\ufffd三届"
    assert "\0" not in str(batch.givens)
