"""What a show is told beside who comes and who is called: questionnaires, ratings of others, money, referrals.

Two in a hundred of those who came fill in a questionnaire of some thirty items, one in a hundred of those who stay away
says why. Who is content answers better throughout, so that there is something to find.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from bench.fair_facts import DAYS, EDITIONS, ENTERED, Columns, Lives, dictionary

ATTRIBUTES = ("area-layout", "organiser-service", "promises-kept", "show-effect")
GOALS = ("new-customers", "brand")
TOPICS = ("", *ATTRIBUTES, *GOALS)
ABOUT = {"expectation": ATTRIBUTES, "performance": ATTRIBUTES, "importance": ATTRIBUTES} | {
    "goal_set": GOALS, "goal_reached": GOALS,
}  # fmt: skip
PLAIN = (
    "overall", "intent", "recommend", "satisfaction", "trust", "belonging", "friendship", "cognitive", "affective",
    "conative", "attitude", "alternatives", "price", "wallet", "contested",
)  # fmt: skip
ITEMS = (
    *((asks, topic) for asks, topics in ABOUT.items() for topic in topics),
    *((asks, "") for asks in PLAIN),
)
WORDS = ("ladder", "leaving_reason")
ASKS = (*dict.fromkeys(asks for asks, _ in ITEMS), *WORDS)
SAID = (
    "", "booth > contacts > orders", "service > trust", "booth > visitors > contacts > growth",
    "show_effect", "service", "price", "competitor", "need_changed", "business_ended",
)  # fmt: skip
LADDERS, REASONS = (1, 4), (4, len(SAID))
REPLIED, LADDERED, EXPLAINED = 0.02, 0.2, 0.01
RATED, COMPETITORS = 0.2, 3  # of those who replied
WRITTEN, SUGGESTED, BROUGHT = 0.03, 0.004, 0.02  # of those who came
KINDS = ("economic", "capability", "initial", "maintenance", "ending")


def told(random: Any, lives: Lives) -> dict[str, list[Columns]]:
    """Portions by table."""
    content = np.clip(random.normal(0.65, 0.2, len(lives.first)), 0, 1)
    replied = [sample(random, lives.came[:, edition], REPLIED) for edition in range(EDITIONS)]
    return {
        "answers": list(answers(random, lives, replied, content)),
        "ratings": list(ratings(random, replied, content)),
        "ledger": list(ledger(random, lives)),
        "referrals": list(referrals(random, lives)),
        "suggestions": list(suggestions(random, lives)),
    }


def sample(random: Any, here: Any, share: float) -> Any:
    return np.flatnonzero(here & (random.random(len(here)) < share))


def answers(random: Any, lives: Lives, replied: list[Any], content: Any) -> Iterator[Columns]:
    response = 0
    asked = np.array([ASKS.index(asks) for asks, _ in ITEMS])
    about = np.array([TOPICS.index(topic) for _, topic in ITEMS])
    for edition, who in enumerate(replied):
        each = np.repeat(np.arange(len(who)), len(ITEMS))
        values = np.rint(1 + 4 * np.clip(content[who[each]] + random.normal(0, 0.2, len(each)), 0, 1))
        items = np.tile(np.arange(len(ITEMS)), len(who))
        yield answered(
            random, edition, who[each], response + each, items, asked[items], about[items], values, None
        )
        laddered = sample(random, np.ones(len(who), dtype=bool), LADDERED)
        yield in_words(random, edition, who[laddered], response + laddered, "ladder", LADDERS)
        away = sample(random, lives.missed[:, edition + 1] == 1, EXPLAINED)
        response += len(who)
        yield in_words(random, edition, away, response + np.arange(len(away)), "leaving_reason", REASONS)
        response += len(away)


def in_words(
    random: Any, edition: int, who: Any, response: Any, asks: str, between: tuple[int, int]
) -> Columns:
    said = random.integers(*between, len(who))
    item = np.full(len(who), len(ITEMS) + WORDS.index(asks))
    return answered(
        random, edition, who, response, item, np.full(len(who), ASKS.index(asks)), np.zeros(len(who), int), None, said
    )  # fmt: skip


def answered(
    random: Any,
    edition: int,
    who: Any,
    response: Any,
    item: Any,
    asks: Any,
    topic: Any,
    value: Any,
    said: Any,
) -> Columns:
    many = len(who)
    return known(who) | when(random, edition, many) | {
        "edition": np.full(many, edition + 1),
        "respondent": [""] * many,
        "response": response + 1,
        "item": item + 1,
        "asks": dictionary(asks, np.array(ASKS)),
        "topic": dictionary(topic, np.array(TOPICS)),
        "value": pa.nulls(many, pa.float64()) if value is None else value,
        "low": np.ones(many),
        "high": np.full(many, 5.0),
        "is_turned": np.zeros(many, dtype=bool),
        "text": dictionary(np.zeros(many, int) if said is None else said, np.array(SAID)),
    }  # fmt: skip


def ratings(random: Any, replied: list[Any], content: Any) -> Iterator[Columns]:
    for edition, asked in enumerate(replied):
        who = np.repeat(asked[random.random(len(asked)) < RATED], len(ATTRIBUTES))
        topic = np.tile(np.arange(1, len(ATTRIBUTES) + 1), len(who) // len(ATTRIBUTES))
        yield known(who) | when(random, edition, len(who)) | {
            "edition": np.full(len(who), edition + 1),
            "respondent": [""] * len(who),
            "competitor": np.repeat(random.integers(1, COMPETITORS + 1, len(who) // len(ATTRIBUTES)), len(ATTRIBUTES)),
            "topic": dictionary(topic, np.array(TOPICS)),
            "value": np.rint(1 + 4 * np.clip(1 - content[who] / 2 + random.normal(0, 0.2, len(who)), 0, 1)),
            "low": np.ones(len(who)),
            "high": np.full(len(who), 5.0),
        }  # fmt: skip


def ledger(random: Any, lives: Lives) -> Iterator[Columns]:
    for edition in range(EDITIONS):
        who = sample(random, lives.came[:, edition], WRITTEN)
        yield known(who) | when(random, edition, len(who)) | money(random, len(who), "amount_minor") | {
            "edition": np.full(len(who), edition + 1),
            "kind": dictionary(random.integers(0, len(KINDS), len(who)), np.array(KINDS)),
            "is_entry": random.random(len(who)) < 0.7,
        }  # fmt: skip


def suggestions(random: Any, lives: Lives) -> Iterator[Columns]:
    for edition in range(EDITIONS):
        who = sample(random, lives.came[:, edition], SUGGESTED)
        yield known(who) | when(random, edition, len(who)) | money(random, len(who), "effect_minor") | {
            "edition": np.full(len(who), edition + 1),
            "kind": ["needs"] * len(who),
            "state": dictionary(random.integers(0, 2, len(who)), np.array(["received", "adopted"])),
        }  # fmt: skip


def referrals(random: Any, lives: Lives) -> Iterator[Columns]:
    """Who came tells somebody who is first heard of at the next edition."""
    for edition in range(EDITIONS - 1):
        who = sample(random, lives.came[:, edition], BROUGHT)
        new = np.flatnonzero(lives.first == edition + 1)
        who = who[: len(new)] if len(new) else who[:0]
        child = random.permutation(new)[: len(who)]
        about = {name: values for name, values in known(who).items() if name != "relationship"}
        yield about | when(random, edition, len(who)) | {
            "referrer": who + 1,
            "child": child + 1,
            "weight": np.ones(len(who)),
            "is_warning": random.random(len(who)) < 0.05,
        }  # fmt: skip


def known(who: Any) -> Columns:
    return {
        "relationship": who + 1,
        "series": np.ones(len(who), dtype=np.int64),
        "side": dictionary(np.zeros(len(who), dtype=np.int8), np.array(["exhibitor"])),
    }


def when(random: Any, edition: int, many: int) -> Columns:
    return {
        "occurred_on": DAYS[edition] + random.integers(1, 60, many),
        "recorded_at": np.full(many, ENTERED),
    }


def money(random: Any, many: int, amount: str) -> Columns:
    currency = dictionary(np.zeros(many, dtype=np.int8), np.array(["CNY"]))
    return {amount: random.integers(1, 500, many) * 1_000, "currency": currency}
