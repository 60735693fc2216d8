"""Organisations that belong together without being the same: who belongs to whom, as a tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone

from everfair.journal.models import record
from everfair.parties import forest, refusals
from everfair.parties.models.identity import Link, PossibleDuplicate
from everfair.parties.models.party import Party

State, Asks = PossibleDuplicate.State, PossibleDuplicate.Asks
# Groups are small; a list of hundreds of branches would be no tree to look at.
MOST_SHOWN = 60


@transaction.atomic
def link(parent: Party, child: Party, kind: str, *, by: models.Model | None, automatic: bool = False) -> Link:
    """See `Party.link`. `automatic`: their names say so, and nobody was asked."""
    forest.one_at_a_time()
    meant = Link.Kind(kind)
    ends = forest.roots([parent.pk, child.pk])
    above, below = ends[parent.pk], ends[child.pk]
    _check_linkable(above, below)
    made = Link.objects.filter(parent=above, child=below).order_by("pk").first()
    if made is not None and made.kind == meant:
        return made
    if made is None:
        made = Link.objects.create(parent_id=above, child_id=below, kind=meant, by_id=by.pk if by else None)
    else:
        Link.objects.filter(pk=made.pk).update(kind=meant)
        made.refresh_from_db()
    params = {"parent": above, "child": below, "kind": made.kind}
    told = params | {"automatic": True} if automatic else params
    record("party.link", made, by=by, party=above, params=told)
    return made


def _check_linkable(parent: int, child: int) -> None:
    if parent == child:
        raise refusals.SameParty(party=parent)
    if Party.objects.filter(pk__in=(parent, child)).exclude(kind=Party.Kind.ORGANISATION).exists():
        raise refusals.NoOrganisation(party=parent, other=child)
    if child in above(parent):
        raise refusals.GoesRound(party=parent, other=child)


@transaction.atomic
def unlink(made: Link, *, by: models.Model | None) -> bool:
    """See `Link.remove`."""
    if not Link.objects.filter(pk=made.pk).delete()[0]:
        return False
    params = {"parent": made.parent_id, "child": made.child_id, "kind": made.kind}
    record("party.unlink", made, by=by, party=made.parent_id, params=params)
    _remember(made, by)
    return True


def _remember(made: Link, by: models.Model | None) -> None:
    """That the two do not belong together, so that nobody proposes it again."""
    first, second = sorted((made.parent_id, made.child_id))
    answer = {"state": State.APART, "decided_at": timezone.now(), "decided_by_id": by.pk if by else None}
    said, is_new = PossibleDuplicate.objects.get_or_create(
        first_id=first, second_id=second, defaults={"asks": Asks.BELONG, "score": 0.0, **answer}
    )
    if not is_new:
        open_ = PossibleDuplicate.objects.filter(pk=said.pk, asks=Asks.BELONG)
        open_.filter(state__in=(State.OPEN, State.LATER)).update(**answer)


def above(party: int) -> set[int]:
    """The party and all to which it belongs."""
    found: set[int] = set()
    level = {party}
    while level:
        found |= level
        level = set(Link.objects.filter(child__in=level).values_list("parent", flat=True)) - found
    return found


@dataclass(frozen=True)
class Member:
    """One organisation of a group: how deep it stands, and by which link (none for the head)."""

    depth: int
    party: Party
    link: Link | None = None


def group_of(party: Party, seen: models.QuerySet[Party]) -> list[Member]:
    """The group of organisations to which the party belongs, heads first, as far as `seen` goes; empty where it
    stands alone. Nobody beyond what is seen is named, and nobody below them."""
    tops = _heads(party, seen)
    if not tops and not _between_two().filter(parent=party, child__in=seen).exists():
        return []
    met: set[int] = set()
    return list(_walk([(0, top, None) for top in tops or [party]], seen, met))[:MOST_SHOWN]


def _between_two() -> models.QuerySet[Link]:
    """Links whose ends were not merged with each other since."""
    return Link.objects.exclude(parent=models.F("child"))


def _heads(party: Party, seen: models.QuerySet[Party]) -> list[Party]:
    """Those above it of whom nobody seen stands above."""
    heads: dict[int, Party] = {}
    met, level = {party.pk}, [party]
    while level:
        above_them = _between_two().filter(child__in=level, parent__in=seen)
        links = list(above_them.select_related("parent").order_by("pk"))
        covered = {made.child_id for made in links}
        heads.update({p.pk: p for p in level if p.pk not in covered and p.pk != party.pk})
        level = [made.parent for made in links if made.parent_id not in met]
        met.update(p.pk for p in level)
    return list(heads.values())


def _walk(
    level: Iterable[tuple[int, Party, Link | None]], seen: models.QuerySet[Party], met: set[int]
) -> Iterator[Member]:
    for depth, party, made in level:
        if party.pk in met or len(met) >= MOST_SHOWN:
            continue
        met.add(party.pk)
        yield Member(depth, party, made)
        below = _between_two().filter(parent=party, child__in=seen)
        named = below.select_related("child").order_by("kind", "child__sort_key", "pk")
        yield from _walk([(depth + 1, one.child, one) for one in named], seen, met)
