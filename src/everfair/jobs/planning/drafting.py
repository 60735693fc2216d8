"""Plan a draft anew: learn from the rounds before, choose a play for each customer, tell what to expect."""

from typing import Any

import numpy as np

from everfair.jobs.planning.choosing import NONE, Chosen, choose, share_to_learn, spent, within
from everfair.jobs.planning.expecting import bounds, learned, ways
from everfair.jobs.planning.taught import Taught, taught
from everfair.jobs.planning.whom import Offers, Whom, whom
from everfair.jobs.registry import job
from everfair.loop.measuring import PLAN
from everfair.loop.models import NotADraft, Outlook, Proposal, Round
from everfair.science.arrays import Ints
from everfair.science.planning import Effects
from everfair.work.models import Job

AT_ONCE = 1000


@job(PLAN)
def plan(work: Job) -> dict[str, Any]:
    """Plan the round named in the arguments; a draft changed again meanwhile is left to the later job."""
    later = Job.objects.filter(name=PLAN, args__round=work.args["round"], pk__gt=work.pk)
    if later.exists():
        return {"left_to": later.latest("pk").pk}
    drafts = Round.objects.select_related("series", "edition")
    drafted = drafts.filter(pk=work.args["round"], state=Round.State.DRAFT, by_plan=True).first()
    if drafted is None:
        return {"refused": "not_draft"}
    try:
        return {"planned": write_plan(drafted)}
    except NotADraft:
        return {"refused": "not_draft"}


def write_plan(drafted: Round) -> int:
    """The proposals and the outlook of a draft, replacing those before. How many customers get a play."""
    offers = Offers.of(list(drafted.segments.all()))
    if not offers.plays:
        return write_none(drafted)
    before = taught(drafted, offers.plays)
    effects = before.effects()
    of = whom(drafted, offers, before)
    share = learning_share(drafted, before)
    chosen = choose(
        of, effects, by_hand=said_by_hand(drafted, before), budget=drafted.budget_minor, learning=share,
        seed=drafted.pk,
    )  # fmt: skip
    chosen = within(of, chosen, effects.uplift(of.chance, of.odds), drafted.budget_minor)
    proposals = proposed(drafted, offers, of, chosen, before, effects)
    outlook = outlook_of(drafted, offers, of, chosen, before, effects, share)
    with drafted.held_as_draft():
        write(drafted, proposals, outlook)
    return int(chosen.given.sum())


def write_none(drafted: Round) -> int:
    """There is nothing to choose from."""
    with drafted.held_as_draft():
        drafted.proposals.filter(by_hand=False).delete()
        Outlook.objects.filter(round=drafted).delete()
    return 0


def learning_share(drafted: Round, before: Taught) -> float:
    """What people asked for, else by how much was learned; everything while there is nothing to earn by."""
    if drafted.learning_percent is None or not before.enough:
        return share_to_learn(before.enough, before.rounds)
    return drafted.learning_percent / 100


def said_by_hand(drafted: Round, before: Taught) -> dict[int, int]:
    """The place of the play, or NONE, by relationship."""
    rows = drafted.proposals.filter(by_hand=True).select_related("use")
    return {
        one.relationship_id: NONE if one.use is None else before.plays.index(one.use.play_id) for one in rows
    }


def proposed(
    drafted: Round, offers: Offers, of: Whom, chosen: Chosen, before: Taught, effects: Effects
) -> list[Proposal]:
    rows, plays = chosen.each()
    value, low, high = (
        each[np.arange(len(rows)), plays] for each in bounds(effects, of.chance[rows], of.odds[rows])
    )
    worth = np.zeros(len(rows)) if of.worth is None else of.worth[rows]
    returned = (value * worth).round().astype(np.int64).tolist()
    tried = before.counts(before.treated)[plays, of.stage[rows]]
    use_of = {(use.segment_id, before.plays.index(use.play_id)): use for use in offers.uses}
    known = before.enough
    return [
        Proposal(
            round=drafted,
            relationship_id=int(of.relationship[row]),
            use=use_of[int(of.segment[row]), int(play)],
            purpose=Proposal.Purpose.LEARN if chosen.learning[row] else Proposal.Purpose.EARN,
            by_hand=bool(chosen.by_hand[row]),
            tried=int(tried[at]),
            gain=float(value[at]) if known else None,
            gain_low=float(low[at]) if known else None,
            gain_high=float(high[at]) if known else None,
            returned_minor=returned[at] if known and of.worth is not None else None,
        )
        for at, (row, play) in enumerate(zip(rows.tolist(), plays.tolist(), strict=True))
    ]


def outlook_of(
    drafted: Round, offers: Offers, of: Whom, chosen: Chosen, before: Taught, effects: Effects, share: float
) -> Outlook:
    learns = np.where(chosen.learning, chosen.play, NONE)
    first = playbook_first(offers, of, before)
    believed = effects if before.enough else None
    return Outlook(
        round=drafted,
        rounds=before.rounds,
        tried=int(before.treated.sum()),
        held_out=int((~before.treated).sum()),
        enough=before.enough,
        is_priced=of.worth is not None,
        learning_percent=round(100 * share),
        learning_minor=round(spent(of, learns)),
        learned=list(learned(before, effects)),
        ways=ways(of, chosen, first, drafted.budget_minor, believed),
    )


def playbook_first(offers: Offers, of: Whom, before: Taught) -> Ints:
    """[n] the place of the play that the playbook chooses for each customer's segment."""
    first = {segment: before.plays.index(uses[0].play_id) for segment, uses in offers.by_segment.items()}
    return np.array([first[key] for key in of.segment.tolist()], dtype=np.int64)


def write(drafted: Round, proposals: list[Proposal], outlook: Outlook) -> None:
    """Said by hand that nothing be done stays as it is; the rest is written anew."""
    drafted.proposals.exclude(by_hand=True, use=None).delete()
    Proposal.objects.bulk_create(proposals, batch_size=AT_ONCE)
    Outlook.objects.filter(round=drafted).delete()
    outlook.save()
