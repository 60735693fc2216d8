"""A show in the books, told in a few lines: who came to which of its editions."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from everfair.contact.models import Interaction
from everfair.parties.models import Party
from everfair.relations.models import AnalysisRun, Relationship, Score
from everfair.shows.models import Edition, Participation, Role, Series, Stand

STATUS = {"1": "came", "b": "booked", "i": "invited", "x": "cancelled", "n": "no_show"}
ENTERED = datetime(2025, 1, 1, tzinfo=UTC)


class Books:
    """A series with yearly editions from 2016 on; the last `coming` of them are still to be held.

    A history is a string with a mark for each edition: 1 came, 0 stayed away, b booked, i invited, x cancelled,
    n no-show.
    """

    def __init__(self, editions: int, coming: int = 0, slug: str = "books", side: str = "exhibitor") -> None:
        self.series, _ = Series.objects.get_or_create(
            slug=slug, defaults={"zh": "账本展", "en": "Books Fair"}
        )
        code = f"{side}-of-the-tests"
        self.role, _ = Role.objects.get_or_create(code=code, defaults={"side": side, "en": side, "zh": side})
        self.side = side
        self.editions = [
            self._edition(number, number <= editions) for number in range(1, editions + coming + 1)
        ]

    def _edition(self, number: int, held: bool) -> Edition:
        starts_on = date(2015 + number, 5, 1) if held else date(2090 + number, 5, 1)
        found, _ = Edition.objects.get_or_create(
            series=self.series,
            ordinal=number,
            defaults={"label": str(number), "starts_on": starts_on, "is_held": held},
        )
        return found

    def customer(self, name: str, history: str = "", areas: Iterable[int | None] = ()) -> Relationship:
        """One customer; `areas` in m² for each edition it has a mark at."""
        party = Party.objects.create(kind="organisation", zh=name)
        kept = iter(areas)
        for edition, mark in zip(self.editions, history, strict=False):
            if mark in STATUS:
                self.takes_part(party, edition, STATUS[mark], next(kept, None))
        return Relationship.between(party.pk, self.series.pk, self.side)

    def customers(self, histories: dict[str, int]) -> None:
        """Many customers at once: history -> how many."""
        for history, count in histories.items():
            parties = Party.objects.bulk_create(
                Party(kind="organisation", zh=f"{history}") for _ in range(count)
            )
            Relationship.objects.bulk_create(self._relationship(party) for party in parties)
            Participation.objects.bulk_create(
                self._participation(party, edition, STATUS[mark])
                for party in parties
                for edition, mark in zip(self.editions, history, strict=False)
                if mark in STATUS
            )

    def takes_part(self, party: Party, edition: Edition, status: str, area: int | None) -> Participation:
        taken = self._participation(party, edition, status)
        taken.save()
        if area is not None:
            Stand.objects.create(participation=taken, area_dm2=area * 100, natural_key="1")
        return taken

    def hears(
        self, relationship: Relationship, on: date, kind: str, outcome: str = "", score: int | None = None
    ) -> Any:
        return Interaction.objects.create(
            party_id=relationship.party_id,
            series=self.series,
            occurred_on=on,
            kind=kind,
            outcome=outcome,
            score=score,
            recorded_at=ENTERED,
        )

    def _participation(self, party: Party, edition: Edition, status: str) -> Participation:
        return Participation(
            party=party,
            recorded_party=party,
            edition=edition,
            role=self.role,
            status=status,
            recorded_at=ENTERED,
        )

    def _relationship(self, party: Party) -> Relationship:
        return Relationship(party=party, recorded_party=party, series=self.series, side=self.side)


# A crowd whose histories look like those of a real fair: half come once, those who came often come again.
CROWD = {
    "10000000": 30, "01000000": 25, "00100000": 22, "00010000": 22, "00001000": 20, "00000100": 20, "00000010": 18,
    "11000000": 12, "01100000": 10, "00110000": 9, "00011000": 9, "00001100": 8, "00000110": 12, "00000011": 14,
    "11100000": 6, "00111000": 6, "00001110": 6, "00000111": 9, "11110000": 5, "00011110": 5, "00001111": 8,
    "11111111": 16, "01111111": 10, "00111111": 9, "00011111": 9, "11111011": 3, "11011111": 4, "11111100": 4,
    "10100000": 5, "01011000": 3, "00101110": 3, "11101111": 3, "00000001": 25,
}  # fmt: skip


def crowd(books: Books) -> None:
    """Enough customers to learn from, over eight editions."""
    books.customers(CROWD)


def checksum(run: AnalysisRun) -> list[tuple[Any, ...]]:
    """All that a run says, without its own keys, in order."""
    skipped = {"id", "run"}
    names = [field.name for field in Score._meta.concrete_fields if field.name not in skipped]
    scores = list(Score.objects.filter(run=run).order_by("relationship").values_list(*names))
    figures = list(run.edition_figures.order_by("edition", "side").values_list("edition", "side", "figures"))
    flows = list(
        run.flows.order_by("from_edition", "to_edition", "side", "from_stage", "to_stage").values_list(
            "from_edition", "to_edition", "side", "from_stage", "to_stage", "count"
        )
    )
    forecasts = list(
        run.forecasts.order_by("series", "side").values_list("expected", "low", "high", "known", "model")
    )
    backtests = list(
        run.backtests.order_by("edition", "side").values_list("edition", "figures", "calibration")
    )
    findings = list(
        run.findings.order_by("series", "side", "code", "edition").values_list(
            "series", "side", "code", "edition", "body"
        )
    )
    return [*scores, *figures, *flows, *forecasts, *backtests, *findings]


def load_fair(file: Path, size_of: str = "") -> Books:
    """Load a participation list as it stands: an organisation by its `exhibitor` name."""
    rows = list(_rows(file))
    books = Books(0, slug="real-fair")
    parties = {
        name: Party(kind="organisation", zh=name) for name in dict.fromkeys(row["exhibitor"] for row in rows)
    }
    Party.objects.bulk_create(parties.values(), batch_size=1000)
    Relationship.objects.bulk_create(
        [books._relationship(party) for party in parties.values()], batch_size=1000
    )
    dates = {int(row["edition"]): date.fromisoformat(row["date"]) for row in rows}
    books.editions = [
        Edition.objects.create(series=books.series, ordinal=number, label=str(number), starts_on=day)
        for number, day in sorted(dates.items())
    ]
    edition_of = {edition.ordinal: edition for edition in books.editions}
    spaces: dict[tuple[str, int], int] = {}
    for row in rows:
        key = (row["exhibitor"], int(row["edition"]))
        spaces[key] = spaces.get(key, 0) + (int(row[size_of]) if size_of else 0)
    taken = Participation.objects.bulk_create(
        [books._participation(parties[name], edition_of[number], "came") for name, number in spaces],
        batch_size=1000,
    )
    if size_of:
        Stand.objects.bulk_create(
            [
                Stand(participation=one, area_dm2=200 * area, natural_key="1")
                for one, area in zip(taken, spaces.values(), strict=True)
            ],
            batch_size=1000,
        )
    return books


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["exhibitor"] and re.fullmatch(r"\d+", row["edition"]):
                yield row
