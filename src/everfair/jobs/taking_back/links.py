"""The chain of what one list after the other made a cell say: how one of them is taken out of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from everfair.intake.models import FormerValues

Values = tuple[Any, ...]


class Link(NamedTuple):
    """What one list made a row say, where another thing stood."""

    batch: int
    kept: int
    """The row of `FormerValues` that tells it."""
    before: Values
    after: Values


Chain = tuple[Link, ...]
"""Oldest first."""


class Links:
    """What the newer lists changed of rows that matter to the one that is taken back."""

    def __init__(self, batches: list[int], matters: Callable[[str, int], bool]) -> None:
        self.chains: dict[tuple[str, Values], dict[int, Chain]] = defaultdict(dict)
        self.first: dict[str, dict[int, int]] = defaultdict(dict)
        """Row -> the first of the lists that changed it, or only said it once more."""
        self.batches, self.matters, self.newest = batches, matters, 0
        self.read_on()

    def read_on(self) -> None:
        """What they told since it was read."""
        held = FormerValues.objects.filter(batch__in=self.batches, pk__gt=self.newest).order_by("pk")
        for one in held.iterator(chunk_size=20):
            self.newest = one.pk
            for before, after, ids in one.told:
                self.add(one, (before, after), [pk for pk in ids if self.matters(one.object_type, pk)])

    def add(self, kept: FormerValues, told: tuple[list[Any], list[Any]], ids: list[int]) -> None:
        before, after = map(tuple, told)
        link, chains = Link(kept.batch_id, kept.pk, before, after), self.of(kept.object_type, kept.fields)
        for pk in ids:
            self.first[kept.object_type].setdefault(pk, kept.batch_id)
            if kept.fields:
                chains[pk] = (*chains.get(pk, ()), link)

    def of(self, label: str, fields: Iterable[str]) -> dict[int, Chain]:
        """Row -> its links."""
        return self.chains[label, tuple(fields)]

    def rewrite(self, label: str, fields: Iterable[str], ids: set[int], chain: Chain) -> None:
        """These rows' links say something else from now on. In a transaction."""
        chains, new = self.of(label, fields), {link.kept: link for link in chain}
        for kept in FormerValues.objects.select_for_update().filter(pk__in=new):
            kept.told = told_anew(kept.told, ids, new[kept.pk])
            kept.save(update_fields=["told"])
        for pk in ids:
            chains[pk] = tuple(new.get(link.kept, link) for link in chains[pk])


def told_anew(told: list[list[Any]], ids: set[int], link: Link) -> list[list[Any]]:
    """As `FormerValues` keeps it, where these rows say what the link says."""
    others = ([before, after, [pk for pk in held if pk not in ids]] for before, after, held in told)
    mine = [pk for _before, _after, held in told for pk in held if pk in ids]
    return [*(one for one in others if one[2]), [list(link.before), list(link.after), mine]]


def without(before: Values, after: Values, chain: Chain) -> tuple[Chain, Values]:
    """The chain as if these values had not been changed to those before it began, and what the row says at its end.

    Cell by cell: a link that left the cell as it was leaves it as it was before; the first that changed it has now
    changed it from that. Where something else stood before the link, somebody wrote that by hand, and it stays.
    """
    links = [[list(link.before), list(link.after)] for link in chain]
    says = list(chain[-1].after)
    for place, (former, word) in enumerate(zip(before, after, strict=True)):
        if carried(links, place, former, word):
            says[place] = former
    told = (
        link._replace(before=tuple(said[0]), after=tuple(said[1]))
        for link, said in zip(chain, links, strict=True)
    )
    return tuple(told), tuple(says)


def carried(links: Sequence[list[list[Any]]], place: int, former: Any, word: Any) -> bool:
    """Put the former value in the place of the word, link by link; whether it came through to the end."""
    for said_before, said_after in links:
        if said_before[place] != word:
            return False
        said_before[place] = former
        if said_after[place] != word:
            return False
        said_after[place] = former
    return True
