import csv
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from everfair.desk.analysis.sparks import spark
from everfair.desk.analysis.texts import TEXTS
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.relations.measures import MEASURES
from tests.conftest import Cast
from tests.desk.shows.made import Fair

As = Callable[[User], Client]


def page(fair: Fair) -> str:
    return reverse("analysis:figures", args=[fair.series.pk])


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def sent(client: Client, fair: Fair, kind: str) -> bytes:
    answer = client.get(page(fair), {"export": kind})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_each_edition_stands_with_its_measures_and_intervals(cast: Cast, fair: Fair, client_of: As) -> None:
    text = re.sub(r"<[^>]+>|\s+", " ", english(client_of(cast.sales)).get(page(fair)).content.decode())
    assert re.search(
        r"edition 4 .* 140 +52 +88 +63% +58% – 68% +71% +66% – 76% +41% +so far +36% – 46% +1,234 m²", text
    )


def test_an_edition_left_out_is_struck_and_says_why(cast: Cast, fair: Fair, client_of: As) -> None:
    text = english(client_of(cast.sales)).get(page(fair)).content.decode()
    assert re.search(r'struck"[^>]*>edition 3</a>', text)
    assert "left out of analysis: 名单是照抄的" in text


def test_counts_lead_to_the_customers_behind_them(cast: Cast, fair: Fair, client_of: As) -> None:
    text = client_of(cast.sales).get(page(fair)).content.decode()
    series, last, before = fair.series.pk, fair.last.pk, fair.editions[1].pk
    assert f"series={series}&amp;came={last}&amp;side=exhibitor" in text
    assert f"series={series}&amp;came={last}&amp;first={last}&amp;side=exhibitor" in text
    assert f"series={series}&amp;came={last}&amp;came={before}&amp;side=exhibitor" in text


def test_a_share_that_still_rises_is_not_drawn(cast: Cast, fair: Fair, client_of: As) -> None:
    shares = client_of(cast.sales).get(page(fair)).context["shares"]["series"]
    assert shares[-1]["values"] == [0.41, 0.41, None]


def test_the_table_leaves_as_csv_with_an_entry_in_the_journal(cast: Cast, fair: Fair, client_of: As) -> None:
    rows = list(
        csv.reader(io.StringIO(sent(english(client_of(cast.analyst)), fair, "csv").decode("utf-8-sig")))
    )
    assert rows[0][:3] == ["Edition", "Opens", "Participants"]
    assert rows[4][:5] == ["4", str(fair.last.starts_on), "140", "52", "88"]
    assert rows[4][-2] == "1234.0"
    assert set(rows[3][2:-1]) == {""}
    assert rows[3][-1] == "名单是照抄的"
    entry = Entry.objects.get(verb="list.export")
    assert (entry.actor_id, entry.series_id, entry.params["kind"]) == (cast.analyst.pk, fair.series.pk, "csv")


def test_the_table_leaves_as_a_workbook(cast: Cast, fair: Fair, client_of: As) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sent(client_of(cast.sales), fair, "xlsx"))).active
    assert sheet is not None
    assert [sheet.cell(5, column).value for column in (1, 3, 4)] == ["4", 140, 52]


def test_who_may_not_export_gets_no_file(cast: Cast, fair: Fair, client_of: As) -> None:
    client = client_of(cast.service)
    assert client.get(page(fair), {"export": "csv"}).status_code == 404
    assert "export=csv" not in client.get(page(fair)).content.decode()
    assert client_of(cast.director).get(page(fair), {"export": "exe"}).status_code == 404
    assert not Entry.objects.filter(verb="list.export").exists()


def test_every_measure_is_described_and_nothing_else_is() -> None:
    assert set(TEXTS) == set(MEASURES)
    assert all(other in MEASURES for text in TEXTS.values() for other, _why in text.kin)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_measure_has_its_page_in_both_languages(cast: Cast, client_of: As, language: str) -> None:
    client = client_of(cast.service)
    client.cookies["django_language"] = language
    listed = client.get(reverse("analysis:measures")).content.decode()
    for code in MEASURES:
        address = reverse("analysis:measure", args=[code])
        assert address in listed
        assert client.get(address).status_code == 200


def test_a_measure_that_does_not_exist_is_not_found(cast: Cast, client_of: As) -> None:
    assert client_of(cast.director).get(reverse("analysis:measure", args=["happiness"])).status_code == 404


def test_retention_and_share_seen_before_say_how_they_differ(cast: Cast, client_of: As) -> None:
    client = english(client_of(cast.sales))
    for code, other in (("retention", "seen-before"), ("seen-before", "retention")):
        text = client.get(reverse("analysis:measure", args=[code])).content.decode()
        assert reverse("analysis:measure", args=[other]) in text
        assert "Share seen before looks back" in text


def test_a_sparkline_starts_at_zero_and_leaves_gaps() -> None:
    drawn = spark([0, 10, None, 10])
    assert 'd="M3.0 25.0L33.0 3.0M93.0 3.0"' in drawn
    assert spark([5, None]) == ""
