"""Three or more that may all be one: the pairs that hang together through common halves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from everfair.parties.merging import Wish
from everfair.parties.models.identity import PossibleDuplicate

MOST = 24


@dataclass(frozen=True)
class Cluster:
    """Parties (ids) that hang together, and the pairs between them. `is_whole` is False where there are more."""

    parties: tuple[int, ...]
    pairs: tuple[PossibleDuplicate, ...]
    is_whole: bool = True

    def between(self, chosen: Iterable[int]) -> list[PossibleDuplicate]:
        """The pairs of which both halves are chosen."""
        ids = set(chosen)
        return [pair for pair in self.pairs if {pair.first_id, pair.second_id} <= ids]


def cluster_of(pair: PossibleDuplicate, among: QuerySet[PossibleDuplicate]) -> Cluster:
    """All that hangs together with this pair among these pairs, at most `MOST` parties."""
    met: dict[int, None] = dict.fromkeys((pair.first_id, pair.second_id))
    pairs: dict[int, PossibleDuplicate] = {pair.pk: pair}
    same = among.filter(asks=PossibleDuplicate.Asks.SAME)
    level = set(met)
    while level and len(met) < MOST:
        touching = same.filter(Q(first__in=level) | Q(second__in=level)).order_by("-score", "pk")
        found = {each.pk: each for each in touching[: MOST * MOST]}
        ends = [end for each in found.values() for end in (each.first_id, each.second_id)]
        level = set(dict.fromkeys(end for end in ends if end not in met))
        pairs |= found
        met |= dict.fromkeys(end for end in ends if end not in met)
    kept = tuple(met)[:MOST]
    within = [each for each in pairs.values() if each.first_id in kept and each.second_id in kept]
    return Cluster(kept, tuple(within), len(met) <= MOST and not (level and len(met) >= MOST))


def wishes(survivor: int, chosen: Sequence[int], cluster: Cluster) -> list[Wish]:
    """That all chosen count as the survivor, each with the reasons and the score of its own pair with it, if asked
    about, else of the likeliest pair that ties it to the others."""
    within = cluster.between([survivor, *chosen])
    return [_wish(survivor, each, within) for each in chosen if each != survivor]


def _wish(survivor: int, party: int, pairs: Sequence[PossibleDuplicate]) -> Wish:
    own = [pair for pair in pairs if party in (pair.first_id, pair.second_id)]
    direct = [pair for pair in own if survivor in (pair.first_id, pair.second_id)]
    told = max(direct or own, key=lambda pair: pair.score, default=None)
    return Wish(survivor, party, told.reasons if told else [], told.score if told else None)
