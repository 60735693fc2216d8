"""Whom somebody sees who sees some shows is asked party by party, not of all relationships for each."""

import pytest
from django.db import connection

from everfair.parties.models import Party
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.shows.scope import scope_of
from tests.conftest import Cast

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="counts what SQLite does")


def steps(cast: Cast) -> int:
    """Of SQLite's machine, in dozens."""
    counted = [0]

    def count() -> None:
        counted[0] += 1

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 12)
    try:
        visible.parties(scope_of(cast.sales)).count()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return counted[0]


def fill(cast: Cast, n: int) -> None:
    """As many customers of the show, and people who work nowhere."""
    parties = Party.objects.bulk_create(Party(kind="organisation", zh=str(one)) for one in range(n))
    Party.objects.bulk_create(Party(kind="person", zh=str(one)) for one in range(n))
    Relationship.objects.bulk_create(
        Relationship(party=one, recorded_party=one, series=cast.series, side="exhibitor") for one in parties
    )


def test_twice_as_many_cost_twice_as_much(cast: Cast) -> None:
    fill(cast, 100)
    few = steps(cast)
    fill(cast, 100)
    assert steps(cast) < 3 * few
