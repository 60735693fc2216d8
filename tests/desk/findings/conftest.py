from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.parties.models import Party
from everfair.relations.models import Finding, Relationship
from everfair.surveys.models import Competitor
from tests.conftest import Cast
from tests.desk.findings.bodies import Bodies
from tests.desk.shows import made
from tests.desk.shows.made import Fair

As = Callable[[User], Client]


@pytest.fixture
def fair(cast: Cast) -> Fair:
    return made.fair(cast.series, made.published())


@pytest.fixture
def bodies(cast: Cast, fair: Fair) -> Bodies:
    """One of every finding, of all editions; the relationship named second is on a show that sales do not see."""
    own = made.customer(fair, "青山画廊")
    hidden = Party.objects.create(kind="organisation", zh="蓝田茶业")
    theirs = Relationship.between(hidden.pk, cast.other_series.pk, "exhibitor")
    rival = Competitor.objects.create(series=fair.series, name="Art Shanghai")
    found = Bodies([fair.editions[0].pk, fair.last.pk], [own.pk, theirs.pk], rival.pk)
    for code, body in found.all().items():
        Finding.objects.create(run=fair.run, series=fair.series, side="exhibitor", code=code, body=body)
    return found


@pytest.fixture
def client(cast: Cast, client_of: As) -> Client:
    found = client_of(cast.sales)
    found.cookies["django_language"] = "en"
    return found
