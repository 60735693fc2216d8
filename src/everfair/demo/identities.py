"""Decisions about who is who: some duplicates are merged, some kept apart, the doubtful ones are left to review."""

from django.db import transaction

from everfair.demo.naming import BRANCH, FIRM, Namer
from everfair.demo.whom import organisations_of
from everfair.house.models import User
from everfair.parties.merging import Wish, keep_apart, merge_many
from everfair.parties.models import Link, Party, PossibleDuplicate

SHARE = 0.6  # of the right pairs are merged already, the likeliest first


def decide(by: User) -> tuple[int, int]:
    """(merged, kept apart). Whoever decides knows the truth, as people mostly do."""
    of_party = organisations_of()
    open_pairs = list(PossibleDuplicate.objects.filter(state="open").order_by("-score", "pk"))
    ours = [pair for pair in open_pairs if pair.first_id in of_party and pair.second_id in of_party]
    same = [pair for pair in ours if of_party[pair.first_id] & of_party[pair.second_id]]
    other = [pair for pair in ours if not of_party[pair.first_id] & of_party[pair.second_id]]
    chosen = same[: round(len(same) * SHARE)]
    wishes = [Wish(pair.first_id, pair.second_id, pair.reasons, pair.score) for pair in chosen]
    done, _ = merge_many(wishes, by=by)
    parties = Party.objects.in_bulk(
        {pk for pair in other[: len(other) // 3] for pk in (pair.first_id, pair.second_id)}
    )
    apart = 0
    for pair in other[: len(other) // 3]:
        first, second = parties[pair.first_id], parties[pair.second_id]
        if first.merged_into_id is None and second.merged_into_id is None:
            keep_apart(first, second, by=by)
            apart += 1
    return len(done), apart


@transaction.atomic
def link_families(namer: Namer, by: User) -> int:
    """Branches and subsidiaries belong to their mothers without being the same."""
    party_of = {number: party for party, numbers in sorted(organisations_of().items()) for number in numbers}
    linked = 0
    for number, party in sorted(party_of.items()):
        one = namer.organisation(number)
        if one.kind != FIRM and one.parent in party_of and party_of[one.parent] != party:
            kind = Link.Kind.BRANCH if one.kind == BRANCH else Link.Kind.SUBSIDIARY
            Party(pk=party_of[one.parent]).link(Party(pk=party), kind, by=by)
            linked += 1
    return linked
