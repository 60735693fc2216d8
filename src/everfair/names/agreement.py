"""How two records may agree in a column: each way as a question in SQL (columns end in _l and _r) and in Python.

Both give the same answer, so that a pair weighs the same wherever it is compared. A text is '' and a list empty where
nothing is known. Like the database, likeness of texts is that of their UTF-8 bytes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

Value = str | Sequence[str]
Row = Mapping[str, Value]


class Agreement(Protocol):
    @property
    def sql(self) -> str: ...

    def holds(self, a: Row, b: Row) -> bool: ...


@dataclass(frozen=True)
class Unknown:
    """Either side says nothing in a text column."""

    column: str

    @property
    def sql(self) -> str:
        return f"({self.column}_l = '' OR {self.column}_r = '')"

    def holds(self, a: Row, b: Row) -> bool:
        return not a[self.column] or not b[self.column]


@dataclass(frozen=True)
class NoneOf:
    """Either side says nothing in a column of lists."""

    column: str

    @property
    def sql(self) -> str:
        return f"(len({self.column}_l) = 0 OR len({self.column}_r) = 0)"

    def holds(self, a: Row, b: Row) -> bool:
        return not a[self.column] or not b[self.column]


@dataclass(frozen=True)
class Neither:
    """Both sides say nothing in a text column."""

    column: str

    @property
    def sql(self) -> str:
        return f"({self.column}_l = '' AND {self.column}_r = '')"

    def holds(self, a: Row, b: Row) -> bool:
        return not a[self.column] and not b[self.column]


@dataclass(frozen=True)
class Same:
    column: str

    @property
    def sql(self) -> str:
        return f"({self.column}_l = {self.column}_r AND {self.column}_l <> '')"

    def holds(self, a: Row, b: Row) -> bool:
        return bool(a[self.column]) and a[self.column] == b[self.column]


@dataclass(frozen=True)
class AnySame:
    """The lists have a member in common."""

    column: str

    @property
    def sql(self) -> str:
        return f"list_has_any({self.column}_l, {self.column}_r)"

    def holds(self, a: Row, b: Row) -> bool:
        return not set(a[self.column]).isdisjoint(b[self.column])


@dataclass(frozen=True)
class Covered:
    """At least this share of the shorter list is in the longer one. Members of a list are unlike."""

    column: str
    share: float

    @property
    def sql(self) -> str:
        one, other = f"{self.column}_l", f"{self.column}_r"
        return f"(len(list_intersect({one}, {other})) >= {self.share} * least(len({one}), len({other})))"

    def holds(self, a: Row, b: Row) -> bool:
        one, other = set(a[self.column]), set(b[self.column])
        return len(one & other) >= self.share * min(len(one), len(other))


@dataclass(frozen=True)
class Shared:
    """At least so many members in common. Members of a list are unlike."""

    column: str
    count: int

    @property
    def sql(self) -> str:
        return f"(len(list_intersect({self.column}_l, {self.column}_r)) >= {self.count})"

    def holds(self, a: Row, b: Row) -> bool:
        return len(set(a[self.column]) & set(b[self.column])) >= self.count


@dataclass(frozen=True)
class Crossed:
    """What the one says in one column the other says in another."""

    first: str
    second: str

    @property
    def sql(self) -> str:
        one, other = self.first, self.second
        return f"(({one}_l = {other}_r AND {one}_l <> '') OR ({other}_l = {one}_r AND {one}_r <> ''))"

    def holds(self, a: Row, b: Row) -> bool:
        one, other = self.first, self.second
        return bool((a[one] and a[one] == b[other]) or (b[one] and b[one] == a[other]))


@dataclass(frozen=True)
class Alike:
    """Jaro-Winkler likeness of texts."""

    column: str
    least: float

    @property
    def sql(self) -> str:
        return f"(jaro_winkler_similarity({self.column}_l, {self.column}_r) >= {self.least})"

    def holds(self, a: Row, b: Row) -> bool:
        return likeness(str(a[self.column]), str(b[self.column])) >= self.least


@dataclass(frozen=True)
class Slip:
    """One letter wrong, missing, too much, or two exchanged."""

    column: str

    @property
    def sql(self) -> str:
        return f"(damerau_levenshtein({self.column}_l, {self.column}_r) <= 1)"

    def holds(self, a: Row, b: Row) -> bool:
        from rapidfuzz.distance import DamerauLevenshtein

        one, other = str(a[self.column]).encode(), str(b[self.column]).encode()
        return int(DamerauLevenshtein.distance(one, other)) <= 1


@dataclass(frozen=True)
class Contained:
    """The one record's part stands in the other's text."""

    part: str
    text: str

    @property
    def sql(self) -> str:
        one, other = f"contains({self.text}_r, {self.part}_l)", f"contains({self.text}_l, {self.part}_r)"
        return f"(({self.part}_l <> '' AND {one}) OR ({self.part}_r <> '' AND {other}))"

    def holds(self, a: Row, b: Row) -> bool:
        return any(x[self.part] and x[self.part] in y[self.text] for x, y in ((a, b), (b, a)))


@dataclass(frozen=True)
class Begun:
    """The one record's text begins with the other's part."""

    part: str
    text: str

    @property
    def sql(self) -> str:
        one, other = (
            f"starts_with({self.text}_r, {self.part}_l)",
            f"starts_with({self.text}_l, {self.part}_r)",
        )
        return f"(({self.part}_l <> '' AND {one}) OR ({self.part}_r <> '' AND {other}))"

    def holds(self, a: Row, b: Row) -> bool:
        return any(
            x[self.part] and str(y[self.text]).startswith(str(x[self.part])) for x, y in ((a, b), (b, a))
        )


@dataclass(frozen=True)
class Within:
    """The one record's pattern fits the other's text."""

    pattern: str
    text: str

    @property
    def sql(self) -> str:
        one, other = f"{self.text}_r LIKE {self.pattern}_l", f"{self.text}_l LIKE {self.pattern}_r"
        return f"(({self.pattern}_l <> '' AND {one}) OR ({self.pattern}_r <> '' AND {other}))"

    def holds(self, a: Row, b: Row) -> bool:
        return _fits(str(a[self.pattern]), str(b[self.text])) or _fits(
            str(b[self.pattern]), str(a[self.text])
        )


@dataclass(frozen=True)
class Both:
    one: Agreement
    other: Agreement

    @property
    def sql(self) -> str:
        return f"({self.one.sql} AND {self.other.sql})"

    def holds(self, a: Row, b: Row) -> bool:
        return self.one.holds(a, b) and self.other.holds(a, b)


@dataclass(frozen=True)
class Either:
    one: Agreement
    other: Agreement

    @property
    def sql(self) -> str:
        return f"({self.one.sql} OR {self.other.sql})"

    def holds(self, a: Row, b: Row) -> bool:
        return self.one.holds(a, b) or self.other.holds(a, b)


@dataclass(frozen=True)
class Not:
    agreement: Agreement

    @property
    def sql(self) -> str:
        return f"(NOT {self.agreement.sql})"

    def holds(self, a: Row, b: Row) -> bool:
        return not self.agreement.holds(a, b)


@dataclass(frozen=True)
class Else:
    """Whatever is left."""

    sql: str = "ELSE"

    def holds(self, _a: Row, _b: Row) -> bool:
        return True


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import JaroWinkler

    return float(JaroWinkler.similarity(one.encode(), other.encode()))


@lru_cache(maxsize=4096)
def _like(pattern: str) -> re.Pattern[str]:
    return re.compile("".join({"%": ".*", "_": "."}.get(c) or re.escape(c) for c in pattern), re.DOTALL)


def _fits(pattern: str, text: str) -> bool:
    return bool(pattern) and _like(pattern).fullmatch(text) is not None
