"""Merging, un-merging, keeping apart: decisions about who is who, each written down with who, when and why."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from everfair.journal.models import record
from everfair.parties import forest, refusals
from everfair.parties.cards import refresh_cards
from everfair.parties.models.identity import KeepApart, Merge, PossibleDuplicate
from everfair.parties.models.party import Party
from everfair.parties.settling import settle
from everfair.work.models import enqueue

State = PossibleDuplicate.State
UNDECIDED = (State.OPEN, State.LATER)


@transaction.atomic
def merge(
    survivor: Party,
    absorbed: Party,
    *,
    by: models.Model | None,
    reasons: Iterable[Any] = (),
    despite_apart: bool = False,
) -> Merge:
    """See `Party.merge`."""
    forest.one_at_a_time()
    check_mergeable(survivor, absorbed, despite_apart=despite_apart)
    done = join(survivor.pk, absorbed.pk, by=by, reasons=list(reasons))
    settle([survivor.pk])
    refresh_cards([survivor.pk])
    enqueue("parties.index", {"ids": [survivor.pk, absorbed.pk]}, by=by)
    survivor.refresh_from_db()
    absorbed.refresh_from_db()
    return done


@transaction.atomic
def merge_many(
    pairs: Iterable[tuple[int, int, list[Any]]], *, by: models.Model | None
) -> tuple[list[Merge], list[tuple[int, int, str]]]:
    """Merge (survivor, absorbed, reasons) in one go: what was merged, and what not (with the refusal's code).

    A half merged away by an earlier pair is taken for its root, so that three alike become one.
    """
    forest.one_at_a_time()
    done: list[Merge] = []
    refused: list[tuple[int, int, str]] = []
    for survivor_id, absorbed_id, reasons in pairs:
        ends = forest.roots([survivor_id, absorbed_id])
        parties = Party.objects.in_bulk(ends.values())
        survivor, absorbed = parties[ends[survivor_id]], parties[ends[absorbed_id]]
        try:
            check_mergeable(survivor, absorbed)
        except refusals.Refusal as refusal:
            refused.append((survivor_id, absorbed_id, refusal.code))
        else:
            done.append(join(survivor.pk, absorbed.pk, by=by, reasons=reasons))
    touched = set(forest.roots([m.survivor_id for m in done]).values())
    for batch in forest.in_batches(touched, 100):
        settle(batch)
    refresh_cards(touched)
    enqueue("parties.index", {"ids": sorted(touched | {m.absorbed_id for m in done})}, by=by)
    return done, refused


def check_mergeable(survivor: Party, absorbed: Party, *, despite_apart: bool = False) -> None:
    """Lock both and refuse what cannot be: judged by how they stand now, not by what was read before."""
    if survivor.pk == absorbed.pk:
        raise refusals.SameParty(party=survivor.pk)
    ids = sorted((survivor.pk, absorbed.pk))
    now = {p.pk: p for p in Party.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    ends = forest.roots(ids)
    if ends[survivor.pk] == ends[absorbed.pk]:
        raise refusals.SameParty(party=ends[survivor.pk])
    for pk in ids:
        if now[pk].merged_into_id is not None:
            raise refusals.MergedAway(party=pk, into=ends[pk])
    if now[survivor.pk].kind != now[absorbed.pk].kind:
        raise refusals.KindsDiffer(party=survivor.pk, other=absorbed.pk)
    apart = None if despite_apart else kept_apart(survivor.pk, absorbed.pk)
    if apart is not None:
        raise refusals.WasKeptApart(party=survivor.pk, other=absorbed.pk, by=apart.by_id)


def join(survivor: int, absorbed: int, *, by: models.Model | None, reasons: list[Any]) -> Merge:
    """The decision itself, without settling the rows."""
    Party.objects.filter(pk=absorbed).update(merged_into=survivor, version=F("version") + 1)
    Party.objects.filter(pk=survivor).update(version=F("version") + 1)
    done = Merge.objects.create(
        survivor_id=survivor, absorbed_id=absorbed, by_id=by.pk if by else None, reasons=reasons
    )
    _answer_pairs(survivor, absorbed, State.MERGED, by)
    _bring_questions(done)
    params = {"survivor": survivor, "absorbed": absorbed, "reasons": [reason[0] for reason in reasons]}
    record("party.merge", done, by=by, party=survivor, params=params)
    return done


@transaction.atomic
def undo(merge: Merge, *, by: models.Model | None) -> None:
    """See `Merge.undo`."""
    forest.one_at_a_time()
    parties = [merge.survivor_id, merge.absorbed_id]
    list(Party.objects.select_for_update().filter(pk__in=parties).order_by("pk"))
    now = timezone.now()
    undone = Merge.objects.filter(pk=merge.pk, undone_at=None)
    if not undone.update(undone_at=now, undone_by_id=by.pk if by else None):
        raise refusals.AlreadyUndone(merge=merge.pk)
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


@transaction.atomic
def keep_apart(party: Party, other: Party, *, by: models.Model | None) -> KeepApart:
    """See `Party.keep_apart`."""
    forest.one_at_a_time()
    ends = forest.roots([party.pk, other.pk])
    if ends[party.pk] == ends[other.pk]:
        raise refusals.SameParty(party=ends[party.pk])
    first, second = sorted((party.pk, other.pk))
    try:
        with transaction.atomic():
            apart = KeepApart.objects.create(first_id=first, second_id=second, by_id=by.pk if by else None)
    except IntegrityError:
        before = KeepApart.objects.get(first=first, second=second)
        raise refusals.AlreadyDecided(party=first, other=second, by=before.by_id) from None
    _answer_pairs(first, second, State.APART, by)
    record("party.keep_apart", apart, by=by, party=first, params={"party": first, "other": second})
    return apart


@transaction.atomic
def lift_apart(apart: KeepApart, *, by: models.Model | None) -> None:
    """They may be proposed again, and are: their pair is open."""
    params = {"party": apart.first_id, "other": apart.second_id}
    record("party.lift_apart", apart, by=by, party=apart.first_id, params=params)
    _pairs(apart.first_id, apart.second_id).filter(state=State.APART).update(
        state=State.OPEN, decided_at=None, decided_by=None
    )
    apart.delete()


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
