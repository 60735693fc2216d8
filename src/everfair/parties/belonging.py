"""Organisations that belong together by what their names say, without being one.

A branch whose head office stands on file once is linked with it, unasked. Whether firms are of one group people are
asked, where more speaks for it than a word in common. What somebody took apart is neither linked nor asked again.
"""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from everfair.names.affiliation import SAME_GROUP, says_its_head
from everfair.names.decision import SAME_DOMAIN, SAME_LINE, SAME_MAILBOX, SAME_PAGE
from everfair.names.keys import keys_of_head
from everfair.names.weights import LinkModel
from everfair.parties import linking, refusals
from everfair.parties.duplicates import UNDECIDED, Asks, Likeness, Pair, State, keep_found, kept_apart
from everfair.parties.match_keys import number
from everfair.parties.models.identity import Link, MatchKey, PossibleDuplicate
from everfair.parties.models.linkage import LinkageModel
from everfair.parties.models.party import Party
from everfair.parties.records import Known, known_of_roots

_SHARED = frozenset({SAME_DOMAIN, SAME_PAGE, SAME_MAILBOX, SAME_LINE})


def keep(found: Sequence[Likeness]) -> int:
    """Write down what was found: branches as links, the rest as questions; how many questions are new."""
    asked = [one for one in found if not one.belongs]
    return keep_found([*asked, *_left_to_ask([one for one in found if one.belongs])])


def _left_to_ask(found: Sequence[Likeness]) -> Iterator[Likeness]:
    pairs = {(one.first, one.second) for one in found}
    settled = _linked(pairs) | kept_apart(pairs, _taken_apart())
    open_ = [one for one in found if (one.first, one.second) not in settled]
    if not open_:
        return
    parties = known_of_roots({pk for one in open_ for pk in (one.first, one.second)})
    model = LinkageModel.weights(Party.Kind.ORGANISATION)
    for one in open_:
        if not _link_branch(one, parties) and _is_worth_asking(one, parties, model):
            yield one


def _taken_apart() -> QuerySet[PossibleDuplicate]:
    return PossibleDuplicate.objects.filter(asks=Asks.BELONG, state=State.APART)


def _linked(pairs: set[Pair]) -> set[Pair]:
    """Those that are linked, or belong to the same one."""
    ids = {pk for pair in pairs for pk in pair}
    above: dict[int, set[int]] = {}
    for parent, child in Link.objects.filter(child__in=ids).values_list("parent", "child"):
        above.setdefault(child, set()).add(parent)
    return {
        (one, other)
        for one, other in pairs
        if (above.get(one, set()) | {one}) & (above.get(other, set()) | {other})
    }


def _link_branch(one: Likeness, parties: dict[int, Known]) -> bool:
    """Link a branch with the head office that its name says, if nobody else on file is called so."""
    for head, branch in ((one.first, one.second), (one.second, one.first)):
        core = _head_said(parties[head], parties[branch])
        if core and _is_alone(head, core):
            return _link(head, branch)
    return False


def _head_said(head: Known, branch: Known) -> str:
    """What both call the head office, or ''."""
    names = ((b, h) for b in branch.record.normalised for h in head.record.normalised)
    return next((h.core for b, h in names if says_its_head(b, h)), "")


def _is_alone(head: int, core: str) -> bool:
    """Branches hold the key of their head too, beside one of their own."""
    called, branches = map(number, keys_of_head(core))
    holders = MatchKey.objects.filter(key=called).exclude(
        party__in=MatchKey.objects.filter(key=branches).values("party")
    )
    return set(holders.values_list("party", flat=True).distinct()[:2]) == {head}


def _link(head: int, branch: int) -> bool:
    parties = Party.objects.in_bulk([head, branch])
    try:
        linking.link(parties[head], parties[branch], Link.Kind.BRANCH, by=None, automatic=True)
    except refusals.Refusal:
        return False
    first, second = sorted((head, branch))
    asked = PossibleDuplicate.objects.filter(first=first, second=second, asks=Asks.BELONG)
    asked.filter(state__in=UNDECIDED).delete()
    return True


def _is_worth_asking(one: Likeness, parties: dict[int, Known], model: LinkModel | None) -> bool:
    """Branches belong to their head, not to each other; firms of one group need a contact in common, or a brand that
    is rare in this house."""
    reasons = dict(one.decision.reasons)
    if SAME_GROUP not in reasons:
        return True
    if all(_is_branch(parties[pk]) for pk in (one.first, one.second)):
        return False
    return bool(_SHARED & reasons.keys()) or _is_rare(str(dict(reasons[SAME_GROUP]).get("brand", "")), model)


def _is_branch(party: Known) -> bool:
    return any(name.branch for name in party.record.normalised)


def _is_rare(brand: str, model: LinkModel | None) -> bool:
    """Whether the last look over the whole house met it seldom; before one nobody knows."""
    return model is not None and model.records > 0 and brand not in model.shares.get("brand", {})
