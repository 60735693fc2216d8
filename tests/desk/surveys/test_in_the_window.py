"""The room of surveys and lists of answers on their way in, in a real browser."""

import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from everfair.intake.models import Batch
from everfair.jobs.worker import Worker
from everfair.surveys import seeds
from everfair.surveys.models import Instrument, Item, Response, Topic
from everfair.work.models import Job
from tests.conftest import Cast
from tests.desk.surveys.test_responses_are_shown import response
from tests.window import SignedIn, assert_calm

NEW = (
    "问卷编号,停车,餐饮,总体满意度\n"
    + "\n".join(f"{n},{n % 5 + 1},{n % 4 + 1},{n % 3 + 1}" for n in range(9))
    + "\n"
)
KNOWN = "公司名称,展前或展后,展区布局,承诺兑现\n甲公司,展前,5,4\n甲公司,展后,6,4\n乙公司,展后,很好吃,不适用\n"
LONG = "respondent,item,value\n" + "\n".join(
    f"{n},{item},{n % 5 + 1}" for n in range(5) for item in ("停车", "餐饮")
)


def received(cast: Cast, text: str, **settled: str) -> Batch:
    file = SimpleUploadedFile("问卷.csv", text.encode())
    batch = Batch.receive(file, "answers", by=cast.director)
    batch.read()
    if settled:
        batch.settle(batch.mapping, settled, by=cast.director)
        batch.start_check(by=cast.director)
        Worker().run_until_idle()
    return batch


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "dark", 1440), ("zh-hans", "light", 390)])
def test_every_page_is_calm(
    signed_in_page: SignedIn, cast: Cast, language: str, scheme: str, width: int
) -> None:
    seeds.plant()
    told = response(cast.series, "杭州青山画廊", source="问卷.csv")
    asked = Instrument.objects.get(code="satisfaction")
    item = Item.objects.get(instrument=asked, code="layout-performance")
    page = signed_in_page(cast.director, language=language, scheme=scheme, width=width)
    for name, address in {
        "home": reverse("surveys:home"),
        "instrument": reverse("surveys:instrument", args=[asked.pk]),
        "edit": reverse("surveys:instrument-edit", args=[asked.pk]),
        "item": reverse("surveys:item", args=[asked.pk, item.pk]),
        "topics": reverse("surveys:topics"),
        "topic": reverse("surveys:topic", args=[Topic.objects.get(code="layout").pk]),
        "responses": reverse("surveys:responses"),
        "response": reverse("surveys:response", args=[told.pk]),
        "file": reverse("customers:file", args=[told.party_id]),
        "new": reverse("data:import", args=[received(cast, NEW).pk]),
        "known": reverse("data:import", args=[received(cast, KNOWN).pk]),
        "long": reverse("data:import", args=[received(cast, LONG).pk]),
        "checked": reverse("data:import", args=[received(cast, KNOWN, series=cast.series.zh).pk]),
    }.items():
        page.goto(address)
        if folder := os.environ.get("EVERFAIR_PICTURES"):
            page.screenshot(path=Path(folder) / f"S_{name}_{language}_{scheme}_{width}.png", full_page=True)
        assert_calm(page)


def work_off(page: Page) -> None:
    """As soon as the page has asked for a job, a worker does it; the page sees by itself that it is done."""
    for _ in range(200):
        if Job.objects.filter(state=Job.State.QUEUED).exists():
            break
        page.wait_for_timeout(50)
    Worker().run_until_idle()


def test_a_column_shows_what_it_asks_only_as_a_question(signed_in_page: SignedIn, cast: Cast) -> None:
    seeds.plant()
    page = signed_in_page(cast.director)
    page.goto(reverse("data:import", args=[received(cast, NEW).pk]))
    expect(page.locator("[name=asks-1]")).to_be_visible()
    page.locator("[name=column-1]").select_option("")
    expect(page.locator("[name=asks-1]")).to_be_hidden()
    page.locator("[name=column-1]").select_option("item:+")
    page.locator("[name=topic-1]").select_option("+停车")
    page.locator("[name=given-series]").fill(cast.series.en)
    page.get_by_role("button", name="Start the dry run").click()
    work_off(page)
    page.get_by_role("button", name="Load the good rows").click()
    work_off(page)
    page.get_by_role("link", name="See the answers").click()
    expect(page.get_by_role("heading", name="Responses")).to_be_visible()
    assert Response.objects.count() == 9
