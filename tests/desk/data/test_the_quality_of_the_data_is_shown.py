"""The page of the data's quality: whose figures, how many, and a list behind each of them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.quality.measuring import measure
from everfair.jobs.registry import body_of
from everfair.parties.models import Party
from everfair.quality.asking import JOB
from everfair.quality.models import Report
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Participation, Role
from everfair.work.models import Job
from tests.conftest import Cast
from tests.parties.made import organisation

SignIn = Callable[[User], Client]
HEAD = "展会,届,日期,公司名称,英文名称,城市,电话"
LISTED = (
    "青山艺术博览会,1,2025-05-01,杭州青山画廊有限公司,Qingshan Gallery,杭州,0571-88888801",
    "青山艺术博览会,1,2025-05-01,上海蓝海美术馆,,,",
    "青山艺术博览会,1,2026-02-30,北京蓝田茶业有限公司,,北京,",
)


@pytest.fixture
def batch(tmp_path: Path, cast: Cast) -> Batch:
    file = tmp_path / "名单.csv"
    file.write_text("\n".join([HEAD, *LISTED]) + "\n", encoding="utf-8")
    importer = Importer.of_file("participations", file, by=cast.director)
    importer.check()
    importer.load()
    return importer.batch


def worked_on(name: str) -> None:
    job = Job.claim(Job.objects.get(name=name).pk)
    assert job is not None
    body_of(name)(job)


def read(client: Client, address: str) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_each_number_leads_to_as_many_customers(batch: Batch, director: User, client_of: SignIn) -> None:
    organisation("测试", phone="8888 8801")
    Party.objects.filter(zh="测试").update(source="hand")
    measure()
    client = client_of(director)
    for page in ("/data/quality/", f"/data/quality/imports/{batch.pk}/", "/data/quality/by-hand/"):
        links = re.findall(
            r'stat-value"><a href="(/customers/everyone/[^"]+)">([\d,]+)</a>', read(client, page)
        )
        assert len(links) > 3, page
        for address, count in links:
            listed = read(client, address.replace("&amp;", "&"))
            found = re.search(r'id="list-total">([\d,]+)<', listed)
            assert found is not None
            assert found[1] == count, address


def test_what_is_lacking_is_judged_by_the_shows_that_are_seen(
    batch: Batch, cast: Cast, client_of: SignIn
) -> None:
    """Their customers are looked after, and came too early, at a show that others see."""
    edition = Edition.objects.create(series=cast.other_series, ordinal=1, label="1", starts_on="2999-01-01")
    for relationship in list(Relationship.objects.filter(party__kind="organisation")):
        came = {"party": relationship.party, "edition": edition, "status": "came"}
        Participation.objects.create(role=Role.objects.get(code="exhibitor"), **came)
        Relationship.objects.create(party=relationship.party, series=cast.other_series, owner=cast.stranger)
    measure()

    def found(user: User, address: str) -> int:
        listed = re.search(r'id="list-total">([\d,]+)<', read(client_of(user), address))
        return int(listed[1]) if listed else 0

    everyone, customers = "/customers/everyone/", f"/customers/?series={cast.series.pk}&"
    for user, where, some in ((cast.sales, f"{everyone}?", 2), (cast.director, f"{everyone}?", 0)):
        assert found(user, f"{where}lacks=owner") == some
        assert found(user, f"{where}lacks=owner&show={cast.series.pk}") == 2
        assert found(user, f"{where}lacks=owner&batch={batch.pk}") == 2
        assert found(user, f"{where}flaw=impossible") == 2 - some
        assert found(user, f"{customers}lacks=owner") == 2
    page = read(client_of(cast.sales), f"/data/quality/?show={cast.series.pk}")
    assert re.search(r'lacks=owner&amp;show=\d+">2<', page)


def test_a_load_asks_for_a_measurement_and_the_report_leads_to_it(
    batch: Batch, director: User, client_of: SignIn
) -> None:
    client = client_of(director)
    assert f'href="/data/quality/imports/{batch.pk}/"' in read(client, f"/data/imports/{batch.pk}/")
    assert "Waiting for a worker" in read(client, f"/data/quality/imports/{batch.pk}/")
    worked_on(JOB)
    page = read(client, f"/data/quality/imports/{batch.pk}/")
    assert "2 customers; files are" in page
    assert "“2026-02-30”" in page
    assert Job.objects.get(name=JOB, state="queued").not_before > Report.objects.get().at


def test_measuring_anew_is_asked_for_once(batch: Batch, marketing: User, client_of: SignIn) -> None:
    client = client_of(marketing)
    Job.objects.filter(name=JOB).delete()
    for _ in range(2):
        assert client.post("/data/quality/measure/").status_code == 302
    assert Job.objects.filter(name=JOB).count() == 1


def test_the_house_is_shown_to_who_sees_all_of_it(batch: Batch, cast: Cast, client_of: SignIn) -> None:
    organisation("别处的机构")
    measure()
    assert "3 customers" in read(client_of(cast.director), "/data/quality/")
    assert "2 customers" in read(client_of(cast.sales), "/data/quality/")
    assert "The whole house" not in read(client_of(cast.sales), "/data/quality/")
    assert "名单.csv" in read(client_of(cast.sales), "/data/quality/")
    elsewhere = read(client_of(cast.stranger), "/data/quality/")
    assert "名单.csv" not in elsewhere
    assert "2 customers" not in elsewhere
    assert client_of(cast.stranger).get(f"/data/quality/imports/{batch.pk}/").status_code == 404
    assert client_of(cast.admin).get("/data/quality/").status_code == 404


def test_a_show_is_told_by_itself(batch: Batch, cast: Cast, client_of: SignIn) -> None:
    measure()
    page = read(client_of(cast.director), f"/data/quality/?show={cast.series.pk}")
    assert f"/customers/everyone/?lacks=city&amp;show={cast.series.pk}" in page


@pytest.mark.parametrize(
    "sort", ["source", "-loaded", "complete", "-lacks_email", "rows_refused", "-points_fresh"]
)
def test_sources_are_sorted(sort: str, batch: Batch, director: User, client_of: SignIn) -> None:
    measure()
    assert "名单.csv" in read(client_of(director), f"/data/quality/?sort={sort}")


def test_sources_are_taken_out_as_a_table(batch: Batch, director: User, client_of: SignIn) -> None:
    measure()
    answer = client_of(director).get("/data/quality/?export=csv", headers={"accept-language": "en"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "名单.csv" in text


def test_a_house_that_was_never_measured_says_so(cast: Cast, client_of: SignIn) -> None:
    assert "Not measured yet" in read(client_of(cast.director), "/data/quality/")


def test_a_show_not_seen_cannot_be_asked_for(batch: Batch, cast: Cast, client_of: SignIn) -> None:
    measure()
    page = read(client_of(cast.stranger), f"/customers/everyone/?show={cast.series.pk}")
    assert "青山画廊" not in page


def test_customers_of_a_show_are_narrowed_by_what_they_lack(
    batch: Batch, director: User, client_of: SignIn
) -> None:
    page = read(client_of(director), f"/customers/?series={batch.series_id}&lacks=city&stale=phone")
    assert "Qingshan Gallery" not in page
    page = read(client_of(director), f"/customers/?series={batch.series_id}&lacks=email&stale=phone")
    assert "Qingshan Gallery" in page
    assert "上海蓝海美术馆" not in page


@pytest.mark.parametrize("number", [0, 2**63, 10**30])
def test_a_file_that_cannot_be_is_not_found(
    number: int, batch: Batch, director: User, client_of: SignIn
) -> None:
    assert client_of(director).get(f"/data/quality/imports/{number}/").status_code == 404
