"""A small file that says which columns of a list of answers ask for what: TOML, JSON or CSV.

    zh = "航空公司服务"
    en = "Service of an airline"

    [[items]]
    column = "e1"
    asks = "expectation"
    topic = "punctuality"
    low = 1
    high = 100

A CSV has a row for each item, with these names as its header. `column` and `asks` are needed (of a long list `column`
is the text of the item). `topic` is the code or the name of one on file, or the name of a new one.
"""

import csv
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from everfair.intake.questions import Question, Questionnaire
from everfair.surveys.models import Asks, Topic
from everfair.surveys.models.instrument import FARTHEST
from everfair.tables.characters import writable
from everfair.tables.values.numbers import figures

YES = {"1", "yes", "true", "y", "是"}
Told = Mapping[str, Any]


class Unclear(ValueError):
    """The file cannot be taken; `code` and `params` say why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


def read_instrument(path: Path) -> tuple[Questionnaire, dict[str, str]]:
    """The questionnaire, and item -> column. Raises Unclear, OSError."""
    told = read(path)
    rows = told.get("items")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Unclear("instrument_empty")
    questions = [question(number, row) for number, row in enumerate(rows, 1)]
    codes = [one.code for one in questions]
    if len(set(codes)) < len(codes):
        raise Unclear("instrument_twice", item=next(code for code in codes if codes.count(code) > 1))
    names = {name: text(told.get(name))[:120] for name in ("zh", "en")}
    code = slugify(text(told.get("code")) or path.stem)[:50] or "questionnaire"
    if not any(names.values()):
        names["en"] = path.stem[:120]
    columns = {one.code: text(row["column"]) for one, row in zip(questions, rows, strict=True)}
    return Questionnaire(code, questions, **names, is_new=True), columns


def read(path: Path) -> Told:
    kind = path.suffix.lower()
    if kind not in (".toml", ".json", ".csv"):
        raise Unclear("instrument_format", name=str(path))
    try:
        written = path.read_text(encoding="utf-8-sig")
        made = parsed(kind, written)
        if writable(made) != made:
            raise ValueError("NUL or half a character")
    except (ValueError, csv.Error, RecursionError) as wrong:
        raise Unclear("instrument_unreadable", name=path.name, what=str(wrong)[:200]) from None
    return made if isinstance(made, dict) else {"items": made}


def parsed(kind: str, written: str) -> Any:
    if kind == ".csv":
        return list(csv.DictReader(written.splitlines()))
    return tomllib.loads(written) if kind == ".toml" else json.loads(written)


def question(number: int, row: Told) -> Question:
    column, asks = text(row.get("column")), text(row.get("asks")).casefold()
    if not column:
        raise Unclear("instrument_column", number=number)
    if asks not in Asks.values:
        raise Unclear("instrument_asks", number=number, right=Asks.values)
    low, high = end(row, "low", 1), end(row, "high", 5)
    if low is None or high is None or not low < high:
        raise Unclear("instrument_scale", number=number)
    return Question(
        code=(text(row.get("code")) or column)[:60],
        asks=asks,
        topic=topic(number, Asks(asks), text(row.get("topic"))),
        low=low,
        high=high,
        is_turned=text(row.get("turned")).casefold() in YES,
        zh=text(row.get("zh"))[:300],
        en=text(row.get("en"))[:300] or ("" if row.get("zh") else column[:300]),
    )


def end(row: Told, name: str, usual: float) -> float | None:
    told = text(row.get(name))
    if not told:
        return usual
    number = figures(told)
    return None if number is None or number > FARTHEST else float(number)


def topic(number: int, asks: Asks, told: str) -> str:
    """As a question names it; what is asked of no topic has none."""
    if not asks.topic_kinds:
        return ""
    if not told:
        raise Unclear("instrument_topic", number=number)
    return told if Topic.objects.filter(code=told).exists() else f"+{told[:100]}"


def text(value: Any) -> str:
    return "" if value is None else str(value).strip()
