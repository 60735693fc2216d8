"""Whether others follow a leader, and what that is worth."""

from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import Arrays, Ints
from everfair.jobs.analysis.strand import Strand, drill, rounded, where
from everfair.relations.findings import following as told
from everfair.science import demonstration
from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough

WINDOW = 14  # days
AROUND = 28  # days before and after that are shown
TWICE = 2  # bookings: one tells nothing of the one who booked
PEERS = 20  # bookings in an industry from which on its own are the peers, else everybody


@dataclass(frozen=True)
class Days:
    """A row a leader and edition: bookings of its peers per day, the last column being the day before the opening."""

    leader: Ints
    edition: Ints
    bookings: Floats
    event: Ints


def days(of: Strand) -> Days:
    counted, leaders = of.mine("booking_days", "edition, ahead, industry"), of.mine("leaders", "relationship")
    led = of.mine("led", "relationship, edition")
    booked = {
        (one, edition): ahead
        for one, edition, ahead in zip(
            *(led[name].tolist() for name in ("relationship", "edition", "ahead")), strict=True
        )
    }
    held = [edition for edition in of.editions if (counted["edition"] == edition).any()]
    length = int(counted["ahead"].max(initial=0))
    peers = cache(partial(_peers, counted, length))
    rows = [
        (leader, edition, *_but_own(peers(edition, industry), booked.get((leader, edition))))
        for leader, industry in zip(leaders["relationship"].tolist(), leaders["industry"].tolist(), strict=True)
        for edition in held
    ]  # fmt: skip
    return Days(
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.array([row[2] for row in rows], dtype=np.float64).reshape(len(rows), length),
        np.array([row[3] for row in rows], dtype=np.int64),
    )


def _peers(counted: Arrays, length: int, edition: int, industry: str) -> Floats:
    """Bookings a day of those in an industry, where there are enough, else of all."""
    here = counted["edition"] == edition
    kin = here & (counted["industry"] == industry) & (industry != "")
    rows = where(counted, kin if counted["n"][kin].sum() >= PEERS else here)
    return np.bincount(length - rows["ahead"], rows["n"], minlength=length).astype(np.float64)


def _but_own(peers: Floats, ahead: int | None) -> tuple[Floats, int]:
    """(bookings a day of the others, the day of its own)."""
    if ahead is None:
        return peers, demonstration.NO_EVENT
    day = len(peers) - ahead
    return peers - (np.arange(len(peers)) == day), day


def followed(of: Strand) -> demonstration.Following:
    """Raises NotEnough."""
    table = of.once("days", days)
    if not len(table.leader):
        raise NotEnough(0, demonstration.NEEDS, "leaders who booked in some editions and not in others")
    return demonstration.study(table.bookings, table.event, table.leader, window=WINDOW)


@finder("followers")
def followers(of: Strand) -> told.Followers:
    found, table = of.once("followed", followed), of.once("days", days)
    return {
        "n": found.bookings,
        "drill": drill("relationship", "value_demonstration", "relationship"),
        "effect": rounded(found.effect),
        "low": rounded(found.low),
        "high": rounded(found.high),
        "placebo": rounded(found.placebo),
        "window": found.window,
        "verdict": found.verdict,  # type: ignore[typeddict-item]
        "days": _curve(table),
        "leaders": _leaders(table),
    }


def _curve(table: Days) -> list[told.Day]:
    """Around the leaders' bookings, and on the same days where they did not book."""
    length, quiet = table.bookings.shape[1], table.event == demonstration.NO_EVENT
    seen = np.flatnonzero((table.event >= WINDOW) & (table.event + WINDOW < length))
    usual = table.bookings[quiet].mean(axis=0)
    curve: list[told.Day] = []
    for day in range(-AROUND, AROUND + 1):
        at = table.event[seen] + day
        here = (at >= 0) & (at < length)
        if here.any():
            mean = table.bookings[seen[here], at[here]].mean()
            curve.append({"day": day, "seen": rounded(mean), "usual": rounded(usual[at[here]].mean())})
    return curve


def _leaders(table: Days) -> list[told.Leader]:
    each = demonstration.excess(table.bookings, table.event, table.leader, window=WINDOW)
    known = np.isfinite(each)
    marks: list[told.Leader] = [
        {
            "relationship": int(one),
            "bookings": int((known & (table.leader == one)).sum()),
            "follow": rounded(each[known & (table.leader == one)].mean()),
        }
        for one in np.unique(table.leader[known])
    ]
    return sorted(marks, key=lambda mark: -mark["follow"])


def demonstrated(of: Strand) -> dict[int, float]:
    """Leader -> what those who followed it left, in today's money; nobody's where it is not clear that they do. Who
    booked once leads nobody yet."""
    try:
        found = of.once("followed", followed)
    except NotEnough:
        return {}
    margin = of.mine("purses")
    if found.verdict != "follow" or not len(margin["n"]):
        return {}
    mean = float(np.average(margin["margin"].astype(float), weights=margin["n"].astype(float)))
    table = of.once("days", days)
    booked = table.event != demonstration.NO_EVENT
    position = {edition: at for at, edition in enumerate(of.editions)}
    ago = np.array([len(position) - 1 - position[one] for one in table.edition.tolist()])
    worth = found.effect * mean * (1 + of.terms.rate_an_edition) ** ago * booked
    leaders, times = np.unique(table.leader[booked], return_counts=True)
    return {int(one): float(worth[table.leader == one].sum()) for one in leaders[times >= TWICE]}
