"""The side column of the file: why, worth, people, rounds, where the data comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from everfair.intake.models import Batch, ImportedRow
from everfair.loop.models import Member, Round
from everfair.relations import wording
from everfair.relations.models import Relationship
from everfair.relations.models.stage import STAGE_OF
from everfair.relations.standing import Standing
from everfair.shows.models import Edition
from everfair.ui.stages import STAGES


@dataclass(frozen=True)
class Why:
    """What speaks for and against, and what the stage rests on."""

    reasons_for: Sequence[wording.Said]
    reasons_against: Sequence[wording.Said]
    evidence: Sequence[wording.Said]

    @classmethod
    def of(cls, standing: Standing) -> "Why":
        score = standing.score
        if score is None:
            return cls((), (), ())
        for_it, against = wording.for_and_against(score.reasons)
        return cls(for_it, against, wording.evidence(score.evidence))


def history(standing: Standing, editions: Sequence[Edition]) -> list[tuple[str, str, int]]:
    """(stage, edition since, editions held) through the path, the latest first."""
    score = standing.score
    runs: list[tuple[str, str, int]] = []
    for letter, edition in zip(score.path if score else "", editions, strict=False):
        stage = STAGE_OF.get(letter)
        if stage is None:
            continue
        if runs and runs[-1][0] == stage.value:
            runs[-1] = (stage.value, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((stage.value, str(edition), 1))
    return runs[::-1]


def focus(standing: Standing) -> tuple[str, bool]:
    """What the show works on at this stage, and whether a show of its maturity watches it above all."""
    if standing.stage not in STAGES:
        return "", False
    return wording.focus(standing.stage, standing.relationship.series.maturity)


def rounds_of(members: Sequence[Member], relationship: Relationship | None) -> list[Member]:
    """The rounds a relationship is in."""
    return [one for one in members if relationship is not None and one.relationship_id == relationship.pk]


def held_out_of(members: Sequence[Member]) -> Member | None:
    """The running round from whose plays the customer is left out on purpose."""
    running = (one for one in members if one.is_held_out and one.round.state == Round.State.RUNNING)
    return next(running, None)


def sources(rows: Sequence[ImportedRow]) -> Iterator[tuple[Batch, int, str]]:
    """(batch, how many rows, their numbers) of the files that told of the customer."""
    for _batch, found in groupby(rows, key=lambda row: row.batch_id):
        held = list(found)
        yield held[0].batch, len(held), ", ".join(str(one.row) for one in held[:4])
