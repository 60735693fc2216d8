"""What each customer that answered thinks of the show, and how loyal it is: columns of its score.

The latest answers count. Attitude is relative to competing shows where the customer rates them on topics it rated us
on (one half: alike), else what items on attitude say, else how far the first three phases of loyalty have come.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from everfair.jobs.analysis.answers import Answers, by_topic, places
from everfair.jobs.analysis.grid import Arrays, Bools, Ints
from everfair.jobs.analysis.strand import Strand, where
from everfair.science import loyalty, quality
from everfair.science.arrays import Floats

TOLD = "told_by JOIN questions USING (question)"
ORDER, COLUMNS = "question, relationship", "relationship, asks, topic, score"
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
OF_ATTITUDE = ("performance", "attitude", *loyalty.PHASES[:-1])
NUMBERS = (*TOLD_AT_ONCE, "gap", "quality", "attitude")
CODES = ("loyalty_phase", "loyalty_cell", "loyalty_cell_before", "loyalty_type", "decision_type")


@dataclass(frozen=True)
class Said(Answers):
    """What relationships said, each on each thing asked for: the latest, or around one edition."""

    who: Ints

    def of(self, asks: str) -> Floats:
        """Means over topics; nan where nothing was said."""
        told = self.about(asks)
        return means(self.who, told["relationship"], told["score"])

    def any_of(self, *asked: str) -> Floats:
        """The mean of those that were answered."""
        told = np.array([self.of(one) for one in asked])
        many = np.isfinite(told).sum(axis=0)
        return np.where(many > 0, np.nansum(told, axis=0) / np.maximum(many, 1), np.nan)

    def gap(self, topic: str | None = None) -> Floats:
        """What was hoped for less what was seen: of one topic, or the mean of all of which both were said."""
        hoped, seen = self.by_topic("expectation"), self.by_topic("performance")
        return _together(self.who, [
            _less(hoped[one], seen[one]) for one in hoped if one in seen and one == (topic or one)
        ])  # fmt: skip


def means(who: Ints, of: Ints, values: Floats) -> Floats:
    """Of the values of each; nan of who has none."""
    at = np.searchsorted(who, of)
    many = np.bincount(at, minlength=len(who))
    return np.where(many > 0, np.bincount(at, values, minlength=len(who)) / np.maximum(many, 1), np.nan)


Told = tuple[Ints, Floats]  # relationships, and a value each


def _less(hoped: Arrays, seen: Arrays) -> Told:
    """Of one topic, of those who said both."""
    at = places(seen["relationship"], hoped["relationship"])
    both = at >= 0
    return hoped["relationship"][both], hoped["score"][both] - seen["score"][at[both]]


def _together(who: Ints, told: list[Told]) -> Floats:
    if not told:
        return np.full(len(who), np.nan)
    return means(who, *(np.concatenate(column) for column in zip(*told, strict=True)))


def opinions(of: Strand) -> Arrays:
    """Columns of the score (nan and '' where nothing is known) of every relationship that answered or rated."""
    who, latest = of.speakers.who, of.once("latest", latest_said)
    columns: Arrays = {"relationship": who}
    columns |= {name: latest.of(asks) for name, asks in TOLD_AT_ONCE.items()}
    columns["gap"] = latest.gap()
    columns["quality"] = quality.overall({part: columns[f"quality_{part}"] for part in quality.PARTS})
    now, before = _matrix(of, latest)
    columns["attitude"], columns["attitude_told_by"] = now.attitude, now.told_by
    columns["repeat"] = now.repeat
    columns["loyalty_cell"], columns["loyalty_cell_before"] = now.cell, before.cell
    columns["cell_edition"], columns["cell_edition_before"] = now.edition, before.edition
    columns["loyalty_phase"] = _phases(latest, now.repeat)
    columns["attachment"] = latest.any_of("attitude", "affective", "conative")
    columns["loyalty_type"] = _types(latest, columns["attachment"], now.repeat)
    columns["decision_type"] = _decides(of, latest)
    return columns


def latest_said(of: Strand) -> Said:
    return Said(of.mine(TOLD, ORDER, COLUMNS, is_latest=True), of.speakers.who)


@dataclass(frozen=True)
class Placed:
    """Where each relationship stood in Dick & Basu's matrix after the edition it spoke of."""

    edition: Ints  # position, -1 nowhere
    attitude: Floats
    told_by: Ints  # 0 nothing, 1 competing shows, 2 items
    repeat: Floats
    cell: npt.NDArray[Any]

    def at(self, here: npt.NDArray[Any]) -> "Placed":
        return Placed(*(getattr(self, one.name)[here] for one in fields(self)))

    def put(self, here: npt.NDArray[Any], other: "Placed") -> None:
        """The other's, there."""
        for one in fields(self):
            getattr(self, one.name)[here] = getattr(other, one.name)


