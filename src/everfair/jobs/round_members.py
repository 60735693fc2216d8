"""The members of a round as arrays: what each got or was held out of, and whether it came."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Exists, OuterRef, Q, Sum

from everfair.loop.models import Member, Round
from everfair.relations.models import Stage
from everfair.shows.models import Participation

# A task cancelled or not begun has cost nothing.
WAS_DONE = Q(actions__task__done_at__isnull=False)
COLUMNS = ("came", "is_held_out", "segment_id", "use_id", "chance", "stage", "odds", "spent")


@dataclass(frozen=True)
class Members:
    """A row each."""

    came: npt.NDArray[np.float64]
    treated: npt.NDArray[np.bool_]
    segment: npt.NDArray[np.int64]
    use: npt.NDArray[np.int64]  # the one play meant for it; 0: all of the segment
    chance: npt.NDArray[np.float64]  # where it was not known, the usual one of the round
    foretold: npt.NDArray[np.bool_]  # whether it was known
    odds: npt.NDArray[np.float64]  # [n, stages]
    cost: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.came)

    @property
    def drawn_in(self) -> npt.NDArray[np.int64]:
        """Among whom the hold-out was drawn: those meant for one play, else the segment."""
        return np.where(self.use > 0, self.use, -self.segment)

    def only(self, which: npt.NDArray[np.bool_]) -> "Members":
        return Members(*(getattr(self, field.name)[which] for field in fields(self)))


def members_of(measured: Round) -> Members:
    """Who came (or, before the edition is held, booked), who was treated, and what each cost."""
    rows = list(rows_of(measured))
    came, held_out, segment, use, chance, stage, odds, spent = zip(*rows, strict=True) if rows else ((),) * 8
    known = [value for value in chance if value is not None]
    usual = float(np.mean(known)) if known else 0.0
    return Members(
        came=np.array(came, dtype=float),
        treated=~np.array(held_out, dtype=bool),
        segment=np.array(segment, dtype=np.int64),
        use=np.array([value or 0 for value in use], dtype=np.int64),
        chance=np.array([usual if value is None else value for value in chance], dtype=float),
        foretold=np.array([value is not None for value in chance], dtype=bool),
        odds=np.array([kept or certain(at) for kept, at in zip(odds, stage, strict=True)]).reshape(
            len(rows), len(Stage)
        ),
        cost=np.array([value or 0 for value in spent], dtype=np.int64),
    )


def rows_of(measured: Round) -> Iterator[tuple[Any, ...]]:
    """Each customer once: a member merged away counts for whom it was merged into, unless that one is a member too."""
    counted = (Participation.Status.CAME,) if measured.edition.is_held else Participation.TAKING_PART
    took_part = Participation.objects.filter(
        edition=measured.edition_id,
        party=OuterRef("relationship__party"),
        role__side=OuterRef("relationship__side"),
        status__in=counted,
    )
    rows = (
        Member.objects.filter(round=measured)
        .annotate(came=Exists(took_part), spent=Sum("actions__cost_minor", filter=WAS_DONE))
        .order_by("relationship__superseded", "id")
        .values_list("relationship__party_id", *COLUMNS)
    )
    seen: set[int] = set()
    for party, *row in rows:
        if party not in seen:
            seen.add(party)
            yield tuple(row)


def certain(stage: str) -> list[float]:
    """The odds of a member of whom only the stage was kept."""
    return [float(stage == each) for each in Stage]
