"""A show that lives on, edition after edition, with the demo's planted life: rounds are drafted, started and come to
their edition, and what plays do is known."""

from collections.abc import Iterator

import numpy as np
from django.db import connection

from everfair.demo.fair import AREAS, SIZES
from everfair.demo.life import Floats, Ints, Living, entries
from everfair.demo.rounds import EFFECTS
from everfair.jobs.rounds import write_results
from everfair.jobs.worker import Worker
from everfair.loop.drafting import draft_round
from everfair.loop.models import Proposal, Round
from everfair.parties.models import Party
from everfair.relations.models import AnalysisRun, Relationship, Score, Stage
from everfair.shows.models import Edition, Participation, Role, Stand
from tests.loop import made
from tests.loop.conftest import House

PRICE_MINOR = 1180  # a dm2
STAGES = list(Stage)
BEFORE = 8
MOST = 0.97


class Show:
    """`chance` is what the forecast says: the planted chance; stages are seen through a glass, as scores are."""

    def __init__(
        self,
        house: House,
        customers: int,
        rounds: int,
        seed: int = 3,
        effects: dict[str, float] | None = None,
    ) -> None:
        self.effects = EFFECTS | (effects or {})
        self.house, self.random = house, np.random.default_rng(seed)
        editions = BEFORE + rounds + 1
        entry = entries(customers, editions, self.random)
        size = self.random.choice(3, customers, p=SIZES)
        self.area = np.asarray(AREAS)[np.choose(size, [0, 2, 5])]
        self.living = Living(entry, np.maximum(entry - 1, 0), size, editions, self.random)
        for at in range(BEFORE):
            self.living.hold(at)
        self.at = BEFORE
        self.related = self._known(customers)
        self.row_of = {one.pk: row for row, one in enumerate(self.related)}
        self.edition = house.edition
        self._record(house.past[-1], BEFORE - 1)

    def _known(self, customers: int) -> list[Relationship]:
        parties = Party.objects.bulk_create(
            Party(kind="organisation", en=f"Customer {n}", sort_key=f"{n:05}") for n in range(customers)
        )
        related: list[Relationship] = Relationship.objects.bulk_create(
            Relationship(party=party, recorded_party=party, series=self.house.series) for party in parties
        )
        return related

    def draft(self, budget_minor: int) -> Round:
        """On fresh scores, planned by the job."""
        self._score()
        drafted = draft_round(self.edition, by=None, budget_minor=budget_minor, by_plan=True)
        self.plan(drafted)
        return drafted

    def plan(self, drafted: Round) -> None:
        assert Worker().run_until_idle() >= 1
        counted()
        drafted.refresh_from_db()

    def _score(self) -> None:
        run = made.published_run()
        self.living.settle(self.at)
        lives = self.living.lives
        chances, known = lives.chances(self.at), lives.came[:, : self.at].any(axis=1)
        Score.objects.bulk_create(self._scores(run, chances, np.flatnonzero(known)))
        counted()

    def _scores(self, run: AnalysisRun, chances: Floats, rows: Ints) -> Iterator[Score]:
        stage = self.living.lives.stage[:, self.at]
        for row in rows.tolist():
            told = made.score(run, self.related[row], STAGES[stage[row]], float(chances[row]))
            told.last_area_dm2 = int(self.area[row])
            yield told

    def run(self, drafted: Round) -> None:
        """Start it, let the edition be held with what the plays add, and close it."""
        drafted.start(by=None, seed=self.at)
        came = self.living.hold(self.at, change=lambda _, chances: chances + self.added(drafted, chances))
        self._record(self.edition, self.at)
        Edition.objects.filter(pk=self.edition.pk).update(is_held=True)
        drafted = Round.objects.get(pk=drafted.pk)
        write_results(drafted)
        drafted.close(by=None)
        self.at += 1
        ordinal = self.edition.ordinal + 1
        self.edition = Edition.objects.create(
            series=self.house.series, ordinal=ordinal, label=str(ordinal), is_held=False
        )
        assert came.any()

    def added(self, drafted: Round, chances: Floats) -> Floats:
        added = np.zeros(len(chances))
        treated = drafted.members.filter(is_held_out=False).values_list("relationship_id", "use__play__code")
        for relationship, code in treated:
            row = self.row_of[relationship]
            added[row] = min(self.effects[code or ""], max(0.0, MOST - chances[row]))
        return added

    def _record(self, edition: Edition, at: int) -> None:
        rows = np.flatnonzero(self.living.lives.came[:, at]).tolist()
        role = Role.objects.get(code="exhibitor")
        taken = Participation.objects.bulk_create(
            Participation(
                party_id=self.related[row].party_id, recorded_party_id=self.related[row].party_id,
                edition=edition, role=role, status="came",
            )
            for row in rows
        )  # fmt: skip
        Stand.objects.bulk_create(
            Stand(
                participation=one, natural_key="A", currency="CNY", area_dm2=int(self.area[row]),
                amount_minor=int(self.area[row]) * PRICE_MINOR,
            )
            for one, row in zip(taken, rows, strict=True)
        )  # fmt: skip

    def true_profit(self, drafted: Round) -> float:
        """What the draft would truly bring over its cost, if nobody were held out; minor units."""
        chances = self.living.lives.chances(self.at)
        total = 0.0
        for one in chosen(drafted):
            row = self.row_of[one.relationship_id]
            assert one.use is not None
            effect = min(self.effects[one.use.play.code or ""], max(0.0, MOST - chances[row]))
            worth = int(self.area[row]) * PRICE_MINOR * drafted.margin_percent / 100
            total += effect * worth - one.use.unit_cost_minor
        return total


def counted() -> None:
    """What PostgreSQL does by itself a while after many rows came, but not for those of a test's transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def chosen(drafted: Round) -> list[Proposal]:
    return list(drafted.proposals.exclude(use=None).select_related("use__play"))


def money_by_play(drafted: Round) -> dict[str, float]:
    """Share of the planned cost that goes to each play."""
    spent: dict[str, float] = {}
    for one in chosen(drafted):
        assert one.use is not None
        code = one.use.play.code or ""
        spent[code] = spent.get(code, 0.0) + one.use.unit_cost_minor
    everything = sum(spent.values()) or 1.0
    return {code: minor / everything for code, minor in spent.items()}
