"""What the rounds of a series showed of their plays: treated and held out, once their edition has been held."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from everfair.jobs.round_members import Members, members_of
from everfair.loop.history import rounds_before
from everfair.loop.models import Round, SegmentPlay
from everfair.relations.models import Stage
from everfair.science.arrays import Bools, Floats, Ints, floats
from everfair.science.planning import Effects, Seen, learn

ENOUGH = 30  # treated and held out, of all rounds together: what fewer say is luck
GROUPS = len(Stage)
UNTOLD_CHANCE, UNTOLD_WEIGHT = 0.1, 10.0  # of those the forecast says nothing of, before any were held out


@dataclass(frozen=True)
class Taught:
    """`meant` [n, plays]: what each member got or was held out of. `untold` [stages]: the chance of those of whom the
    forecast says nothing."""

    plays: Sequence[int]
    rounds: int
    seen: Seen
    meant: Bools
    untold: Floats

    @property
    def treated(self) -> Bools:
        return np.asarray(self.seen.given.any(axis=1))

    @property
    def enough(self) -> bool:
        return min(int(self.treated.sum()), int((~self.treated).sum())) >= ENOUGH

    @property
    def stage(self) -> Ints:
        return np.asarray(self.seen.groups.argmax(axis=1))

    def counts(self, among: Bools) -> Ints:
        """[plays, stages] how many of these members each play was meant for, by their likeliest stage."""
        at = np.eye(GROUPS, dtype=np.int64)[self.stage[among]]
        return np.asarray(self.meant[among].astype(np.int64).T @ at)

    def effects(self) -> Effects:
        """What is believed of the plays; what one would believe before any round, where there is not enough."""
        return learn(self.seen if self.enough else Seen.none(len(self.plays), GROUPS))


def taught(drafted: Round, plays: Sequence[int]) -> Taught:
    """What the rounds before showed of these plays and of all others they used."""
    rounds = list(rounds_before(drafted).select_related("edition").order_by("pk"))
    uses = list(SegmentPlay.objects.filter(segment__round__in=rounds).order_by("pk"))
    known = list(dict.fromkeys([*plays, *(use.play_id for use in uses)]))
    members = [members_of(each) for each in rounds]
    untold = chance_untold(members)
    seen, meant = Seen.none(len(known), GROUPS), np.zeros((0, len(known)), dtype=bool)
    for each in members:
        own = meant_for(each, uses, known)
        meant = np.concatenate([meant, own])
        seen = seen.and_then(seen_of(each, own, untold))
    return Taught(known, len(rounds), seen, meant, untold)


def chance_untold(rounds: Sequence[Members]) -> Floats:
    """[stages] the share that came of those held out of whom nothing was foretold."""
    came, n = np.zeros(GROUPS), np.zeros(GROUPS)
    for each in rounds:
        of_whom = each.only(~each.foretold & ~each.treated)
        came += of_whom.odds.T @ of_whom.came
        n += of_whom.odds.sum(axis=0)
    return floats((came + UNTOLD_CHANCE * UNTOLD_WEIGHT) / (n + UNTOLD_WEIGHT))


def meant_for(members: Members, uses: Sequence[SegmentPlay], plays: Sequence[int]) -> Bools:
    meant = np.zeros((len(members), len(plays)), dtype=bool)
    for use in uses:
        alone = members.use == use.pk
        with_others = (members.use == 0) & (members.segment == use.segment_id)
        meant[:, plays.index(use.play_id)] |= alone | with_others
    return meant


def seen_of(members: Members, meant: Bools, untold: Floats) -> Seen:
    chance = np.where(members.foretold, members.chance, members.odds @ untold)
    given = meant & members.treated[:, None]
    return Seen(chance, members.odds, given, members.came, np.zeros(len(members), dtype=np.int64))
