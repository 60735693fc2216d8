"""Joining the pairs that are certain by the lines of the house, without asking about each.

A pair of which anything speaks against it stays with people, however high its score: a branch has the name of its head
office, and is not the same.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from everfair.parties import merging
from everfair.parties.duplicates import State, waiting
from everfair.parties.merging import Wish
from everfair.parties.models.identity import Merge, PossibleDuplicate
from everfair.parties.models.linkage import LinkageModel, Thresholds
from everfair.parties.preview import suggested_survivor
from everfair.parties.reasons import BELONGING, is_against

AUTOMATIC = "automatic"
# Codes that forbid it, by how they begin, as JSON holds them.
_SPEAKING_AGAINST = (
    '"differs_',
    '"says_nothing"',
    '"other_domain"',
    *(f'"{code}"' for code in sorted(BELONGING)),
)


def certain(lines: dict[str, Thresholds] | None = None, kind: str = "") -> QuerySet[PossibleDuplicate]:
    """Open pairs that would be joined by these lines (else those of the house), of one kind or of all."""
    drawn = lines or LinkageModel.lines()
    reached = Q(pk__in=())
    for each in [kind] if kind else drawn:
        reached |= Q(first__kind=each, score__gte=drawn[each].certain)
    same = waiting().filter(reached, state=State.OPEN, asks=PossibleDuplicate.Asks.SAME)
    return same.exclude(contradicted())


def contradicted() -> Q:
    """The condition on pairs that something speaks against their being one."""
    against = Q(pk__in=())
    for code in _SPEAKING_AGAINST:
        against |= Q(reasons__icontains=code)
    return against


def is_contradicted(pair: PossibleDuplicate) -> bool:
    """The same of one pair."""
    return any(is_against(str(code)) for code, _params in pair.reasons)


def join_certain(pairs: Sequence[PossibleDuplicate], *, by: models.Model | None) -> list[Merge]:
    """Merge these in one go; each tells that the machine joined it, from which line on, and can be undone."""
    lines = LinkageModel.lines()
    wishes = [_wish(pair, lines[pair.first.kind].certain) for pair in pairs]
    done, _refused = merging.merge_many(wishes, by=by, automatic=True)
    return done


def _wish(pair: PossibleDuplicate, line: float) -> Wish:
    said: list[Any] = [AUTOMATIC, {"line": f"{line:.1%}"}]
    return wish_of(pair, [said, *pair.reasons])


def wish_of(pair: PossibleDuplicate, reasons: list[Any] | None = None) -> Wish:
    """Of the two the one with more facts stays."""
    stays = suggested_survivor(pair.first, pair.second)
    goes = pair.second_id if stays.pk == pair.first_id else pair.first_id
    return Wish(stays.pk, goes, pair.reasons if reasons is None else reasons, pair.score)
