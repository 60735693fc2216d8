import pytest

from everfair.shows.models import Series
from tests.conftest import Cast
from tests.desk.shows import made


@pytest.fixture
def fair(cast: Cast) -> made.Fair:
    """Both shows of the house are analysed; the other's figures are easily told apart."""
    run = made.published()
    made.fair(cast.other_series, run, expected=7_777)
    return made.fair(cast.series, run)


@pytest.fixture
def elsewhere(cast: Cast, fair: made.Fair) -> made.Fair:
    other: Series = cast.other_series
    return made.Fair(other, list(other.editions.order_by("ordinal")), fair.run)
