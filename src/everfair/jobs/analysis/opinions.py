"""What each customer that answered thinks of the show, and how loyal it is: columns of its score.

The latest answers count. Attitude is relative to competing shows where the customer rates them on topics it rated us
on (one half: alike), else what items on attitude say, else how far the first three phases of loyalty have come.
"""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from statistics import fmean
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.findings.comparing import Rater, scores
from everfair.jobs.analysis.grid import Arrays, Bools, Ints
from everfair.jobs.analysis.strand import Strand, where
from everfair.science import loyalty, quality
from everfair.science.arrays import Floats

WINDOW = 4  # editions over which it is told whether one comes again and again
ALIKE, LIKES = 0.5, 0.6  # lines of attitude: against competing shows; of the phases
REPEATS = 0.6  # line of coming again
TOLD_AT_ONCE = {
    "satisfaction": "overall",
    "intent": "intent",
    "recommend": "recommend",
    "wallet_share": "wallet",
    **{f"quality_{part}": part for part in quality.PARTS},
}
NUMBERS = (*TOLD_AT_ONCE, "gap", "quality", "attitude")
CODES = ("loyalty_phase", "loyalty_cell", "loyalty_cell_before", "loyalty_type", "decision_type")


@dataclass(frozen=True)
class Said:
    """What relationships said, each on each thing asked for: the latest, or around one edition."""

    who: Ints
    rows: Arrays

    def of(self, asks: str) -> Floats:
        """Means over topics; nan where nothing was said."""
        told = self._about(asks)
        at = np.searchsorted(self.who, told["relationship"])
        many = np.bincount(at, minlength=len(self.who))
        total = np.bincount(at, told["score"], minlength=len(self.who))
        return np.where(many > 0, total / np.maximum(many, 1), np.nan)

    def any_of(self, *asked: str) -> Floats:
        """The mean of those that were answered."""
        told = np.array([self.of(one) for one in asked])
        many = np.isfinite(told).sum(axis=0)
        return np.where(many > 0, np.nansum(told, axis=0) / np.maximum(many, 1), np.nan)

    def by_topic(self, asks: str) -> dict[tuple[int, str], float]:
        told = self._about(asks)
        keys = zip(told["relationship"].tolist(), told["topic"].tolist(), strict=True)
        return dict(zip(keys, told["score"].tolist(), strict=True))

    def _about(self, asks: str) -> Arrays:
        return self._by_asks.get(asks) or where(self.rows, np.zeros(len(self.rows["asks"]), dtype=bool))

    @cached_property
    def _by_asks(self) -> dict[str, Arrays]:
        asks = self.rows["asks"].astype(str)
        return {one: where(self.rows, asks == one) for one in dict.fromkeys(asks.tolist())}


def opinions(of: Strand) -> Arrays:
    """Columns of the score (nan and '' where nothing is known) of every relationship that answered or rated."""
    told = of.mine("told_by")
    who = np.array(sorted(of.speakers), dtype=np.int64)
    latest = Said(who, where(told, told["latest"] == 1))
    columns: Arrays = {"relationship": who}
    columns |= {name: latest.of(asks) for name, asks in TOLD_AT_ONCE.items()}
    columns["gap"] = _gap(latest)
    columns["quality"] = quality.overall({part: columns[f"quality_{part}"] for part in quality.PARTS})
    now, before = _matrix(of, told, who)
    columns["attitude"], columns["attitude_told_by"] = now.attitude, now.told_by
    columns["repeat"] = now.repeat
    columns["loyalty_cell"], columns["loyalty_cell_before"] = now.cell, before.cell
    columns["cell_edition"], columns["cell_edition_before"] = now.edition, before.edition
    columns["loyalty_phase"] = _phases(latest, now.repeat)
    columns["attachment"] = latest.any_of("attitude", "affective", "conative")
    columns["loyalty_type"] = _types(latest, columns["attachment"], now.repeat)
    columns["decision_type"] = _decides(of, latest)
    return columns


def _gap(latest: Said) -> Floats:
    hoped, seen = latest.by_topic("expectation"), latest.by_topic("performance")
    each: dict[int, list[float]] = {}
    for (relationship, topic), value in hoped.items():
        if (relationship, topic) in seen:
            each.setdefault(relationship, []).append(value - seen[relationship, topic])
    return np.array([fmean(each[one]) if one in each else np.nan for one in latest.who.tolist()])


@dataclass(frozen=True)
class Placed:
    """Where each relationship stood in Dick & Basu's matrix after the edition it spoke of."""

    edition: Ints  # position, -1 nowhere
    attitude: Floats
    told_by: Ints  # 0 nothing, 1 competing shows, 2 items
    repeat: Floats
    cell: npt.NDArray[Any]

    def but(self, other: "Placed", here: Bools) -> "Placed":
        """The other's, there."""
        told = {
            one.name: np.where(here, getattr(other, one.name), getattr(self, one.name))
            for one in fields(self)
        }
        return Placed(**told)


