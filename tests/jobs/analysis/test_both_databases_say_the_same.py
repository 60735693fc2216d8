"""The same books in SQLite and in PostgreSQL: the same scores, figures and backtests to the last digit."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from everfair.jobs.analysis.analysis import Analysis
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.surveys.models import Answer, Instrument, Item, Response
from tests.books import Books, checksum

ROOMS = [
    "house", "parties", "shows", "contact", "surveys", "relations.relationship", "relations.ledgerentry",
    "relations.referral", "relations.valueterms",
]  # fmt: skip

ON_SQLITE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("flush", interactive=False, verbosity=0)
call_command("loaddata", sys.argv[1], verbosity=0)
from everfair.jobs.analysis.analysis import Analysis
from tests.books import checksum
print("told:" + json.dumps(checksum(Analysis().publish()), default=str))
"""


def beyond(books: Books) -> None:
    """Answers, money and a referral."""
    asked = Instrument.objects.create(code="tests", en="Tests")
    told = [
        Item.objects.create(instrument=asked, code=asks, asks=asks)
        for asks in ("overall", "trust", "attitude")
    ]
    relationships = list(Relationship.objects.order_by("pk")[:40])
    shared: dict[str, Any] = {"series": books.series, "side": books.side}
    on: dict[str, Any] = {"edition": books.editions[4], "answered_on": date(2020, 6, 1)}
    for number, one in enumerate(relationships):
        response = Response.objects.create(party=one.party, instrument=asked, **shared, **on)
        Answer.objects.bulk_create(
            Answer(response=response, item=item, value=1 + number % 5) for item in told
        )
        LedgerEntry.objects.create(
            party=one.party, **shared, occurred_on=on["answered_on"], kind="economic", amount_minor=100 + number,
            currency="CNY",
        )  # fmt: skip
    first, second = relationships[:2]
    Referral.objects.create(
        referrer=first.party, child=second.party, **shared, occurred_on=on["answered_on"], weight=1 / 3
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sqlite_says_what_postgresql_says(tmp_path: Path) -> None:
    books = Books(5, coming=1)
    books.customers(
        {"11111b": 30, "11000": 30, "10100": 20, "01111": 25, "00110": 20, "10000": 40, "00000i": 5}
    )
    for number, (history, areas) in enumerate([("11111", [9, 9, 18, 18, 9]), ("00111", [36, 36, 36])]):
        one = books.customer(f"客户{number}", history, areas)
        held_on = books.editions[4].starts_on
        assert held_on is not None
        books.hears(one, held_on, "satisfaction", score=9 - 6 * number)
        books.hears(one, held_on, "complaint", "unsolved")
    beyond(books)
    file = tmp_path / "books.json"
    call_command("dumpdata", *ROOMS, output=str(file), verbosity=0)
    here = json.loads(json.dumps(checksum(Analysis().publish()), default=str))
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'books.sqlite3'}",
        "EVERFAIR_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "everfair.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", ON_SQLITE, str(file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    there = json.loads(done.stdout.rpartition("told:")[2])
    assert len(there) == len(here)
    assert [(one, other) for one, other in zip(there, here, strict=True) if one != other][:3] == []
