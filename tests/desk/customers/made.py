"""Customers for the plays of this room: a show of five editions, and a published analysis of it."""

import datetime
import itertools
from collections.abc import Sequence
from typing import Any

from everfair.house.models import User
from everfair.jobs.parties import derive
from everfair.parties.models import Name, Organisation, Party
from everfair.relations.models import (
    AnalysisRun,
    EditionFigures,
    Publication,
    Relationship,
    Score,
    StageFlow,
    publishable,
)
from everfair.relations.models.stage import STAGE_OF, Stage
from everfair.shows.models import Edition, Participation, Role, RoleHolding, Series, Stand
from everfair.ui.strip import Dot, draw_strip

HELD = 5


def editions(series: Series, held: int = HELD) -> list[Edition]:
    """Held each spring, and one to come."""
    return [
        Edition.objects.create(
            series=series, ordinal=number, label=str(number), is_held=number <= held,
            starts_on=datetime.date(2020 + number, 4, 10),
        )
        for number in range(1, held + 2)
    ]  # fmt: skip


def customer(
    series: Series, zh: str, en: str = "", *, attended: str = "", owner: User | None = None, city: str = "",
    area: int | None = 3600, amount: int | None = None, readings: bool = True,
) -> Relationship:  # fmt: skip
    """`attended`: "1" came, "0" stayed away, for each edition in order."""
    party = Party.objects.create(kind=Party.Kind.ORGANISATION)
    Name.objects.create(party=party, text=zh, kind=Name.Kind.FULL, script="han")
    if en:
        Name.objects.create(party=party, text=en, kind=Name.Kind.ENGLISH, script="latin")
    Organisation.objects.create(party=party, city=city)
    role = Role.objects.get(code="exhibitor")
    RoleHolding.objects.create(party=party, series=series, role=role)
    found: Relationship = Relationship.objects.create(party=party, series=series, side=role.side, owner=owner)
    for edition, mark in zip(series.editions.order_by("ordinal"), attended, strict=False):
        if mark == "1":
            took_part(party, edition, role, area, amount)
    if readings:
        derive([party.pk])
    found.refresh_from_db()
    return found


def took_part(party: Party, edition: Edition, role: Role, area: int | None, amount: int | None) -> None:
    row = Participation.objects.create(party=party, edition=edition, role=role, status="came")
    Stand.objects.create(
        participation=row, number=f"A{party.pk}", natural_key=f"A{party.pk}", area_dm2=area, amount_minor=amount,
        currency="CNY",
    )  # fmt: skip


REASONS: list[dict[str, Any]] = [
    {"code": "attendance_rate", "value": 0.9, "params": {"came": 4, "n": 5}},
    {"code": "past_editions", "value": 0.4, "params": {"n": 4}},
    {"code": "missed_run", "value": -0.7, "params": {"n": 1}},
]
EVIDENCE: list[dict[str, Any]] = [
    {"code": "came_run", "value": 1.2, "params": {"n": 3}},
    {"code": "complaint_open", "value": -0.6, "params": {"on": "2025-04-01"}},
]


def analysed(series: Series, paths: dict[int, tuple[str, str, float | None]]) -> AnalysisRun:
    """Publish a run. `paths`: relationship -> (path of stages, attended, chance)."""
    run = AnalysisRun.objects.create(
        state=AnalysisRun.State.DONE,
        data_moment=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        finished_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    )
    held = list(series.editions.filter(is_held=True).order_by("ordinal"))
    coming = series.editions.filter(is_held=False).first()
    for edition in held:
        EditionFigures.objects.create(run=run, edition=edition, side="exhibitor")
    run.counts["order"] = publishable.order_of_editions(run)
    run.save(update_fields=["counts"])
    Score.objects.bulk_create(
        [score(run, series, key, *told, held, coming) for key, told in paths.items()], batch_size=500
    )
    StageFlow.objects.bulk_create(flows(run, held, [path for path, _came, _chance in paths.values()]))
    Publication.objects.update_or_create(pk=1, defaults={"run": run})
    return run


def score(
    run: AnalysisRun, series: Series, key: int, path: str, attended: str, chance: float | None,
    held: Sequence[Edition], coming: Edition | None,
) -> Score:  # fmt: skip
    stage = STAGE_OF[path[-1]]
    came = [place for place, mark in enumerate(attended) if mark == "1"]
    shares = {f"p_{one.value}": 0.8 if one == stage else 0.05 for one in Stage}
    bar = None if chance is None else (chance, max(chance - 0.15, 0), min(chance + 0.15, 1))
    since = len(path) - len(path.rstrip(path[-1]))
    return Score(
        run=run, relationship_id=key, series=series, stage=stage, stage_p=0.8, **shares,
        path=path, attended=attended, times_came=len(came),
        first_edition=held[came[0]] if came else None, last_edition=held[came[-1]] if came else None,
        last_area_dm2=3600 if came else None, size=1 if came else -1,
        chance=chance, chance_low=bar[1] if bar else None, chance_high=bar[2] if bar else None,
        stage_since=held[-since], editions_in_stage=since, next_edition=coming,
        ladder=ladder_of(stage, len(came)), depth="cooperative" if stage == Stage.TRUST else "basic",
        evidence=EVIDENCE, reasons=REASONS, strip=draw_strip(dots(path, attended), bar),
    )  # fmt: skip


def ladder_of(stage: Stage, times: int) -> str:
    if stage == Stage.DISAPPEARANCE:
        return "lost"
    return ("potential", "first_time", "repeat", "loyal", "loyal", "lifetime")[min(times, 5)]


def dots(path: str, attended: str) -> list[Dot]:
    return [
        Dot(came={"1": True, "0": False}.get(mark), area_level=2, stage=str(STAGE_OF.get(letter, "")))
        for letter, mark in zip(path, attended, strict=True)
    ]


def flows(run: AnalysisRun, held: Sequence[Edition], paths: Sequence[str]) -> list[StageFlow]:
    counted: dict[tuple[int, str, str], int] = {}
    for path in paths:
        for place, (before, now) in enumerate(itertools.pairwise(path)):
            if now != "-":
                counted[place, before, now] = counted.get((place, before, now), 0) + 1
    return [
        StageFlow(
            run=run, side="exhibitor", from_edition=held[place], to_edition=held[place + 1],
            from_stage=STAGE_OF.get(before, ""), to_stage=STAGE_OF[now], count=count,
        )
        for (place, before, now), count in counted.items()
    ]  # fmt: skip