def _matrix(of: Strand, told: Arrays, who: Ints) -> tuple[Placed, Placed]:
    """Now, by the latest answers and all editions held; and after the edition before that with both."""
    place = {edition: at for at, edition in enumerate(of.editions)}
    attended = of.attended(who)
    before = latest = _nowhere(len(who))
    for at in sorted({place[one] for one in np.unique(told["edition"]).tolist() if one in place}):
        then = _placed(of, who, told, attended, of.editions[at], at)
        known = then.cell != ""
        before, latest = before.but(latest, known), latest.but(then, known)
    now = _placed(of, who, told, attended, None, len(of.editions) - 1)
    return replace(now, edition=latest.edition), before


def _nowhere(many: int) -> Placed:
    unknown = np.full(many, np.nan)
    return Placed(np.full(many, -1), unknown, np.full(many, 0), unknown, np.full(many, "", object))


def _placed(
    of: Strand, who: Ints, told: Arrays, attended: Ints, edition: int | None, position: int
) -> Placed:
    said = Said(who, where(told, told["latest"] == 1 if edition is None else told["edition"] == edition))
    rated = of.rated if edition is None else where(of.rated, of.rated["edition"] == edition)
    against = relative(who, said, rated)
    items, phases = said.of("attitude"), said.any_of("cognitive", "affective", "conative")
    attitude = np.where(np.isfinite(against), against, np.where(np.isfinite(items), items, phases))
    line = np.where(np.isfinite(against) | np.isfinite(items), ALIKE, LIKES)
    repeat = repeats(attended[:, : position + 1])
    cell = loyalty.dick_basu(attitude - line, repeat - REPEATS, line=(0.0, 0.0))
    told_by = np.where(np.isfinite(against), 1, np.where(np.isfinite(attitude), 2, 0))
    return Placed(np.full(len(who), position), attitude, told_by, repeat, np.array(cell, object))


def relative(who: Ints, said: Said, rated: Arrays) -> Floats:
    """Half plus half of what we do better than competing shows, on the topics rated of both; nan without any."""
    ours = said.by_topic("performance")
    each: dict[int, list[float]] = {}
    for ratings in scores(rated, "competitor").values():
        for (relationship, _, topic), value in ratings.items():
            if (relationship, topic) in ours:
                each.setdefault(relationship, []).append(ours[relationship, topic] - value)
    return np.array([0.5 + 0.5 * fmean(each[one]) if one in each else np.nan for one in who.tolist()])


def repeats(attended: Ints) -> Floats:
    """[relationships, editions] to the share of the last few editions attended since the first; nan in the first, as
    a newcomer cannot have come again."""
    started = attended >= 0
    known = started[:, -WINDOW:].sum(axis=1)
    came = (attended == 1)[:, -WINDOW:].sum(axis=1)
    return np.where(started.sum(axis=1) > 1, came / np.maximum(known, 1), np.nan)


def _phases(latest: Said, repeat: Floats) -> npt.NDArray[Any]:
    four = np.column_stack([*(latest.of(phase) for phase in loyalty.PHASES[:-1]), repeat])
    known = np.isfinite(four[:, :-1]).all(axis=1)
    reached = np.array(loyalty.phase(np.nan_to_num(four, nan=0.0)) if len(four) else [], dtype=object)
    return np.where(known, reached, "")


SIGNS = ("kinship", "alternatives", "price", "incentive", "ease")


def _types(latest: Said, attachment: Floats, repeat: Floats) -> npt.NDArray[Any]:
    """'' where nothing is known of attachment or signs, or nobody can tell yet whether it comes again."""
    signs = {name: latest.of(name) for name in SIGNS}
    told = np.isfinite(attachment) | np.isfinite(np.array(list(signs.values()))).any(axis=0)
    kin = _at_least(signs["kinship"], 0.5)
    names = loyalty.types(
        loyalty.Signs(
            kin=kin,
            no_alternative=_at_least(signs["alternatives"], 0.7),
            attachment=attachment,
            repeat=repeat,
            price_driven=signs["price"],
            rewarded=signs["incentive"],
            ease=signs["ease"],
        )
    )
    return np.where(told & (np.isfinite(repeat) | kin), np.array(names, dtype=object), "")


def _at_least(values: Floats, line: float) -> Bools:
    return np.nan_to_num(values, nan=-1.0) >= line


LONG, MANY_GOALS, HIGH = 0.6, 3, 0.8


def _decides(of: Strand, latest: Said) -> npt.NDArray[Any]:
    """What answers say of how they decide; '' where they say nothing, and behaviour alone has to tell."""
    slow = _at_least(latest.of("choosing_time"), LONG)
    if of.side == "visitor":
        demands = _at_least(latest.any_of("expectation", "importance"), HIGH)
        return np.select([demands, slow], ["quality_seeking", "cautious"], "").astype(object)
    goals = latest.rows["relationship"][latest.rows["asks"] == "goal_set"]
    many = np.bincount(np.searchsorted(latest.who, goals), minlength=len(latest.who)) >= MANY_GOALS
    return np.where(slow | many, "rational", "").astype(object)


__all__ = ["CODES", "NUMBERS", "Rater", "opinions"]
