"""Each list that told of a customer, or of one merged into it, stands on its file with the rows."""

from pathlib import Path
from typing import Any

import pytest

from everfair.parties.models import Party
from tests.conftest import Cast
from tests.jobs.taking_back.lists import BEFORE, LISTS, brought

pytestmark = pytest.mark.django_db


def file_of(cast: Cast, client_of: Any, name: str) -> str:
    address = f"/customers/{Party.objects.get(zh=name, merged_into=None).pk}/?whole=1"
    answer = client_of(cast.director).get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_any_kind_is_named(kind: str, tmp_path: Path, cast: Cast, client_of: Any) -> None:
    brought(tmp_path, "participations", BEFORE, name="before.csv")
    brought(tmp_path, kind, LISTS[kind], name=f"later {kind}.csv")
    told = file_of(cast, client_of, "杭州青山画廊有限公司")
    assert "before.csv" in told
    assert "2 rows: 2, 4" in told
    assert f"later {kind}.csv" in told


def test_what_told_of_one_merged_into_it_is_named_too(tmp_path: Path, cast: Cast, client_of: Any) -> None:
    brought(tmp_path, "participations", BEFORE, name="before.csv")
    brought(tmp_path, "contacts", ("公司名称,手机", "深圳南山文创有限公司,0755-88888801"), name="phones.csv")
    firm, other = (Party.objects.get(zh=name) for name in ("杭州青山画廊有限公司", "深圳南山文创有限公司"))
    assert "phones.csv" not in file_of(cast, client_of, "杭州青山画廊有限公司")
    firm.merge(other, by=cast.director)
    assert "phones.csv" in file_of(cast, client_of, "杭州青山画廊有限公司")


def test_a_show_one_does_not_see_brings_no_list(tmp_path: Path, cast: Cast, client_of: Any) -> None:
    brought(tmp_path, "participations", BEFORE, name="before.csv")
    lines = ("届,开幕日期,参展商", "1,2019-05-01,杭州青山画廊有限公司")
    brought(tmp_path, "participations", lines, name="elsewhere.csv", series=cast.other_series.zh)
    party = Party.objects.get(zh="杭州青山画廊有限公司")
    told = client_of(cast.sales).get(f"/customers/{party.pk}/?whole=1").content.decode()
    assert "before.csv" in told
    assert "elsewhere.csv" not in told
