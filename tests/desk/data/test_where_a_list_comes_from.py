"""Whoever brings a list in may say where it comes from; its customers and the report of its quality tell it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from everfair.intake.models import Batch
from everfair.jobs.quality.measuring import measure
from everfair.parties.models import Party
from tests.conftest import Cast
from tests.desk.data.test_bringing_lists_in import loaded, page, settle, upload, work

pytestmark = pytest.mark.django_db(transaction=True)


def read(client: Client, address: str) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_said_beside_the_file_and_told_wherever_the_file_is(cast: Cast, client_of: Any) -> None:
    client = client_of(cast.director)
    batch = loaded(client, **{"given-origin": "association"})
    measure()
    for address in (
        f"/data/imports/{batch.pk}/",
        "/data/quality/",
        "/data/quality/?origin=association",
        f"/customers/{Party.objects.get().pk}/?whole=1",
    ):
        assert "Association list" in read(client, address), address
    assert batch.filename in read(client, "/data/quality/?origin=association")
    assert batch.filename not in read(client, "/data/quality/?origin=scans")
    assert batch.filename not in read(client, "/data/imports/?origin=scans")


def test_it_need_not_be_said_and_nothing_else_can_be(cast: Cast, client_of: Any) -> None:
    client = client_of(cast.director)
    batch = upload(client)
    assert 'name="given-origin"' in page(client, batch)
    settle(client, batch, **{"given-series": "Qingshan Art Fair", "given-origin": "<b>nowhere"})
    batch.refresh_from_db()
    assert batch.comes_from == ""
    assert "nowhere" not in page(client, batch)


def test_the_same_list_from_elsewhere_is_still_the_same(cast: Cast, client_of: Any) -> None:
    client = client_of(cast.director)
    loaded(client, **{"given-origin": "association"})
    again = upload(client)
    settle(client, again, **{"given-series": "Qingshan Art Fair", "given-origin": "directory"})
    work()
    again.refresh_from_db()
    assert (again.counts["unchanged"], again.counts.get("new", 0)) == (1, 0)


def test_the_command_says_it_too(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("公司,姓名\n杭州青山画廊有限公司,林青\n", encoding="utf-8")
    call_command("import", "contacts", str(file), "--origin", "scans", "--yes", "--language", "en")
    with translation.override("en"):
        assert Batch.objects.get().comes_from == "Badge scans"
