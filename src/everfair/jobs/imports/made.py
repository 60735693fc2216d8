"""Which rows a load writes: as stretches of ids, of which one a table is enough as long as nobody writes beside it.

Loads write one after the other, so that between the newest row before a portion and the newest after it only this
load has written; and whoever enters rows by hand, whose rows have another source. Of rows whose ids were drawn long
before, others' may be newer: these are told one by one.
"""

from collections.abc import Iterable, Mapping

from django.db import connection

from everfair.contact.models import Interaction, Suggestion
from everfair.parties.models import Consent, ContactPoint, Employment, ExternalId, Name, Organisation, Person
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.shows.models import Stand
from everfair.surveys.models import Answer, Competitor, Instrument, Rating, Response, Topic

TABLES = {
    model._meta.label_lower: model._meta.db_table
    for model in (
        *(Answer, Competitor, Consent, ContactPoint, Employment, ExternalId, Instrument, Interaction, LedgerEntry),
        *(Name, Organisation, Person, Rating, Referral, Relationship, Response, Stand, Suggestion, Topic),
    )
}  # fmt: skip
_NEWEST = "SELECT " + ", ".join(f"(SELECT max(id) FROM {table})" for table in TABLES.values())
PARTY = "parties.party"

Stretches = dict[str, list[list[int]]]


class Made:
    def __init__(self, stretches: Stretches) -> None:
        self.stretches = stretches
        stretches.setdefault(PARTY, [])  # shows that this was kept, even of a list that made nothing
        self.before: list[int] = []

    def look(self) -> None:
        """Before a portion is written."""
        self.before = newest()

    def note(self, drawn: Mapping[str, Iterable[int]]) -> None:
        """After it was; `drawn`: what it made under ids of its own, by the label of the model."""
        for label, ids in drawn.items():
            for pk in ids:
                self.add(label, pk, pk)
        for label, before, after in zip(TABLES, self.before, newest(), strict=True):
            if after > before:
                self.add(label, before + 1 if before else oldest(label), after)

    def add(self, label: str, first: int, last: int) -> None:
        known = self.stretches.setdefault(label, [])
        if known and known[-1][1] + 1 == first:
            known[-1][1] = last
        elif not any(low <= first and last <= high for low, high in known):
            known.append([first, last])


def oldest(label: str) -> int:
    """Of a table that was empty: its numbers go on where they were when all went that stood there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {TABLES[label]}")
        return int(cursor.fetchone()[0])


def newest() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        return [last or 0 for last in cursor.fetchone()]
