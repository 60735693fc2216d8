"""Facts of every table as chance draws them, with gaps, ties and other currencies: for comparing, not for meaning."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from everfair.facts import (
    ANSWERS,
    EDITIONS,
    INTERACTIONS,
    LEDGER,
    PARTICIPATIONS,
    RATINGS,
    REFERRALS,
    RELATIONSHIPS,
    SUGGESTIONS,
    TERMS,
    Table,
    Type,
)
from everfair.science.ledger import KINDS
from everfair.surveys.models.asks import Asks
from tests.engine.facts import ENTERED, TODAY

STRANDS = ((1, "exhibitor", 120), (1, "visitor", 40), (2, "exhibitor", 40))
HELD = 6  # editions of each series; one more is to come
NOTHING = {
    Type.WHOLE: 0,
    Type.NUMBER: 0.0,
    Type.TEXT: "",
    Type.DATE: TODAY,
    Type.INSTANT: ENTERED,
    Type.FLAG: False,
}
TOPICS = ("promises-kept", "area-layout", "show-effect")
WORDS = {Asks.LADDER: "booth > contacts > trust", Asks.LEAVING_REASON: "price"}
Rows = list[tuple[Any, ...]]


def drawn(seed: int = 4) -> dict[str, Rows]:
    """Rows by table."""
    return _Draw(random.Random(seed)).tables()


class _Draw:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.who: dict[int, tuple[int, str]] = {}
        for series, side, many in STRANDS:
            self.who |= {len(self.who) + key: (series, side) for key in range(1, many + 1)}

    def tables(self) -> dict[str, Rows]:
        parts = {
            EDITIONS: self.editions(), RELATIONSHIPS: self.relationships(), PARTICIPATIONS: self.participations(),
            INTERACTIONS: self.interactions(), ANSWERS: self.answers(), RATINGS: self.ratings(), LEDGER: self.ledger(),
            REFERRALS: self.referrals(), SUGGESTIONS: self.suggestions(), TERMS: self.terms(),
        }  # fmt: skip
        return {table.name: [_row(table, **values) for values in rows] for table, rows in parts.items()}

    def maybe(self, value: Any, share: float = 0.8) -> Any:
        return value if self.chance.random() < share else None

    def day(self) -> date:
        return TODAY - timedelta(days=self.chance.randrange(-30, 365 * HELD))

    def customers(self, many: int) -> Iterator[dict[str, Any]]:
        """Draws of a relationship, with its series, its side and a day."""
        for _ in range(many):
            key = self.chance.choice(list(self.who))
            series, side = self.who[key]
            yield {"relationship": key, "series": series, "side": side, "occurred_on": self.day()}

    def an_edition(self, series: int) -> int:
        return series * 100 + self.chance.randrange(1, HELD + 1)

    def money(self) -> dict[str, Any]:
        currency = self.chance.choice(["CNY"] * 9 + ["USD"])
        return {"amount_minor": self.chance.randrange(1, 2_000) * 1_000, "currency": currency}

    def editions(self) -> Iterator[dict[str, Any]]:
        for series in (1, 2):
            for number in range(1, HELD + 2):
                begins = date(TODAY.year - HELD - 1 + number, 5 if series == 1 else 9, 1)
                yield {
                    "edition": series * 100 + number, "series": series, "ordinal": number, "label": str(number),
                    "starts_on": begins, "is_held": number <= HELD,
                }  # fmt: skip

    def relationships(self) -> Iterator[dict[str, Any]]:
        for key, (series, side) in self.who.items():
            industry = self.chance.choice(["", "glass", "light"])
            yield {"relationship": key, "series": series, "side": side, "industry": industry}

    def participations(self) -> Iterator[dict[str, Any]]:
        begins = {row["edition"]: row["starts_on"] for row in self.editions()}
        for key, (series, side) in self.who.items():
            faithful = self.chance.random()
            for number in range(self.chance.randrange(1, HELD + 1), HELD + 2):
                if self.chance.random() > 0.2 + faithful:
                    continue
                edition, ahead = series * 100 + number, self.chance.randrange(5, 400)
                yield self.money() | {
                    "relationship": key, "series": series, "side": side, "edition": edition,
                    "status": self.status(number), "area_dm2": self.maybe(self.chance.choice([600, 900, 1800, 3600])),
                    "occurred_on": begins[edition], "booked_on": self.maybe(begins[edition] - timedelta(days=ahead)),
                }  # fmt: skip

    def status(self, number: int) -> str:
        others = ["invited", "applied", "booked", "no_show", "cancelled"]
        return self.chance.choice(["came"] * 12 + others if number <= HELD else others)

    def interactions(self) -> Iterator[dict[str, Any]]:
        for row in self.customers(1_500):
            kind = self.chance.choice(["contact", "meeting", "enquiry", "note", "complaint", "satisfaction"])
            outcomes = ["solved", "unsolved"] if kind == "complaint" else ["reached", "declined", ""]
            score = self.chance.randrange(11) if kind == "satisfaction" else None
            yield row | {"kind": kind, "outcome": self.chance.choice(outcomes), "score": score}

    def answers(self) -> Iterator[dict[str, Any]]:
        for response, row in enumerate(self.customers(400), start=1):
            edition = self.maybe(self.an_edition(row["series"]))
            for item, asks in enumerate([*Asks.values, Asks.TRUST.value]):  # trust by two items
                yield row | {
                    "relationship": self.maybe(row["relationship"], 0.9), "edition": edition, "response": response,
                    "item": item, "asks": asks, "topic": self.chance.choice(TOPICS), "low": 1.0, "high": 5.0,
                    "value": None if Asks(asks) in WORDS else self.maybe(float(self.chance.randrange(1, 6)), 0.95),
                    "text": WORDS.get(Asks(asks), ""), "is_turned": asks == Asks.COMPLAINT,
                }  # fmt: skip

    def ratings(self) -> Iterator[dict[str, Any]]:
        for row in self.customers(200):
            yield row | {
                "edition": self.maybe(self.an_edition(row["series"])), "competitor": self.chance.randrange(1, 3),
                "topic": self.chance.choice(TOPICS), "value": float(self.chance.randrange(1, 6)),
                "low": 1.0, "high": 5.0,
            }  # fmt: skip

    def ledger(self) -> Iterator[dict[str, Any]]:
        for row in self.customers(400):
            about = {"edition": self.maybe(self.an_edition(row["series"])), "kind": self.chance.choice(KINDS)}
            yield row | self.money() | about | {"is_entry": self.chance.random() < 0.7}

    def referrals(self) -> Iterator[dict[str, Any]]:
        for row in self.customers(150):
            alike = [key for key, strand in self.who.items() if strand == (row["series"], row["side"])]
            yield row | {
                "referrer": row["relationship"], "child": self.maybe(self.chance.choice(alike)),
                "weight": self.chance.choice([0.5, 1.0]), "is_warning": self.chance.random() < 0.1,
            }  # fmt: skip

    def suggestions(self) -> Iterator[dict[str, Any]]:
        for row in self.customers(100):
            money = self.money()
            yield row | {
                "kind": "needs", "state": self.chance.choice(["received", "adopted"]), "currency": money["currency"],
                "effect_minor": self.maybe(money["amount_minor"]),
            }  # fmt: skip

    @staticmethod
    def terms() -> Iterator[dict[str, Any]]:
        for series, contact in ((1, 1_200), (2, 0)):
            yield {
                "series": series, "currency": "CNY", "margin": 0.6, "rate": 0.1, "gamma": 0.5, "contact_minor": contact,
            }  # fmt: skip


def _row(table: Table, **values: Any) -> tuple[Any, ...]:
    """What is not told is unknown, or nothing."""
    return tuple(
        values.get(one.name, None if one.may_be_unknown else NOTHING[one.type]) for one in table.columns
    )
