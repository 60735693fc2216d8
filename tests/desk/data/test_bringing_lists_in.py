"""Lists brought in through the pages: upload, columns, dry run, decision, result; and who may see them."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from everfair.desk.data.imports_report import doubts_shown
from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.jobs.worker import Worker
from everfair.shows import seeds
from everfair.shows.models import Edition, Participation, Series
from everfair.ui import once
from tests.conftest import Cast
from tests.desk.customers.made import customer

pytestmark = pytest.mark.django_db(transaction=True)
In = Callable[[User], Client]
LIST = "参展商名单\n届,日期,参展商,展位号\n1,2019-05-01,杭州青山画廊,A1\n1,2019-02-30,蓝田茶业,A2\n"


@pytest.fixture(autouse=True)
def _planted(cast: Cast) -> None:
    seeds.plant()


def upload(client: Client, text: str = LIST, name: str = "名单.csv", kind: str = "participations") -> Batch:
    file = SimpleUploadedFile(name, text.encode())
    response = client.post(reverse("data:upload"), {"kind": kind, "file": file})
    assert response.status_code == 302, response.content.decode()
    return Batch.objects.latest("pk")


def sent_twice(client: Client, *names: str) -> list[str]:
    """Where both sendings of one form lead."""
    address = reverse("data:upload")
    found = re.search(rf'name="{once.FIELD}" value="([^"]+)"', client.get(address).content.decode())
    assert found
    said = {"kind": "participations", once.FIELD: found[1]}
    files = ([SimpleUploadedFile(name, LIST.encode()) for name in names] for _ in range(2))
    return [client.post(address, said | {"file": one})["Location"] for one in files]


def settle(client: Client, batch: Batch, **given: str) -> HttpResponse:
    told = {f"column-{place}": code for code, place in batch.mapping.items()}
    return client.post(reverse("data:settle", args=[batch.pk]), told | given, follow=True)  # type: ignore[return-value]


def work() -> None:
    Worker().run_until_idle()


def page(client: Client, batch: Batch, query: str = "") -> str:
    response = client.get(reverse("data:import", args=[batch.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def loaded(client: Client, **given: str) -> Batch:
    batch = upload(client)
    settle(client, batch, **({"given-series": "Qingshan Art Fair"} | given))
    work()
    client.post(reverse("data:load", args=[batch.pk]))
    work()
    batch.refresh_from_db()
    assert batch.state == "loaded"
    return batch


def test_from_upload_to_result(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = upload(client)
    assert batch.reading["header_row"] == 2
    text = page(client, batch)
    assert "参展商" in text
    assert "杭州青山画廊" in text
    settle(client, batch, **{"given-series": "Qingshan Art Fair"})
    work()
    text = page(client, batch, "?show=refused")
    assert "2019-02-30" in text
    assert not Participation.objects.exists()
    client.post(reverse("data:load", args=[batch.pk]))
    work()
    assert Participation.objects.count() == 1
    assert Participation.objects.get().edition.series == cast.series
    assert reverse("data:refused-rows", args=[batch.pk]) in page(client, batch)


def test_a_list_sent_twice_by_one_form_is_brought_in_once(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    led = sent_twice(client, "名单.csv")
    assert led == [reverse("data:import", args=[Batch.objects.get().pk])] * 2
    assert sent_twice(client, "甲.csv", "乙.csv") == [reverse("data:home")] * 2
    assert Batch.objects.count() == 3


def test_of_two_sendings_at_the_same_moment_the_second_leaves_no_file(
    client_of: In, cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    found, blind = once.spent, iter([True, True])
    monkeypatch.setattr(once, "spent", lambda request: "" if next(blind, False) else found(request))
    assert len(set(sent_twice(client_of(cast.sales), "名单.csv"))) == 1
    [batch] = Batch.objects.all()
    stored = Path(batch.file.path)
    assert [one.name for one in stored.parent.iterdir()] == [stored.name]


def test_the_refused_rows_can_be_mended_and_brought_in(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = loaded(client)
    answer = client.get(reverse("data:refused-rows", args=[batch.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "“2019-02-30”" in text
    mended = upload(client, text.replace("2019-02-30", "2019-05-01", 1))
    settle(client, mended, **{"given-series": "Qingshan Art Fair"})
    work()
    client.post(reverse("data:load", args=[mended.pk]))
    work()
    assert Participation.objects.count() == 2
    assert Edition.objects.count() == 1


def test_nothing_is_loaded_when_so_decided(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = upload(client)
    settle(client, batch, **{"given-series": "Qingshan Art Fair"})
    work()
    client.post(reverse("data:drop", args=[batch.pk]))
    client.post(reverse("data:load", args=[batch.pk]))
    work()
    batch.refresh_from_db()
    assert batch.state == "dropped"
    assert not Participation.objects.exists()


def test_a_checked_list_is_not_loaded_under_columns_the_dry_run_never_saw(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = upload(client)
    settle(client, batch, **{"given-series": "Qingshan Art Fair"})
    work()
    settle(client, batch, **{"given-series": "Lantian Tea Show"})
    client.post(reverse("data:load", args=[batch.pk]))
    work()
    batch.refresh_from_db()
    assert batch.state == "mapping"
    assert not Participation.objects.exists()


def test_nothing_starts_while_the_series_is_not_told(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = upload(client)
    told = settle(client, batch, **{"given-edition": "13"})
    assert told.status_code == 422
    shown = told.content.decode()
    assert re.search(r'name="given-series"[^>]*aria-describedby="wrong-series" autofocus', shown)
    assert 'id="wrong-series"' in shown
    batch.refresh_from_db()
    assert (batch.state, batch.givens["edition"]) == ("mapping", "13"), "what else was said is kept"


def test_of_many_fields_each_that_is_missing_says_so_where_it_stands(client_of: In, cast: Cast) -> None:
    client = client_of(cast.director)
    batch = upload(client, "被推荐单位,推荐单位,来源\n甲公司,乙公司,展会\n", kind="referrals")
    shown = settle(client, batch).content.decode()
    assert all(f'id="wrong-{code}"' in shown for code in ("date", "series"))
    assert shown.count("autofocus") == 1
    assert re.search(r'name="given-date"[^>]*autofocus', shown), "the first of them on the page"


def test_sales_may_not_found_a_series_nor_bring_lists_in_for_anothers(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    for series in ("Lantian Tea Show", "A show of my own"):
        batch = upload(client)
        settle(client, batch, **{"given-series": series})
        work()
        batch.refresh_from_db()
        assert batch.state == "mapping"
    assert Series.objects.count() == 2


def test_rows_of_a_series_of_others_are_refused(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    text = "系列,届,参展商\nqingshan,1,青山画廊\nlantian,1,蓝田茶业\n新展,1,白云茶业\n"
    batch = upload(client, text)
    settle(client, batch)
    work()
    batch.refresh_from_db()
    assert (batch.counts["new"], batch.counts["refused"]) == (1, 2)


def test_reasons_tell_nothing_of_customers_that_are_not_seen(client_of: In, cast: Cast) -> None:
    full, firm = "杭州青山翡翠画廊", "Hidden Peony Trading"
    for name in (full, firm):
        customer(cast.other_series, name)
    lines = "\n".join(f"1,{name},{cast.series.zh}" for name in ("青山翡翠", "Hidden Peony Trading Ltd."))
    client = client_of(cast.sales)
    batch = upload(client, f"届,参展商,展会\n{lines}\n")
    settle(client, batch)
    work()
    batch.refresh_from_db()
    assert (batch.counts["doubtful"], batch.counts["matched"]) == (1, 1)
    for shown in ("doubtful", "matched"):
        told = page(client, batch, f"?show={shown}")
        assert "其他展会的客户" in told
        assert full not in told
        assert "名称相同" not in told


def test_whom_a_row_may_be_for_the_same_reasons_is_told_together() -> None:
    spelling, short = ["similar_spelling", {"ratio": "0.97"}], ["says_nothing", {}]
    doubts = [
        {"party": None, "name": name, "reasons": [reason]}
        for name, reason in (("青山", spelling), ("青衫", short), ("清山", spelling), ("青山", spelling))
    ]
    alike, other = doubts_shown(doubts, {})
    assert (alike["names"], other["names"]) == (["青山", "清山"], ["青衫"])
    assert len(alike["reasons"]) == len(other["reasons"]) == 1


def test_a_director_founds_a_series_by_its_first_list(client_of: In, cast: Cast) -> None:
    loaded(client_of(cast.director), **{"given-series": "白云车展"})
    assert Series.objects.filter(zh="白云车展").exists()


def test_lists_stand_by_the_time_they_were_brought_in(client_of: In, cast: Cast) -> None:
    browser = client_of(cast.director)
    first, second = upload(browser), upload(browser, name="补充.csv")
    Batch.objects.filter(pk=second.pk).update(created_at=first.created_at - timedelta(days=1))
    told = browser.get(reverse("data:home")).content.decode()
    assert told.index(first.filename) < told.index(second.filename)


@pytest.mark.parametrize("name", ["import", "progress", "refused-rows"])
def test_what_others_brought_in_is_not_found(name: str, client_of: In, cast: Cast) -> None:
    batch = loaded(client_of(cast.sales))
    address = reverse(f"data:{name}", args=[batch.pk])
    assert client_of(cast.team_mate).get(address).status_code == 200
    assert client_of(cast.director).get(address).status_code == 200
    for who in (cast.stranger, cast.service, cast.admin):
        assert client_of(who).get(address).status_code == 404
    missing = reverse(f"data:{name}", args=[batch.pk + 1000])
    assert client_of(cast.sales).get(missing).status_code == 404


@pytest.mark.parametrize(
    "name", ["settle", "load", "drop", "columns-again", "read-again", "exclude", "retry"]
)
def test_a_stranger_decides_nothing(name: str, client_of: In, cast: Cast) -> None:
    batch = upload(client_of(cast.sales))
    address = reverse(f"data:{name}", args=[batch.pk])
    assert client_of(cast.stranger).post(address).status_code == 404
    assert client_of(cast.sales).get(address).status_code == 405
    before = batch.state
    batch.refresh_from_db()
    assert batch.state == before


def test_who_may_not_import_sees_no_upload(client_of: In, cast: Cast) -> None:
    assert client_of(cast.service).get(reverse("data:upload")).status_code == 404
    answer = client_of(cast.service).get(reverse("data:home"))
    assert answer.status_code == 200
    assert reverse("data:upload") not in answer.content.decode()


def test_a_file_that_is_no_table_is_refused_in_words(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = upload(client, "<html><table><tr><td>x</td></tr></table></html>", name="list.xls")
    batch.refresh_from_db()
    assert batch.state == "refused"
    assert "web page" in page(client, batch) or "网页" in page(client, batch)


def test_too_large_a_file_is_refused(client_of: In, cast: Cast, settings: object) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10  # type: ignore[attr-defined]
    file = SimpleUploadedFile("list.csv", LIST.encode())
    answer = client_of(cast.sales).post(reverse("data:upload"), {"kind": "participations", "file": file})
    assert answer.status_code == 422
    assert not Batch.objects.exists()


def test_an_edition_can_be_left_out_of_analysis(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = loaded(client)
    told = {"series": "Qingshan Art Fair", "label": "1", "why": "copied_list"}
    client.post(reverse("data:exclude", args=[batch.pk]), told)
    edition = Edition.objects.get()
    assert (edition.is_excluded, edition.excluded_because) == (True, "copied_list")
    client.post(reverse("data:exclude", args=[batch.pk]), told | {"again": "1"})
    edition.refresh_from_db()
    assert not edition.is_excluded


def test_an_edition_on_file_is_left_out_only_by_those_who_manage_the_show(client_of: In, cast: Cast) -> None:
    loaded(client_of(cast.director))
    again = upload(client_of(cast.sales), LIST + "1,2019-05-01,青山新画廊\n")
    again.plan = {"series": [{"name": "Qingshan Art Fair", "id": cast.series.pk, "editions": [on_file()]}]}
    again.save()
    told = {"series": "Qingshan Art Fair", "label": "1", "why": "copied_list"}
    client_of(cast.sales).post(reverse("data:exclude", args=[again.pk]), told)
    assert not Edition.objects.get().is_excluded
    client_of(cast.director).post(reverse("data:exclude", args=[again.pk]), told)
    assert Edition.objects.get().is_excluded


def on_file() -> dict[str, object]:
    return {"label": "1", "id": Edition.objects.get().pk, "rows": 1}


def test_a_file_name_with_markup_is_only_text(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    batch = upload(client, LIST.replace("杭州青山画廊", "<script>alert(1)</script>"), name="<img src=x>.csv")
    text = page(client, batch)
    assert "<img src=x>" not in text
    assert "<script>alert" not in text


def test_override_marks_in_what_is_said_of_a_file_are_named(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    text = page(
        client, upload(client, LIST.replace("展位号", "参展\u202e商").replace("日期", "参展\u202e商"))
    )
    assert "“参展<span class" in text
    assert "“参展\u202e商”" not in text


def test_a_mapping_made_by_hand_is_kept_for_the_next_such_file(
    client_of: In, cast: Cast, tmp_path: Path
) -> None:
    client = client_of(cast.sales)
    text = "届,日期,Aussteller\n1,2019-05-01,青山画廊\n"
    batch = upload(client, text)
    assert "organisation" not in batch.mapping
    batch.mapping["organisation"] = 2
    settle(client, batch, **{"given-series": "qingshan"})
    assert upload(client, text.replace("青山", "蓝田")).mapping["organisation"] == 2


def test_a_list_brought_in_twice_says_there_is_nothing_new(client_of: In, cast: Cast) -> None:
    client = client_of(cast.sales)
    client.cookies["django_language"] = "en"
    shown = page(client, loaded(client))
    assert reverse("analysis:runs") in shown
    again = upload(client)
    settle(client, again, **{"given-series": "Qingshan Art Fair"})
    work()
    shown = page(client, again)
    assert "Nothing new" in shown
    assert reverse("data:load", args=[again.pk]) not in shown


def test_the_palette_leads_to_the_upload_whom_it_is_for(client_of: In, cast: Cast) -> None:
    def found(user: User) -> bool:
        return reverse("data:upload") in client_of(user).get("/palette/?q=import").content.decode()

    assert found(cast.sales)
    assert not found(cast.service)


def test_values_that_differ_are_shown_of_a_column(client_of: In, cast: Cast) -> None:
    rows = "".join(f"{1 + n // 3},2019-05-01,青山{n}号画廊,A{n}\n" for n in range(9))
    shown = page(client_of(cast.sales), upload(client_of(cast.sales), "届,日期,参展商,展位号\n" + rows))
    chips = [
        shown.count(f'<span class="chip plain"><bdi class="seen">{value}</bdi></span>')
        for value in ("1", "2019-05-01", "青山2号画廊")
    ]
    assert chips == [1, 1, 1]
