"""What happened in the house since the dry run: a load never goes by what was decided before that."""

from collections.abc import Iterable

from everfair.intake.models import ImportedRow
from everfair.jobs.imports.plan import House
from everfair.jobs.imports.settled import Late, look
from everfair.jobs.parties import derive
from everfair.journal.models import Entry
from everfair.parties import forest
from everfair.parties.match_keys import holders
from everfair.parties.models import MatchKey

_REMEMBERED = 100_000


class Changes:
    """Asked once in each portion's transaction."""

    def __init__(self, house: House, batch_id: int) -> None:
        self.key = house.key
        self.batch_id = batch_id
        self.late_keys, self.late_rows = Late(MatchKey, house.key), Late(ImportedRow, house.row)
        self.late_entries = Late(Entry, house.entry)
        self.heard: set[int] = set()
        self.parties: set[int] = set()
        self.brought: set[int] | None = set()
        """Keys that anybody but this load wrote; None: too many to remember."""
        self.others_loaded = False

    def look(self, own: range) -> None:
        """What came since the last time."""
        look(self.late_keys, self.late_rows, self.late_entries)
        self._look_at_parties()
        self._look_at_keys(own)
        self._look_at_rows()
        for late in (self.late_keys, self.late_rows, self.late_entries):
            late.forget()

    def _look_at_parties(self) -> None:
        """Parties that people made, renamed, merged or took apart meanwhile; they answer to their new names at
        once, whatever jobs are waiting."""
        late = self.late_entries.rows.filter(object_type__startswith="parties.").exclude(party_id=None)
        found = dict(late.values_list("pk", "party_id"))
        unheard = {party for pk, party in found.items() if pk not in self.heard}
        if unheard:
            fresh = set(forest.tree(forest.roots(unheard).values()))
            derive(sorted(fresh))
            self.parties |= fresh
            look(self.late_keys)
        self.heard = set(found)

    def _look_at_keys(self, own: range) -> None:
        """Keys that anybody but this load wrote."""
        if self.brought is None:
            return
        others = self.late_keys.rows.exclude(party_id__gte=own.start, party_id__lt=own.stop)
        self.brought.update(others.values_list("key", flat=True)[:_REMEMBERED])
        if len(self.brought) >= _REMEMBERED:
            self.brought = None

    def _look_at_rows(self) -> None:
        self.others_loaded = self.others_loaded or self.late_rows.rows.exclude(batch=self.batch_id).exists()

    def of(self, party: int) -> bool:
        """Whether something was changed about that party: it has to be met again."""
        return party in self.parties

    def late(self, keys: dict[int, Iterable[int]], own: range) -> set[int]:
        """Those of the newcomers who share a telling key with somebody who came after the dry run."""
        if self.brought is not None and not self.brought:
            return set()
        wanted = {key for held in keys.values() for key in held if self._may_be_brought(key)}
        if not wanted:
            return set()
        others = {
            key
            for key, parties in holders(wanted, since=self.key).items()
            if any(p not in own for p in parties)
        }
        return {who for who, held in keys.items() if not others.isdisjoint(held)} if others else set()

    def _may_be_brought(self, key: int) -> bool:
        return self.brought is None or key in self.brought