def _matrix(of: Strand, latest: Said) -> tuple[Placed, Placed]:
    """Now, by the latest answers and all editions held; and after the edition before that with both."""
    told = of.mine(TOLD, f"edition, {ORDER}", f"edition, {COLUMNS}", asks=OF_ATTITUDE)
    attended = of.attended(latest.who)
    before, last = _nowhere(len(latest.who)), _nowhere(len(latest.who))
    for at, edition in enumerate(of.editions):
        here = where(told, slice(*np.searchsorted(told["edition"], [edition, edition + 1])))
        said = Said(here, np.unique(here["relationship"]))
        rows = np.searchsorted(latest.who, said.who)
        then = _placed(said, where(of.rated, of.rated["edition"] == edition), attended[rows, : at + 1])
        known = np.flatnonzero(then.cell != "")
        before.put(rows[known], last.at(rows[known]))
        last.put(rows[known], then.at(known))
    now = _placed(latest, of.rated, attended)
    return replace(now, edition=last.edition), before


def _nowhere(many: int) -> Placed:
    unknown = np.full(many, np.nan)
    return Placed(np.full(many, -1), unknown, np.zeros(many, int), unknown.copy(), np.full(many, "", object))


def _placed(said: Said, rated: Arrays, attended: Ints) -> Placed:
    """By what was said and rated then, and the editions held until then."""
    against = relative(said, rated)
    items, phases = said.of("attitude"), said.any_of(*loyalty.PHASES[:-1])
    attitude = np.where(np.isfinite(against), against, np.where(np.isfinite(items), items, phases))
    line = np.where(np.isfinite(against) | np.isfinite(items), ALIKE, LIKES)
    repeat = repeats(attended)
    cell = loyalty.dick_basu(attitude - line, repeat - REPEATS, line=(0.0, 0.0))
    told_by = np.where(np.isfinite(against), 1, np.where(np.isfinite(attitude), 2, 0))
    position = np.full(len(said.who), attended.shape[1] - 1)
    return Placed(position, attitude, told_by, repeat, np.array(cell, object))


def relative(said: Said, rated: Arrays) -> Floats:
    """Half plus half of what we do better than competing shows, on the topics rated of both; nan without any."""
    ours = said.by_topic("performance")
    theirs = by_topic(rated)
    better = _together(said.who, [_better(ours[one], theirs[one]) for one in ours if one in theirs])
    return 0.5 + 0.5 * better


def _better(ours: Arrays, theirs: Arrays) -> Told:
    """On one topic, a value for each competing show that one rated; what several of its people say is one."""
    at = places(ours["relationship"], theirs["relationship"])
    both = at >= 0
    many = len(ours["relationship"])
    pairs, back = np.unique((theirs["competitor"] * many + at)[both], return_inverse=True)
    mean, who = np.bincount(back, theirs["score"][both]) / np.bincount(back), pairs % max(many, 1)
    return ours["relationship"][who], ours["score"][who] - mean


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
    goals = latest.about("goal_set")["relationship"]
    many = np.bincount(np.searchsorted(latest.who, goals), minlength=len(latest.who)) >= MANY_GOALS
    return np.where(slow | many, "rational", "").astype(object)
