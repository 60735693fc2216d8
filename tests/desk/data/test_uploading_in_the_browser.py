"""Files pressed on twice are sent once by a browser."""

import re
import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Request

from everfair.desk.data import imports_upload
from everfair.intake.models import Batch
from everfair.shows import seeds
from tests.conftest import Cast
from tests.window import SignedIn, assert_calm


def slowly(recognise: Callable[[Batch], None]) -> Callable[[Batch], None]:
    def recognised(batch: Batch) -> None:
        time.sleep(1)
        recognise(batch)

    return recognised


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_a_list_once(
    cast: Cast, signed_in_page: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds.plant()
    monkeypatch.setattr(imports_upload, "recognise", slowly(imports_upload.recognise))
    page, sent = signed_in_page(cast.sales), list[Request]()
    page.goto(reverse("data:upload"))
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": "届,参展商\n1,杭州青山画廊\n".encode()}
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Go on").dblclick(delay=100)
    page.wait_for_url(re.compile(r"/data/imports/\d+/$"))
    assert page.url.endswith(reverse("data:import", args=[Batch.objects.get().pk]))
    assert len(sent) == 1
    assert_calm(page)
