"""Merging, un-merging, keeping apart: decisions about who is who, each written down with who, when and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from everfair.journal.models import record
from everfair.parties import forest, refusals
from everfair.parties.cards import refresh_cards
from everfair.parties.duplicates import UNDECIDED, State
from everfair.parties.models.identity import KeepApart, Merge, PossibleDuplicate
from everfair.parties.models.party import Party
from everfair.parties.settling import settle
from everfair.work.models import enqueue


@dataclass(frozen=True)
class Wish:
    """That `absorbed` count as `survivor`, and what speaks for it."""

    survivor: int
    absorbed: int
    reasons: list[Any] = field(default_factory=list)
    score: float | None = None


@transaction.atomic
def merge(
    survivor: Party,
    absorbed: Party,
    *,
    by: models.Model | None,
    reasons: Iterable[Any] = (),
    score: float | None = None,
    despite_apart: bool = False,
) -> Merge:
    """See `Party.merge`."""
    forest.one_at_a_time()
    if before := _standing(survivor, absorbed):
        return before
    check_mergeable(survivor, absorbed, despite_apart=despite_apart)
    done = join(Wish(survivor.pk, absorbed.pk, list(reasons), score), by=by)
    settle([survivor.pk])
    refresh_cards([survivor.pk])
    enqueue("parties.index", {"ids": [survivor.pk, absorbed.pk]}, by=by)
    survivor.refresh_from_db()
    absorbed.refresh_from_db()
    return done


def _standing(survivor: Party, absorbed: Party) -> Merge | None:
    """The very same merge, made before: asking for it again changes nothing."""
    return Merge.objects.filter(survivor=survivor.pk, absorbed=absorbed.pk, undone_at=None).first()


@transaction.atomic
def merge_many(
    wishes: Iterable[Wish], *, by: models.Model | None, automatic: bool = False
) -> tuple[list[Merge], list[tuple[Wish, str]]]:
    """Merge all in one go: what was merged, and what not (with the refusal's code).

    A half merged away by an earlier wish is taken for its root, so that three alike become one. `automatic`:
    nobody looked at each; nothing is learned from it.
    """
    forest.one_at_a_time()
    done: list[Merge] = []
    refused: list[tuple[Wish, str]] = []
    for wish in wishes:
        ends = forest.roots([wish.survivor, wish.absorbed])
        parties = Party.objects.in_bulk(ends.values())
        survivor, absorbed = parties[ends[wish.survivor]], parties[ends[wish.absorbed]]
        try:
            check_mergeable(survivor, absorbed)
        except refusals.Refusal as refusal:
            refused.append((wish, refusal.code))
        else:
            meant = replace(wish, survivor=survivor.pk, absorbed=absorbed.pk)
            done.append(join(meant, by=by, automatic=automatic))
    touched = set(forest.roots([m.survivor_id for m in done]).values())
    for batch in forest.in_batches(touched, 100):
        settle(batch)
    refresh_cards(touched)
    enqueue("parties.index", {"ids": sorted(touched | {m.absorbed_id for m in done})}, by=by)
    return done, refused


def check_mergeable(survivor: Party, absorbed: Party, *, despite_apart: bool = False) -> None:
    """Lock both and refuse what cannot be: judged by how they stand now, not by what was read before."""
    ids = sorted((survivor.pk, absorbed.pk))
    list(Party.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    refusal = why_not(survivor.pk, absorbed.pk, despite_apart=despite_apart)
    if refusal is not None:
        raise refusal


def why_not(survivor: int, absorbed: int, *, despite_apart: bool = False) -> refusals.Refusal | None:
    """What stands against merging the two, as they are now; None where nothing does."""
    ends = forest.roots([survivor, absorbed])
    if ends[survivor] == ends[absorbed]:
        return refusals.SameParty(party=ends[survivor])
    for pk in sorted(ends):
        if ends[pk] != pk:
            return refusals.MergedAway(party=pk, into=ends[pk])
    kinds = dict(Party.objects.filter(pk__in=ends).values_list("pk", "kind"))
    if kinds[survivor] != kinds[absorbed]:
        return refusals.KindsDiffer(party=survivor, other=absorbed)
    apart = None if despite_apart else kept_apart(survivor, absorbed)
    return refusals.WasKeptApart(party=survivor, other=absorbed, by=apart.by_id) if apart else None


def join(wish: Wish, *, by: models.Model | None, automatic: bool = False) -> Merge:
    """The decision itself, without settling the rows."""
    survivor, absorbed = wish.survivor, wish.absorbed
    Party.objects.filter(pk=absorbed).update(merged_into=survivor, version=F("version") + 1)
    Party.objects.filter(pk=survivor).update(version=F("version") + 1)
    done = Merge.objects.create(
        survivor_id=survivor,
        absorbed_id=absorbed,
        by_id=by.pk if by else None,
        reasons=wish.reasons,
        score=wish.score,
    )
    _answer_pairs(survivor, absorbed, State.MERGED, None if automatic else by)
    _bring_questions(done)
    params = {"survivor": survivor, "absorbed": absorbed, "reasons": [reason[0] for reason in wish.reasons]}
    record("party.merge", done, by=by, party=survivor, params=params)
    return done


@transaction.atomic
def undo(merge: Merge, *, by: models.Model | None) -> bool:
    """See `Merge.undo`."""
    forest.one_at_a_time()
    parties = [merge.survivor_id, merge.absorbed_id]
    list(Party.objects.select_for_update().filter(pk__in=parties).order_by("pk"))
    now = timezone.now()
    undone = Merge.objects.filter(pk=merge.pk, undone_at=None)
    if not undone.update(undone_at=now, undone_by_id=by.pk if by else None):
        return False
    Party.objects.filter(pk=merge.absorbed_id).update(merged_into=None)
    Party.objects.filter(pk__in=parties).update(version=F("version") + 1)
    root = forest.roots([merge.survivor_id])[merge.survivor_id]
    settle([root, merge.absorbed_id])
    refresh_cards([root, merge.absorbed_id])
    _ask_again(merge)
    params = {"survivor": merge.survivor_id, "absorbed": merge.absorbed_id}
    record("party.unmerge", merge, by=by, party=merge.survivor_id, params=params)
    enqueue("parties.index", {"ids": [root, *parties]}, by=by)
    merge.refresh_from_db()
    return True


@transaction.atomic
def keep_apart(party: Party, other: Party, *, by: models.Model | None) -> KeepApart:
    """See `Party.keep_apart`."""
    forest.one_at_a_time()
    ends = forest.roots([party.pk, other.pk])
    if ends[party.pk] == ends[other.pk]:
        raise refusals.SameParty(party=ends[party.pk])
    first, second = sorted((party.pk, other.pk))
    apart, is_new = KeepApart.objects.get_or_create(
        first_id=first, second_id=second, defaults={"by_id": by.pk if by else None}
    )
    if is_new:
        _answer_pairs(first, second, State.APART, by)
        record("party.keep_apart", apart, by=by, party=first, params={"party": first, "other": second})
    return apart


@transaction.atomic
def lift_apart(apart: KeepApart, *, by: models.Model | None) -> bool:
    """See `KeepApart.lift`."""
    if not KeepApart.objects.filter(pk=apart.pk).delete()[0]:
        return False
    params = {"party": apart.first_id, "other": apart.second_id}
    record("party.lift_apart", apart, by=by, party=apart.first_id, params=params)
    _pairs(apart.first_id, apart.second_id).filter(state=State.APART).update(
        state=State.OPEN, decided_at=None, decided_by=None
    )
    return True


def kept_apart(one: int, other: int) -> KeepApart | None:
    """Whether anyone in the tree of one was kept apart from anyone in the tree of the other."""
    ours, theirs = forest.family(one), forest.family(other)
    return KeepApart.objects.filter(
        Q(first__in=ours, second__in=theirs) | Q(first__in=theirs, second__in=ours)
    ).first()


def _pairs(one: int, other: int) -> models.QuerySet[PossibleDuplicate]:
    first, second = sorted((one, other))
    return PossibleDuplicate.objects.filter(first=first, second=second)


def _answer_pairs(one: int, other: int, state: str, by: models.Model | None) -> None:
    _pairs(one, other).filter(state__in=UNDECIDED).update(
        state=state, decided_at=timezone.now(), decided_by_id=by.pk if by else None
    )


def _bring_questions(merge: Merge) -> None:
    """What was asked about the absorbed is asked about the survivor, unless that was asked or answered before."""
    brought = [
        PossibleDuplicate(
            first_id=min(merge.survivor_id, other),
            second_id=max(merge.survivor_id, other),
            score=pair.score,
            reasons=pair.reasons,
            state=pair.state,
            brought_by=merge,
        )
        for pair, other in _open_questions(merge.absorbed_id)
        if other != merge.survivor_id and kept_apart(merge.survivor_id, other) is None
    ]
    PossibleDuplicate.objects.bulk_create(brought, ignore_conflicts=True)


def _open_questions(party: int) -> Iterator[tuple[PossibleDuplicate, int]]:
    asked = PossibleDuplicate.objects.filter(Q(first=party) | Q(second=party), state__in=UNDECIDED)
    for pair in asked.filter(first__merged_into=None) | asked.filter(second__merged_into=None):
        other = pair.second_id if pair.first_id == party else pair.first_id
        yield pair, other


def _ask_again(merge: Merge) -> None:
    PossibleDuplicate.objects.filter(brought_by=merge, state__in=UNDECIDED).delete()
    _pairs(merge.survivor_id, merge.absorbed_id).filter(state=State.MERGED).update(
        state=State.OPEN, decided_at=None, decided_by=None
    )
