"""Looking for parties that may be the same, and the list of pairs that wait for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from everfair.names import DIFFERENT, RELATED, Decision
from everfair.names.weights import LinkModel
from everfair.parties import forest
from everfair.parties.among import among
from everfair.parties.judging import Judge
from everfair.parties.match_keys import Keys, holders, keys_of
from everfair.parties.models.identity import KeepApart, PossibleDuplicate
from everfair.parties.models.linkage import LinkageModel
from everfair.parties.models.party import Party
from everfair.parties.records import Known, known_of_roots

_COMPARED = 12
_PAIR = ("first_id", "second_id")
Pair = tuple[int, int]
State, Asks = PossibleDuplicate.State, PossibleDuplicate.Asks
UNDECIDED = (State.OPEN, State.LATER)


@dataclass(frozen=True)
class Likeness:
    """Two parties (the smaller id first) and what was decided about them."""

    first: int
    second: int
    decision: Decision

    @property
    def belongs(self) -> bool:
        """They are two that belong together, and no question whether they are one."""
        return self.decision.verdict == RELATED

    @property
    def reasons(self) -> list[list[object]]:
        return [[code, dict(params)] for code, params in self.decision.reasons]


def waiting() -> QuerySet[PossibleDuplicate]:
    """Pairs of which both halves still stand for themselves."""
    return PossibleDuplicate.objects.filter(first__merged_into=None, second__merged_into=None)


def to_decide() -> QuerySet[PossibleDuplicate]:
    """The pairs that wait for a person: undecided, and likely enough by the lines of the house."""
    return waiting().filter(likely_enough(), state__in=UNDECIDED)


def likely_enough() -> Q:
    """The condition on pairs that their score reaches the line from which people are asked; whether two belong
    together is no matter of likeness."""
    lines = LinkageModel.lines()
    least = min(drawn.doubtful for drawn in lines.values())
    enough = Q(score__gte=least)
    for kind, drawn in lines.items():
        if drawn.doubtful > least:
            enough &= ~Q(first__kind=kind, score__lt=drawn.doubtful)
    return enough | Q(asks=PossibleDuplicate.Asks.BELONG)


def find_duplicates(party_ids: Iterable[int]) -> list[Likeness]:
    """Who on file may be the same as these parties (roots). Jobs only. Nothing is written."""
    roots = sorted(set(forest.roots(party_ids).values()))
    asked = known_of_roots(roots)
    keys = {pk: keys_of(found.record, found.kind) for pk, found in asked.items()}
    on_file = holders(key for held in keys.values() for key in held)
    pairs = {_pair(pk, other) for pk in roots for other in _candidates(pk, keys[pk], on_file)}
    parties = asked | known_of_roots({pk for pair in pairs for pk in pair} - asked.keys())
    return _judged(pairs - kept_apart(pairs), parties, {kind: Judge.of(kind) for kind in Party.Kind.values})


def weighed(pairs: set[Pair], model: LinkModel) -> list[Likeness]:
    """Of pairs of roots that came out likely in bulk those about which somebody is to be asked, with the reasons."""
    left = pairs - kept_apart(pairs)
    parties = known_of_roots({pk for pair in left for pk in pair})
    return _judged(left, parties, {model.kind: Judge(model.kind, model)})


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _candidates(pk: int, keys: Keys, on_file: dict[int, set[int]]) -> list[int]:
    promised: dict[int, int] = {}
    for key, promise in keys.items():
        for other in on_file.get(key, set()) - {pk}:
            promised[other] = promised.get(other, 0) + promise
    return sorted(promised, key=lambda other: (-promised[other], other))[:_COMPARED]


def _judged(pairs: set[Pair], parties: Mapping[int, Known], judges: Mapping[str, Judge]) -> list[Likeness]:
    sides = [(pair, parties[pair[0]].side, parties[pair[1]].side) for pair in sorted(pairs)]
    told = [
        Likeness(*pair, judges[one.kind].decide(one, other))
        for pair, one, other in sides
        if one.kind == other.kind
    ]
    return [likeness for likeness in told if likeness.decision.verdict != DIFFERENT]


def kept_apart(pairs: set[Pair], decided: QuerySet[Any] | None = None) -> set[Pair]:
    """Those of the pairs between whose trees somebody put a wall, or of whose trees one of the pairs `decided` is."""
    rows = KeepApart.objects.all() if decided is None else decided
    walls: set[Pair] = set()
    for batch in forest.in_batches(pk for pair in pairs for pk in pair):
        family = forest.tree(batch)
        for part in forest.in_batches(family):
            touching = rows.filter(Q(first__in=part) | Q(second__in=part))
            walls |= set(touching.values_list("first_id", "second_id"))
    ends = forest.roots(pk for wall in walls for pk in wall)
    return {_pair(ends[one], ends[other]) for one, other in walls} & pairs


def keep_found(found: Sequence[Likeness]) -> int:
    """Write down what was found as questions; how many are new. What somebody decided stays as they saw it; open
    ones get the new score."""
    held = _states({(f.first, f.second) for f in found})
    questions = [
        PossibleDuplicate(
            first_id=f.first,
            second_id=f.second,
            asks=Asks.BELONG if f.belongs else Asks.SAME,
            score=f.decision.score,
            reasons=f.reasons,
        )
        for f in found
        if held.get((f.first, f.second), State.OPEN) in UNDECIDED
    ]
    PossibleDuplicate.objects.bulk_create(
        questions,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["asks", "score", "reasons"],
    )
    return len({(f.first, f.second) for f in found} - held.keys())


def _states(pairs: set[Pair]) -> dict[Pair, str]:
    """Of those of the pairs that were asked about before."""
    found: dict[Pair, str] = {}
    for batch in forest.in_batches(first for first, _second in pairs):
        rows = PossibleDuplicate.objects.filter(first__in=among(batch))
        found.update({(one, other): state for one, other, state in rows.values_list(*_PAIR, "state")})
    return {pair: found[pair] for pair in pairs & found.keys()}
