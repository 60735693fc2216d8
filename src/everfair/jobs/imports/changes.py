"""What happened in the house since the dry run: a load never goes by what was decided before that."""

from collections.abc import Iterable

from everfair.jobs.imports.plan import House
from everfair.jobs.parties import derive
from everfair.journal.models import Entry
from everfair.parties import forest
from everfair.parties.match_keys import holders


class Changes:
    """Asked once in each portion's transaction."""

    def __init__(self, house: House) -> None:
        self.key = house.key
        self.entry = house.entry
        self.parties: set[int] = set()

    def look(self) -> None:
        """Parties that people made, renamed, merged or took apart meanwhile; they answer to their new names at
        once, whatever jobs are waiting."""
        entries = Entry.objects.filter(pk__gt=self.entry).exclude(party_id=None)
        found = dict(entries.values_list("pk", "party_id"))
        if found:
            self.entry = max(found)
            fresh = set(forest.tree(forest.roots(filter(None, found.values())).values()))
            derive(sorted(fresh))
            self.parties |= fresh

    def of(self, party: int) -> bool:
        """Whether something was changed about that party: it has to be met again."""
        return party in self.parties

    def late(self, keys: dict[int, Iterable[str]], own: range) -> set[int]:
        """Those of the newcomers who share a telling key with somebody who came after the dry run."""
        wanted = {key for held in keys.values() for key in held}
        others = {
            key
            for key, parties in holders(wanted, since=self.key).items()
            if any(p not in own for p in parties)
        }
        return {who for who, held in keys.items() if not others.isdisjoint(held)} if others else set()
