"""Scores for a big house, published like an analysis' but made by a rule of thumb; owners and who looks at it.

    python -m bench.scored        in the house that EVERFAIR_DATA or DATABASE_URL names, filled by bench.crowd

What pages cost depends on how many scores there are and how they are spread, not on how right they are.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise
from operator import itemgetter
from random import Random
from typing import Any

AT_ONCE = 5_000
OWNERS = 20
SEED = 20
STAGES = {"C": "cultivation", "F": "confirmation", "T": "trust", "W": "weakening", "D": "disappearance"}
NAMES = (
    "run_id", "relationship_id", "series_id", "stage", "stage_p", "previous_stage", "stage_since_id",
    "editions_in_stage", "path", "attended", "times_came", "missed_run", "first_edition_id", "last_edition_id",
    "last_area_dm2", "size", "chance", "chance_low", "chance_high", "ladder", "depth", "evidence", "reasons",
    "strip",
    *(f"p_{stage}" for stage in STAGES.values()),
)  # fmt: skip
EVIDENCE = '[{"code": "usual", "value": 1.2}, {"code": "complaint_none", "value": 0.4}]'
REASONS = '[{"code": "cohort", "value": 1.2, "params": {"edition": "3"}}]'


@dataclass(frozen=True)
class Life:
    """What one relationship went through, edition by edition."""

    attended: str
    path: str

    @property
    def came(self) -> list[int]:
        return [place for place, mark in enumerate(self.attended) if mark == "1"]

    @property
    def in_stage(self) -> int:
        return len(self.path) - len(self.path.rstrip(self.path[-1]))


@lru_cache(maxsize=100_000)
def life(came: tuple[int, ...], editions: int) -> Life:
    attended = "".join("-" if place < came[0] else "1" if place in came else "0" for place in range(editions))
    path, row, missed = "", 0, 0
    for mark in attended:
        row, missed = (row + 1, 0) if mark == "1" else (0, missed + (mark == "0"))
        path += "-" if mark == "-" else "CFT"[min(row, 3) - 1] if row else "WD"[min(missed, 2) - 1]
    return Life(attended, path)


def drawn(one: Life, size: int, chance: float) -> str:
    """The small strip in short, as a run keeps it."""
    bar = ",".join(str(round(share * 100)) for share in (chance, max(chance - 0.1, 0), min(chance + 0.1, 1)))
    return f"{one.path}|{one.attended.replace('1', str(size + 2))}|{bar}"


def score(
    run: int, relationship: int, series: int, editions: list[int], came: tuple[int, ...]
) -> tuple[Any, ...]:
    one, random = life(came, len(editions)), Random(relationship)
    stage = STAGES[one.path[-1]]
    level = {"C": 0.3, "F": 0.5, "T": 0.8, "W": 0.3, "D": 0.08}[one.path[-1]]
    chance, size = round(min(max(random.gauss(level, 0.08), 0.01), 0.99), 2), random.randrange(3)
    since = editions[-one.in_stage]
    visits = one.came
    return (
        run, relationship, series, stage, 0.7, "", since, one.in_stage, one.path, one.attended, len(visits),
        len(editions) - 1 - visits[-1], editions[visits[0]], editions[visits[-1]], 900 * (size + 1), size,
        chance, max(chance - 0.1, 0), min(chance + 0.1, 1), "repeat" if len(visits) > 1 else "first_time",
        "basic", EVIDENCE, REASONS, drawn(one, size, chance),
        *(0.7 if name == stage else 0.075 for name in STAGES.values()),
    )  # fmt: skip


def publish() -> None:
    """Score every relationship of every show and show the run."""
    from everfair.relations.models import AnalysisRun, Score
    from everfair.shows.models import Series

    begin()
    run = AnalysisRun.objects.create()
    from bench.indexes import without_indexes

    with without_indexes([Score]):
        for series in Series.objects.all():
            of_series(
                run.pk, series.pk, list(series.editions.order_by("ordinal").values_list("pk", flat=True))
            )
    run.publish()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def begin() -> None:
    """Twenty people who own customers, one who sees all."""
    from django.db.models import F

    from everfair.house.models import User
    from everfair.relations.models import Relationship
    from everfair.shows.models import Membership, Series

    director = User.objects.get_or_create(username="director")[0]
    Membership.objects.get_or_create(user=director, role=Membership.Role.DIRECTOR)
    owners = [User.objects.get_or_create(username=f"owner{number}")[0] for number in range(OWNERS)]
    for series in Series.objects.all():
        for owner in owners:
            Membership.objects.get_or_create(user=owner, series=series, role=Membership.Role.SALES)
    rest = F("pk") % (OWNERS + 5)
    owned = Relationship.objects.annotate(rest=rest).filter(rest__lt=OWNERS)
    owned.update(owner_id=rest + owners[0].pk)


def of_series(run: int, series: int, editions: list[int]) -> None:
    from everfair.parties.inserting import insert
    from everfair.relations.models import EditionFigures, Score, StageFlow

    flows: Counter[tuple[int, str, str]] = Counter()
    rows = (score(run, key, series, editions, came) for key, came in histories(series, editions))
    for part in batches(counted(rows, flows)):
        insert(Score, NAMES, part)
    for edition in editions:
        EditionFigures.objects.create(run_id=run, edition_id=edition, side="exhibitor")
    for (place, before, now), count in flows.items():
        StageFlow.objects.create(
            run_id=run, from_edition_id=editions[place], to_edition_id=editions[place + 1], side="exhibitor",
            from_stage=STAGES.get(before, ""), to_stage=STAGES[now], count=count,
        )  # fmt: skip


def histories(series: int, editions: list[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(relationship, places of the editions it came to)."""
    from everfair.relations.models import Relationship

    place = {key: number for number, key in enumerate(editions)}
    rows = Relationship.objects.filter(series=series, party__participations__isnull=False).order_by("pk")
    told = rows.values_list("pk", "party__participations__edition").iterator(chunk_size=20_000)
    for key, found in groupby(told, itemgetter(0)):
        yield key, tuple(sorted({place[edition] for _, edition in found if edition in place}))


def counted(
    rows: Iterable[tuple[Any, ...]], flows: Counter[tuple[int, str, str]]
) -> Iterator[tuple[Any, ...]]:
    at = NAMES.index("path")
    for row in rows:
        for place, (before, now) in enumerate(pairwise(row[at])):
            if now != "-":
                flows[place, before, now] += 1
        yield row


def batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.settings")
    django.setup()
    publish()
