"""What happened in the house since the dry run: a load never goes by what was decided before that."""

from collections.abc import Iterable

from django.db import connection

from everfair.jobs.imports.plan import House
from everfair.jobs.parties import derive
from everfair.journal.models import Entry
from everfair.parties import forest
from everfair.parties.match_keys import holders, newest_key
from everfair.parties.models import MatchKey


class Changes:
    """Asked once in each portion's transaction."""

    def __init__(self, house: House) -> None:
        self.key = house.key
        self.entry = house.entry
        self.parties: set[int] = set()
        self.seen = house.key
        self.is_quiet = connection.vendor == "sqlite"

    def look(self, own: range) -> None:
        """Parties that people made, renamed, merged or took apart meanwhile; they answer to their new names at
        once, whatever jobs are waiting."""
        entries = Entry.objects.filter(pk__gt=self.entry, object_type__startswith="parties.").exclude(
            party_id=None
        )
        found = dict(entries.values_list("pk", "party_id"))
        if found:
            self.entry = max(found)
            fresh = set(forest.tree(forest.roots(filter(None, found.values())).values()))
            derive(sorted(fresh))
            self.parties |= fresh
        self.is_quiet = self.is_quiet and not self._others_came(own)

    def _others_came(self, own: range) -> bool:
        """Whether anybody but this load wrote keys. Only SQLite's writers come one after the other, so that nobody
        appears later with an earlier id."""
        late = MatchKey.objects.filter(pk__gt=self.seen)
        came = late.exclude(party_id__gte=own.start, party_id__lt=own.stop).exists()
        self.seen = newest_key()
        return came

    def of(self, party: int) -> bool:
        """Whether something was changed about that party: it has to be met again."""
        return party in self.parties

    def late(self, keys: dict[int, Iterable[str]], own: range) -> set[int]:
        """Those of the newcomers who share a telling key with somebody who came after the dry run."""
        if self.is_quiet:
            return set()
        wanted = {key for held in keys.values() for key in held}
        others = {
            key
            for key, parties in holders(wanted, since=self.key).items()
            if any(p not in own for p in parties)
        }
        return {who for who, held in keys.items() if not others.isdisjoint(held)} if others else set()
