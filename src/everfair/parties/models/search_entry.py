from django.db import models

from everfair.parties.models.owned import RecordedParty


class SearchEntry(models.Model):
    """The terms under which a party is found: as written (`plain`), and with readings and other scripts
    (`spoken`).

    Derived from its rows; kept for the party they were recorded for, so that a merge moves no text. The index
    itself (FTS5 or tsvector) stands beside this table and is kept by the database.
    """

    party = models.ForeignKey(
        "parties.Party", models.CASCADE, related_name="search_entries", db_constraint=False
    )
    # indexed as unique, see below
    recorded_party = RecordedParty(
        "parties.Party", models.CASCADE, of="party", db_index=False, db_constraint=False
    )
    plain = models.TextField(blank=True)
    spoken = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recorded_party"], name="a_search_entry_once")]

    def __str__(self) -> str:
        return self.plain[:80]
