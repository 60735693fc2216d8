"""What a fact table is made of: columns with one type on every side of the house."""

from dataclasses import dataclass
from enum import Enum


class Type(Enum):
    """A type and its name in Arrow (and so Parquet), in DuckDB, and as a cast on SQLite and PostgreSQL."""

    WHOLE = ("int64", "BIGINT", "INTEGER", "bigint")
    NUMBER = ("float64", "DOUBLE", "TEXT", "double precision")
    TEXT = ("string", "VARCHAR", "TEXT", "text")
    DATE = ("date32", "DATE", "TEXT", "date")
    INSTANT = ("timestamp[us, UTC]", "TIMESTAMP WITH TIME ZONE", "TEXT", "timestamptz")
    FLAG = ("bool", "BOOLEAN", "INTEGER", "boolean")
    TEXTS = ("list<string>", "VARCHAR[]", "TEXT", "text[]")

    def __init__(self, arrow: str, duckdb: str, sqlite: str, postgresql: str) -> None:
        self.arrow = arrow
        self.duckdb = duckdb
        self.sqlite = sqlite
        self.postgresql = postgresql


@dataclass(frozen=True)
class Column:
    """A text is never null (unknown is ''); other columns may be where `may_be_unknown`."""

    name: str
    type: Type
    meaning: str
    may_be_unknown: bool = False


@dataclass(frozen=True)
class Table:
    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.parquet"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)
