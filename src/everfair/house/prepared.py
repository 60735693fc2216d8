"""Queries whose SQL is made once in a process and asked again with other values.

    @prepared
    def names_of(party: int) -> QuerySet[Name]:
        return Name.objects.filter(party=party)

    names_of(7)  # a list of names

Making the SQL of a small query costs Django five times what sending it and reading the answer does. What is asked
stays written as a query set: the function is called once with marks instead of values, and the marks are replaced
in the parameters. Values, given by position, are whole numbers, texts or lists of numbers for `among`; whatever
changes the SQL itself is given by name and must be hashable: each combination has SQL of its own. A number that no
database holds matches nothing.

PostgreSQL is sent values apart from the SQL and keeps its plan with the connection (`house.planned`): to plan a
small query costs it more than to answer.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.db.models.query import (  # type: ignore[attr-defined]
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from everfair.house import planned
from everfair.house.planned import Value

Row = TypeVar("Row")
MARK = 7_070_707_070_707_000_000
LIMIT = 2**63
SHAPES = 100
"""How many combinations each query is kept in."""


class Prepared(Generic[Row]):
    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._kept = lru_cache(maxsize=SHAPES)(self._compiled)

    def __call__(self, *values: Value, **shape: Hashable) -> list[Row]:
        """All rows, read at once."""
        return together([self.question(*values, **shape)])[0]

    def question(self, *values: Value, **shape: Hashable) -> "Question[Row]":
        """To be asked with others (`together`)."""
        if any(isinstance(value, int) and not -LIMIT <= value < LIMIT for value in values):
            return Question()
        made = self._kept(tuple(map(kind_of, values)), tuple(shape.items()))
        return Question(made, made.given(values)) if made is not None else Question()

    def _compiled(
        self, kinds: tuple[type, ...], shape: tuple[tuple[str, Hashable], ...]
    ) -> "Kept[Row] | None":
        marks = [mark(place, kind) for place, kind in enumerate(kinds)]
        places = {written: place for place, given in enumerate(marks) for written in spellings(given)}
        return kept(self._make(*marks, **dict(shape)), lambda param: places.get(spelt(param)))


def prepared(make: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    return Prepared(make)


@dataclass(frozen=True)
class Kept(Generic[Row]):
    way: planned.Plainly
    sql: str
    params: Sequence[planned.Param]
    read: Callable[[list[Any]], list[Row]]

    def given(self, values: Sequence[Value]) -> list[Any]:
        like = self.way.like
        return [param if place is None else like(param, values[place]) for param, place in self.params]


def kept(rows: QuerySet[Any, Row], place_of: Callable[[Any], int | None]) -> Kept[Row] | None:
    """None where the query needs no asking: nothing can match. `place_of`: whose value a parameter stands for."""
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    way = planned.way()
    written = way.written(sql, [(param, place_of(param)) for param in params])
    return Kept(way, *written, reader(rows, compiler))


@dataclass(frozen=True)
class Question(Generic[Row]):
    """A query with its values; without one there is nothing to ask, as nothing can match."""

    kept: Kept[Row] | None = None
    given: Sequence[Any] = ()


def question(rows: QuerySet[Any, Row]) -> Question[Row]:
    """A query as it stands, which somebody may ask again: SQL of its own, and so a plan."""
    made = kept(rows, lambda param: None)
    return Question(made, made.given(())) if made is not None else Question()


def together(questions: Sequence[Question[Any]]) -> list[list[Any]]:
    """The answers to all of them. PostgreSQL is asked all at once: to go there and back takes longer than to answer."""
    sent = [(one.kept, one.given) for one in questions if one.kept is not None]
    if not sent:
        return [[] for _one in questions]
    found = iter(sent[0][0].way.answers([(made.sql, given) for made, given in sent]))
    return [one.kept.read(next(found)) if one.kept is not None else [] for one in questions]


def reader(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[list[Any]], list[Any]]:
    """What makes rows of the database into what the query set would give."""
    converters = compiler.get_converters([column[0] for column in compiler.select])
    make = maker(rows, compiler)

    def read(found: list[Any]) -> list[Any]:
        given = compiler.apply_converters(found, converters) if converters and found else found
        return [make(row) for row in given]

    return read


def maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Any], Any]:
    kind = rows._iterable_class
    if kind is ModelIterable:
        return model_maker(compiler)
    if kind in (ValuesListIterable, FlatValuesListIterable):
        return tuple if kind is ValuesListIterable else itemgetter(0)
    raise TypeError(f"{kind.__name__} is not prepared")


def model_maker(compiler: Any) -> Callable[[Any], Any]:
    """As Django's ModelIterable does, but with what is the same for all rows and all times worked out before."""
    model, first, end = compiler.klass_info["model"], *ends(compiler.klass_info["select_fields"])
    names = [column[0].target.attname for column in compiler.select[first:end]]
    related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    beside = (compiler.annotation_col_map or {}).items()

    def make(row: Any) -> Any:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
        for populator in related:
            populator.populate(row, made)
        for name, place in beside:
            setattr(made, name, row[place])
        return made

    return make


def ends(fields: Sequence[int]) -> tuple[int, int]:
    return fields[0], fields[-1] + 1


def kind_of(value: Value) -> type:
    return int if isinstance(value, int) else str if isinstance(value, str) else list


def mark(place: int, kind: type) -> Value:
    one = MARK + place
    return one if kind is int else f"mark-{one}" if kind is str else [one]


def spellings(given: Value) -> list[str]:
    """How a mark may stand among the parameters: as it is, or as JSON."""
    return [spelt(given)] if isinstance(given, int | str) else [spelt(given), spelt(json.dumps(given))]


def spelt(param: Any) -> str:
    """PostgreSQL's driver is given whole numbers of types of its own."""
    return f"int {int(param)}" if isinstance(param, int) else f"{type(param).__name__} {param}"
