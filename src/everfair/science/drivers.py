"""What moves the chance to come: columns of the forecast's design, named by driver.

Prior means are read off real fairs (P(comes | missed 0..4) .553 .128 .057 .024 .010; P(comes | was here last
time, 1..8 past editions) .42 .56 .62 .66 .67 .70 .70 .74; large stands .74 against .63): with no data at all
the forecast says what an average fair would say.

Founders are those of the first edition on record. As a rule the fair is older than its record, and many of them had
come before it begins: they are more faithful than newcomers, and a record of few editions is mostly theirs.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from .arrays import Floats
from .histories import Standing


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    driver: str
    mean: float  # prior mean of its slope, on the logit scale
    spread: float  # prior standard deviation


COLUMNS = (
    Column("intercept", "base", -0.3, 0.7),
    Column("attendance_rate", "attendance_rate", 0.2, 0.2),
    Column("missed_run", "missed_run", -2.0, 0.5),
    Column("missed_any", "missed_run", -0.5, 0.5),
    Column("past_editions", "past_editions", 0.2, 0.3),
    Column("past_editions_and_here", "past_editions", 0.1, 0.3),
    Column("run_length", "run_length", 0.15, 0.3),
    Column("tenure", "tenure", 0.0, 0.3),
    Column("size_small", "size", -0.15, 0.3),
    Column("size_middle", "size", 0.05, 0.3),
    Column("size_large", "size", 0.2, 0.3),
    Column("founders", "cohort", 0.2, 0.3),
)
DRIVERS = tuple(dict.fromkeys(column.driver for column in COLUMNS if column.driver != "base"))
PRIOR_MEAN = np.array([column.mean for column in COLUMNS])
PRIOR_SPREAD = np.array([column.spread for column in COLUMNS])


def design(standing: Standing) -> Floats:
    """[rows, columns]."""
    here = standing.missed == 0
    log_past = np.log(standing.past)
    return np.column_stack(
        [
            np.ones(len(standing.past)),
            logit((standing.past - 1 + 0.6) / (standing.since + 1.2)),
            np.log1p(standing.missed),
            ~here,
            log_past,
            here * log_past,
            np.log(standing.run),
            np.log1p(standing.since),
            standing.size == 0,
            standing.size == 1,
            standing.size == 2,
            standing.first == 0,
        ]
    ).astype(np.float64)


def by_driver(contributions: Floats) -> Floats:
    """Sum the columns of each driver: [rows, columns] to [rows, drivers]."""
    members = np.array([[column.driver == driver for driver in DRIVERS] for column in COLUMNS])
    return np.asarray(contributions @ members, dtype=np.float64)
