"""A condition that rows exist, whose SQL is made once, finds what Django's own finds."""

import pytest
from django.db.models import Exists, F, OuterRef, Q

from everfair.house.existing import there_is
from everfair.house.prepared import question, together
from everfair.relations.models import Relationship
from everfair.shows.models import Participation
from tests.conftest import Cast
from tests.desk.customers import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(cast: Cast) -> list[Relationship]:
    made.editions(cast.series)
    lives = ("1", "11", "1", "1", "01", "")
    return [
        made.customer(cast.series, f"第{n}画廊", attended=life, readings=False)
        for n, life in enumerate(lives)
    ]


def keys(condition: Q) -> set[int]:
    rows = Relationship.objects.annotate(of=F("series_id")).filter(condition, of__gt=0)
    found = set(rows.values_list("pk", flat=True))
    assert found == set(together([question(rows.values_list("pk", flat=True))])[0])
    return found


@pytest.mark.parametrize("typed", ["", "100%", "a%sb"])
def test_it_finds_what_an_exists_of_djangos_finds(mixed: list[Relationship], cast: Cast, typed: str) -> None:
    rows = Participation.objects.filter(edition__ordinal=1, edition__series=cast.series).exclude(
        source=typed or "-"
    )
    once, anew = there_is(rows, "party", "party_id"), Exists(rows.filter(party=OuterRef("party_id")))
    assert keys(Q(once)) == keys(Q(anew)) == {one.pk for one in mixed[:4]}
    assert keys(~Q(once)) == keys(~Q(anew)) == {one.pk for one in mixed[4:]}
    assert keys(Q(once) & Q(once) | ~Q(once)) == {one.pk for one in mixed}
