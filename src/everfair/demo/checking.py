"""How near the house came to what was planted: stages, duplicates, the effect of plays. In figures."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from everfair.demo import truth
from everfair.demo.fair import FIRST
from everfair.demo.models import DemoShow
from everfair.demo.whom import spoken
from everfair.loop.models import Result, Round
from everfair.parties import forest
from everfair.parties.models import PossibleDuplicate
from everfair.relations.models import AnalysisRun, Finding, Score
from everfair.shows.models import Series

LETTER = {"cultivation": "C", "confirmation": "F", "trust": "T", "weakening": "W", "disappearance": "D"}
EXHIBITOR = "exhibitor"


@dataclass(frozen=True)
class StagesFound:
    """`right` of `relationships` stand at the planted stage; `hoped` were to, by their own probabilities."""

    relationships: int
    right: int
    hoped: float
    by_stage: dict[str, tuple[int, int]]

    @property
    def share(self) -> float:
        return self.right / max(self.relationships, 1)


@dataclass(frozen=True)
class Identified:
    """Pairs of manners in which one organisation was written: brought together, waiting for a person, or missed."""

    together: int
    waiting: int
    missed: int
    wrongly_together: int
    wrongly_waiting: int

    @property
    def recall(self) -> float:
        return self.together / max(self.together + self.waiting + self.missed, 1)

    @property
    def recall_with_review(self) -> float:
        return (self.together + self.waiting) / max(self.together + self.waiting + self.missed, 1)

    @property
    def precision(self) -> float:
        return self.together / max(self.together + self.wrongly_together, 1)


@dataclass(frozen=True)
class Effect:
    what: str
    planted: float
    found: float
    low: float
    high: float

    @property
    def covered(self) -> bool:
        return self.low <= self.planted <= self.high


def stages_found() -> StagesFound:
    """Compared where one party stands for one organisation."""
    planted = {(one["series"], int(one["organisation"])): one["stages"] for one in truth.read_lives()}
    slugs = slugs_of_demo()
    of_party = organisations_by_party()
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    hoped = 0.0
    scores = Score.objects.filter(
        run=AnalysisRun.published(), relationship__side=EXHIBITOR, series__in=list(slugs)
    )
    for party, series, stage, p in scores.values_list(
        "relationship__party_id", "series_id", "stage", "stage_p"
    ):
        numbers = of_party.get(party, set())
        told = planted.get((slugs[series], next(iter(numbers)))) if len(numbers) == 1 else None
        if told and told[-1] != "-":
            all_of[told[-1]] += 1
            right[told[-1]] += LETTER[stage] == told[-1]
            hoped += p
    by_stage = {letter: (right[letter], all_of[letter]) for letter in LETTER.values()}
    return StagesFound(all_of.total(), right.total(), hoped, by_stage)


def slugs_of_demo() -> dict[int, str]:
    demo = DemoShow.loaded()
    rows = Series.objects.filter(pk__in=demo.series if demo else [])
    return {pk: slug.removesuffix("-demo") for pk, slug in rows.values_list("pk", "slug")}


def organisations_by_party() -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for party, number, _ in spoken():
        found[party].add(number)
    return found


def identified() -> Identified:
    """Each organisation's manners of being written, two by two; and organisations that were taken for one."""
    parties: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    numbers: dict[int, set[int]] = defaultdict(set)
    for party, number, manner in spoken():
        parties[number][manner].add(party)
        numbers[party].add(number)
    asked = asked_pairs()
    count: Counter[str] = Counter()
    for manners in parties.values():
        for one, other in combinations(sorted(manners), 2):
            count[outcome(manners[one], manners[other], asked)] += 1
    wrong = sum(len(found) * (len(found) - 1) // 2 for found in numbers.values())
    strangers = sum(not numbers[a] & numbers[b] for a, b in asked if a in numbers and b in numbers)
    return Identified(count["together"], count["waiting"], count["missed"], wrong, strangers)


def outcome(one: set[int], other: set[int], asked: set[tuple[int, int]]) -> str:
    if one & other:
        return "together"
    return "waiting" if any((min(a, b), max(a, b)) in asked for a in one for b in other) else "missed"


def asked_pairs() -> set[tuple[int, int]]:
    rows = list(
        PossibleDuplicate.objects.filter(asks="same", state__in=("open", "later")).values_list(
            "first_id", "second_id"
        )
    )
    ends = forest.roots({pk for pair in rows for pk in pair})
    return {(min(ends[a], ends[b]), max(ends[a], ends[b])) for a, b in rows}


def effects() -> list[Effect]:
    """Planted and found, over all and per play, where there were enough to tell."""
    told = truth.read_plays()
    held = Round.objects.filter(pk=told["round"]).first() if told else None
    if held is None:
        return []
    found = []
    for row in Result.objects.filter(round=held, segment=None).select_related("play").order_by("pk"):
        code = row.play.code if row.play else None
        planted = told["over_all"] if row.play is None else told["plays"].get(code)
        if planted is not None and row.uplift is not None and row.low is not None and row.high is not None:
            found.append(Effect(code or "over all", planted, row.uplift, row.low, row.high))
    return found


KINDS = {(True, False): "basic", (False, True): "excitement", (True, True): "performance"}
"""By whether a poor performance costs and a good one brings much."""
MUCH = 0.1


def opinions() -> Iterator[str]:
    """What customers were found to think, against what they were made to think."""
    planted = truth.read_merits()
    merits, drivers = planted["merits"], planted["drivers"]
    found = {
        one.code: {mark.get("topic") or mark.get("driver"): mark for mark in one.body.get("marks", [])}
        for one in Finding.objects.filter(run=AnalysisRun.published(), edition=None)
        if slugs_of_demo().get(one.series_id) == FIRST.slug and one.side == EXHIBITOR and one.is_enough
    }
    for code, mark in sorted(found.get("gaps", {}).items()):
        interval = f"[{mark['low']:+.2f}, {mark['high']:+.2f}]"
        yield f"gap of {code}: planted {planted['gaps'][code]:+.2f}, found {mark['gap']:+.2f} {interval}"
    for code, mark in sorted(found.get("penalty-reward", {}).items()):
        kind = KINDS.get((merits[code]["penalty"] > MUCH, merits[code]["reward"] > MUCH))
        if kind:
            yield f"kind of {code}: planted {kind}, found {mark['kind']}"
    if told := found.get("trust-drivers"):
        strongest = max(told, key=lambda driver: told[driver]["share"])
        yield f"what trust hangs on most: planted {max(drivers, key=drivers.__getitem__)}, found {strongest}"


def checked() -> Iterator[str]:
    """The figures in lines."""
    stages, who = stages_found(), identified()
    yield (
        f"stages: {stages.right:,} of {stages.relationships:,} right ({stages.share:.1%}; "
        f"by its own probabilities {stages.hoped / max(stages.relationships, 1):.1%})"
    )
    for letter, (right, total) in stages.by_stage.items():
        yield f"  {letter}  {right:,} of {total:,}"
    yield (
        f"duplicates: precision {who.precision:.3f}, recall {who.recall:.3f}, with those waiting for review "
        f"{who.recall_with_review:.3f} ({who.together:,} pairs together, {who.waiting} waiting, {who.missed} missed, "
        f"{who.wrongly_together} wrongly together, {who.wrongly_waiting} strangers asked about)"
    )
    for one in effects():
        verdict = "covered" if one.covered else "not covered"
        yield (
            f"effect of {one.what}: planted {one.planted:+.3f}, found {one.found:+.3f} "
            f"[{one.low:+.3f}, {one.high:+.3f}], {verdict}"
        )
    yield from opinions()
