from dataclasses import dataclass

import pytest

from everfair.loop.models import Play
from everfair.relations.models import AnalysisRun
from everfair.shows.models import Edition, Series
from tests.conftest import Cast
from tests.loop import made


@dataclass(frozen=True)
class House:
    """A series with three editions behind it and one to come, a published run, and the playbook."""

    cast: Cast
    series: Series
    past: list[Edition]
    edition: Edition
    run: AnalysisRun
    plays: dict[str, Play]


@pytest.fixture
def house(cast: Cast) -> House:
    *past, coming = made.editions(cast.series)
    return House(cast, cast.series, past, coming, made.published_run(), made.plays())
