"""A small fair: 青山 is trusting and 李销售's, 蓝海 weakening and 王同事's, 红叶 new and nobody's."""

from dataclasses import dataclass

import pytest

from everfair.relations.models import AnalysisRun, Relationship
from everfair.shows.models import Edition
from tests.conftest import Cast
from tests.desk.customers import made


@dataclass(frozen=True)
class Fair:
    editions: list[Edition]
    qingshan: Relationship
    lanhai: Relationship
    hongye: Relationship
    elsewhere: Relationship
    run: AnalysisRun


@pytest.fixture
def fair(cast: Cast) -> Fair:
    editions = made.editions(cast.series)
    made.editions(cast.other_series)
    qingshan = made.customer(
        cast.series, "杭州青山画廊有限公司", "Qingshan Gallery", attended="11111", owner=cast.sales, city="杭州",
        amount=1_200_000,
    )  # fmt: skip
    lanhai = made.customer(
        cast.series, "上海蓝海美术馆", "Blue Sea Art Museum", attended="11100", owner=cast.team_mate
    )
    hongye = made.customer(cast.series, "红叶工作室", attended="")
    elsewhere = made.customer(cast.other_series, "蓝田茶庄", attended="1")
    run = made.analysed(
        cast.series,
        {qingshan.pk: ("FTTTT", "11111", 0.91), lanhai.pk: ("FTTWW", "11100", 0.34)},
    )
    return Fair(editions, qingshan, lanhai, hongye, elsewhere, run)
