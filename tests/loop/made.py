"""A show with scored customers, for rounds to be planned on."""

from collections.abc import Sequence

from everfair.house.models import User
from everfair.loop.models import Play, Round, Segment
from everfair.loop.playbook import write_first_plays
from everfair.parties.models import Party
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.shows.models import Edition, Participation, Role, Series

STRIP = '<svg class="strip" viewBox="0 0 40 12" aria-hidden="true"><circle cx="6" cy="6" r="3"/></svg>'


def editions(series: Series, held: int = 3) -> list[Edition]:
    """Editions 1..held, and one still to come."""
    return [
        Edition.objects.create(series=series, ordinal=number, label=str(number), is_held=number <= held)
        for number in range(1, held + 2)
    ]


def published_run() -> AnalysisRun:
    run = AnalysisRun.objects.create(model_version="test")
    run.publish()
    return run


def scored(
    run: AnalysisRun,
    series: Series,
    count: int,
    *,
    stage: str = "trust",
    chance: float | None = 0.4,
    size: int = 0,
    owner: User | None = None,
    name: str = "客户",
    previous_stage: str = "",
) -> list[Relationship]:
    """`count` customers of one stage, chance and size."""
    parties = Party.objects.bulk_create(
        Party(
            kind="organisation", zh=f"{name}{number}", en=f"{stage.title()} {number}", sort_key=f"{number:05}"
        )
        for number in range(count)
    )
    related: list[Relationship] = Relationship.objects.bulk_create(
        Relationship(party=party, recorded_party=party, series=series, owner=owner) for party in parties
    )
    Score.objects.bulk_create(score(run, one, stage, chance, size, previous_stage) for one in related)
    return related


def score(
    run: AnalysisRun,
    of: Relationship,
    stage: str,
    chance: float | None,
    size: int = 0,
    previous_stage: str = "",
) -> Score:
    p = {f"p_{each}": 0.05 for each in ("cultivation", "confirmation", "trust", "weakening", "disappearance")}
    return Score(
        run=run,
        relationship=of,
        series_id=of.series_id,
        stage=stage,
        stage_p=0.8,
        previous_stage=previous_stage,
        chance=chance,
        chance_low=None if chance is None else chance / 2,
        chance_high=None if chance is None else (1 + chance) / 2,
        size=size,
        last_area_dm2=3600,
        times_came=3,
        evidence=[{"code": "came_run", "value": 1.2, "params": {"n": 2}}],
        reasons=[
            {"code": "missed_run", "value": -0.7, "params": {"n": 2}},
            {"code": "past_editions", "value": 0.4, "params": {"n": 3}},
        ],
        strip=STRIP,
        **(p | {f"p_{stage}": 0.8}),
    )


def bare_round(
    edition: Edition, run: AnalysisRun | None, *, budget_minor: int = 10**9, percent: int = 20
) -> Round:
    return Round.objects.create(
        series=edition.series,
        edition=edition,
        name="Spring",
        run=run,
        budget_minor=budget_minor,
        holdout_percent=percent,
    )


def segment(of: Round, plays: Sequence[Play] = (), **values: object) -> Segment:
    made = of.add_segment(by=None, **{"en": "Segment", "zh": "细分", **values})
    for play in plays:
        of.choose(made, play, by=None)
    return made


def plays() -> dict[str, Play]:
    write_first_plays()
    return {play.code: play for play in Play.objects.all() if play.code}


def came(edition: Edition, relationships: Sequence[Relationship], status: str = "came") -> None:
    role = Role.objects.get(code="exhibitor")
    Participation.objects.bulk_create(
        Participation(
            party_id=one.party_id, recorded_party_id=one.party_id, edition=edition, role=role, status=status
        )
        for one in relationships
    )
