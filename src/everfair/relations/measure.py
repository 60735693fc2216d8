"""What a measure is: its name, formula and unit, and where its values stand."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Unit(StrEnum):
    CODE = "code"
    SHARE = "share"
    COUNT = "count"
    EDITIONS = "editions"
    AREA = "area"  # integer square decimetres
    NUMBER = "number"
    MONEY = "money"  # minor units of the show's currency


class Where(StrEnum):
    """The rows that hold the values."""

    SCORE = "score"  # a column of Score
    EDITION = "edition"  # a key of EditionFigures.figures
    FORECAST = "forecast"  # a column of Forecast
    BACKTEST = "backtest"  # a key of Backtest.figures[model], or a column
    ROUND = "round"  # results of rounds
    FINDING = "finding"  # the body of the Finding of that code


@dataclass(frozen=True)
class Measure:
    code: str
    name: str | Promise
    formula: str | Promise
    unit: Unit
    where: Where
    column: str
