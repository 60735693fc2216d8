"""Facts of a large show for the measurements: a million relationships have some twenty million facts.

Half of all come once, as at real fairs; who stays away hears of the show ever less. Around each edition there are
invitations, bookings, calls, meetings, enquiries, answers on satisfaction and now and then a complaint; and what
`told_facts` adds: questionnaires, money, referrals. Rows stand in the order in which they would have been entered,
edition by edition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

EDITIONS = 12  # held; one more is to come
SEED = 20
COURTED = (2.1, 1.3, 0.8, 0.5)  # dealings an edition, by editions missed before: none, one, two, more
HERE = 3.5
ANSWERED, COMPLAINED, SOLVED = 0.3, 0.05, 0.7
AT_ONCE = 1_000_000
KINDS = np.array(["contact", "meeting", "enquiry", "event", "satisfaction", "complaint"])
OUTCOMES = np.array(["reached", "not_reached", "interested", "declined", "", "solved", "unsolved"])
INDUSTRIES = np.array(["", "glass", "light", "steel", "toys", "paper", "tools"])
STATUSES = np.array(["came", "invited", "booked", "cancelled"])
DAYS = np.array([f"{2012 + number}-05-01" for number in range(EDITIONS + 1)], dtype="datetime64[D]")
TODAY = DAYS[EDITIONS] - 120
ENTERED = np.datetime64("2024-01-01T00:00:00", "us")
Columns = dict[str, Any]


@dataclass(frozen=True)
class Lives:
    """Per relationship: first edition heard of, came [r, e], editions missed before each [r, e]."""

    first: Any
    came: Any
    missed: Any


def write(folder: Path, relationships: int) -> int:
    """The fact tables; how many facts they hold."""
    from bench.told_facts import told
    from everfair.facts import EDITIONS as EDITION_TABLE
    from everfair.facts import INTERACTIONS, PARTICIPATIONS, RELATIONSHIPS, TABLES, TERMS

    random = np.random.default_rng(SEED)
    lives = live(random, relationships)
    save(folder, EDITION_TABLE, [editions()])
    save(folder, RELATIONSHIPS, [everyone(relationships)])
    save(folder, TERMS, [terms()])
    facts = save(folder, PARTICIPATIONS, taken(random, lives)) + save(
        folder, INTERACTIONS, dealt(random, lives)
    )
    beside = told(random, lives)
    return facts + sum(save(folder, table, beside[table.name]) for table in TABLES if table.name in beside)


def live(random: Any, relationships: int) -> Lives:
    first = random.integers(0, EDITIONS, relationships)
    faithful = np.where(random.random(relationships) < 0.5, 0.0, random.beta(4, 2, relationships))
    came = random.random((relationships, EDITIONS)) < faithful[:, None]
    place = np.arange(EDITIONS)
    came = (came & (place > first[:, None])) | (place == first[:, None])
    came[random.random(relationships) < 0.1] = False  # courted, and never came
    missed = np.zeros((relationships, EDITIONS + 1), dtype=np.int8)
    for edition in range(EDITIONS):
        missed[:, edition + 1] = np.where(came[:, edition], 0, missed[:, edition] + 1)
    return Lives(first, came, missed)


def editions() -> Columns:
    number = np.arange(1, EDITIONS + 2)
    return {
        "edition": number,
        "series": np.ones(len(number), dtype=np.int64),
        "ordinal": number,
        "label": [str(each) for each in number],
        "starts_on": DAYS,
        "is_held": number <= EDITIONS,
    }


def terms() -> Columns:
    told = {"series": 1, "currency": "CNY", "margin": 0.6, "rate": 0.1, "gamma": 0.5, "contact_minor": 2_000}
    return {name: [value] for name, value in told.items()}


def everyone(relationships: int) -> Columns:
    return {
        "relationship": np.arange(1, relationships + 1),
        "series": np.ones(relationships, dtype=np.int64),
        "side": ["exhibitor"] * relationships,
        "recorded_at": np.full(relationships, ENTERED),
        "industry": dictionary(np.arange(relationships) % len(INDUSTRIES), INDUSTRIES),
    }


def taken(random: Any, lives: Lives) -> Iterator[Columns]:
    """Who came, with areas; half of those courted who did not come were invited; some are booked for the next."""
    size = random.choice([600, 900, 900, 1800, 3600], len(lives.first))
    for edition in range(EDITIONS + 1):
        courted = (lives.first <= edition) & (lives.missed[:, edition] <= 3)
        here = (
            lives.came[:, edition] if edition < EDITIONS else courted & (random.random(len(courted)) < 0.15)
        )
        asked = courted & ~here & (random.random(len(courted)) < 0.5)
        changes = random.random(len(size))
        size = np.where(changes < 0.08, size * 2, np.where(changes > 0.94, np.maximum(size // 2, 300), size))
        who = random.permutation(np.flatnonzero(here | asked))
        status = np.where(here[who], 0 if edition < EDITIONS else 2, 1)
        status = np.where((status == 1) & (random.random(len(who)) < 0.05), 3, status)
        yield {
            "relationship": who + 1,
            "series": np.ones(len(who), dtype=np.int64),
            "side": dictionary(np.zeros(len(who), dtype=np.int8), np.array(["exhibitor"])),
            "edition": np.full(len(who), edition + 1),
            "status": dictionary(status, STATUSES),
            "area_dm2": pa.array(size[who], mask=status == 1),
            "amount_minor": pa.array(size[who] * 980, mask=status == 1),
            "currency": dictionary(np.zeros(len(who), dtype=np.int8), np.array(["CNY"])),
            "occurred_on": np.full(len(who), DAYS[edition]),
            "recorded_at": np.full(len(who), ENTERED),
            "booked_on": pa.array(
                DAYS[edition] - random.integers(125, 400, len(who)), mask=(status == 1) | (status == 3)
            ),
        }


def dealt(random: Any, lives: Lives) -> Iterator[Columns]:
    content = random.normal(7.6, 1.2, len(lives.first))
    for edition in range(EDITIONS):
        here, known = lives.came[:, edition], lives.first <= edition
        pace = np.where(here, HERE, np.array(COURTED)[np.minimum(lives.missed[:, edition], 3)])
        spoken = np.repeat(np.arange(len(known)), np.where(known, random.poisson(pace), 0))
        kind = random.choice(4, len(spoken), p=[0.6, 0.15, 0.15, 0.1])
        outcome = random.choice(4, len(spoken), p=[0.5, 0.3, 0.15, 0.05])
        score = np.zeros(len(spoken), dtype=np.int64)
        told = np.flatnonzero(here & (random.random(len(known)) < ANSWERED))
        upset = np.flatnonzero(here & (random.random(len(known)) < COMPLAINED))
        solved = np.where(random.random(len(upset)) < SOLVED, 5, 6)
        marks = np.clip(np.rint(content[told] + random.normal(0, 1, len(told))), 0, 10).astype(np.int64)
        who = np.concatenate([spoken, told, upset])
        kind = np.concatenate([kind, np.full(len(told), 4), np.full(len(upset), 5)])
        outcome = np.concatenate([outcome, np.full(len(told), 4), solved])
        score = np.concatenate([score, marks, np.zeros(len(upset), dtype=np.int64)])
        day = DAYS[edition] + random.integers(0, 240, len(who))
        order = np.argsort(day, kind="stable")
        who, kind, outcome, score, day = who[order], kind[order], outcome[order], score[order], day[order]
        yield {
            "relationship": who + 1,
            "series": np.ones(len(who), dtype=np.int64),
            "side": dictionary(np.zeros(len(who), dtype=np.int8), np.array(["exhibitor"])),
            "kind": dictionary(kind, KINDS),
            "outcome": dictionary(outcome, OUTCOMES),
            "score": pa.array(score, mask=kind != 4),
            "occurred_on": day,
            "recorded_at": np.full(len(who), ENTERED),
        }


def dictionary(codes: Any, words: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(words.tolist())).cast(
        pa.string()
    )


def save(folder: Path, table: Any, portions: Any) -> int:
    from everfair.jobs.facts_reading import schema

    wanted = schema(table)
    rows = 0
    with pq.ParquetWriter(folder / table.file, wanted, compression="zstd") as writer:
        for columns in portions:
            told = {field.name: pa.array(columns[field.name]) for field in wanted}
            writer.write_table(pa.table(told).cast(wanted), row_group_size=AT_ONCE)
            rows += len(told[wanted[0].name])
    return rows
