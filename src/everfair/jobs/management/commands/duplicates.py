import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation

from everfair.jobs.management.help import PlainHelp
from everfair.names import Decision, Record
from everfair.tables import Table, TableError, open_table

HEADER = ("first_id", "first_name", "second_id", "second_name", "score", "decision", "reasons")
AT_ONCE = 500
Entry = tuple[str, tuple[str, ...]]  # id, names
Line = tuple[str, str, str, str, Decision]


class Command(PlainHelp):
    help = """List pairs that may be the same: of the customers on file, or of any table of names.

    everfair duplicates
    everfair duplicates --keep
    everfair duplicates --from exhibitors.csv --name 展商名称 --out pairs.csv
    everfair duplicates --from companies.csv --id 股票代码 --name 股票名称 --name 公司全称

    Without a file, the customers on file are compared and nothing is changed; with --keep what is found waits
    on the page of possible duplicates. From a file every name stands for itself; with --as-one the names of a
    row are names of one company. Each line of the output is one pair: ids, names, score from 0 to 1, decision
    (certain or doubtful) and the reasons in words."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="file", type=Path, help="CSV or XLSX with names")
        parser.add_argument(
            "--name", action="append", default=[], help="header of a column of names; may be repeated"
        )
        parser.add_argument("--id", dest="key", help="header of the column that tells rows apart")
        parser.add_argument("--as-one", action="store_true", help="the names of a row belong to one company")
        parser.add_argument(
            "--keep", action="store_true", help="keep the pairs found among the customers on file"
        )
        parser.add_argument("--out", type=Path, help="CSV file to write; without it the pairs are printed")
        parser.add_argument("--language", default="en", choices=["en", "zh-hans"], help="of the reasons")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        if options["file"] is None:
            found = of_customers(self.stderr, keep=options["keep"])
        else:
            found = of_file(self.stderr, options)
        counted = {"certain": 0, "doubtful": 0}
        with translation.override(options["language"]), opened(options["out"]) as file:
            file.writelines(written(found, counted))
        self.stderr.write(
            f"{sum(counted.values()):,} pairs: {counted['certain']:,} certain, {counted['doubtful']:,} doubtful; "
            f"{time.monotonic() - begun:.1f} seconds"
            + (f"; written to {options['out']}" if options["out"] else "")
        )


def opened(out: Path | None) -> Any:
    if out is None:
        return nullcontext(sys.stdout)
    try:
        return out.open("w", newline="", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror}") from None


def written(found: Iterator[Line], counted: dict[str, int]) -> Iterator[str]:
    """The file in pieces, while its lines are counted."""
    from everfair.tables.writing import write_csv

    def rows() -> Iterator[Sequence[str]]:
        yield HEADER
        for line in found:
            counted[line[-1].verdict] += 1
            yield cells(line)

    for piece in write_csv(rows()):
        yield piece.decode()


def cells(line: Line) -> tuple[str, ...]:
    from everfair.parties.reasons import in_words

    *who, decision = line
    words = "; ".join(in_words(code, dict(params)) for code, params in decision.reasons)
    return (*who, f"{decision.score:.3f}", decision.verdict, words)


def of_customers(say: Any, *, keep: bool) -> Iterator[Line]:
    from everfair.parties.duplicates import find_duplicates, keep_found
    from everfair.parties.models import Party

    ids = list(Party.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True))
    say.write(f"{len(ids):,} customers")
    met: set[tuple[int, int]] = set()
    for start in range(0, len(ids), AT_ONCE):
        found = [f for f in find_duplicates(ids[start : start + AT_ONCE]) if (f.first, f.second) not in met]
        met |= {(f.first, f.second) for f in found}
        if keep:
            keep_found(found)
        called = Party.objects.in_bulk({pk for f in found for pk in (f.first, f.second)})
        for f in found:
            yield str(f.first), str(called[f.first]), str(f.second), str(called[f.second]), f.decision
        say.write(f"  {min(start + AT_ONCE, len(ids)):,} looked at, {len(met):,} pairs")


def of_file(say: Any, options: dict[str, Any]) -> Iterator[Line]:
    from everfair.jobs.pairs import pairs_among

    given = read(options["file"], options["name"], options["key"], as_one=options["as_one"])
    entries = list(dict.fromkeys(given))  # a list of participations names the same id again and again
    say.write(f"{len(entries):,} {'rows' if options['as_one'] else 'names'} in {options['file'].name}")
    for pair in pairs_among([Record(names=names) for _key, names in entries]):
        (one, a), (other, b) = entries[pair.first], entries[pair.second]
        yield one, " / ".join(a), other, " / ".join(b), pair.decision


def read(file: Path, names: Sequence[str], key: str | None, *, as_one: bool) -> Iterator[Entry]:
    """(id, names) of every name, or of every row. Without a column for it the id is the row's number."""
    if not names:
        raise CommandError("say which column has the names: --name COLUMN")
    try:
        table = open_table(file, file.name, known=lambda text: text.strip() in {*names, key})
        if table.header_row is None:
            table = table.with_header(1)
        columns = [column(table, name) for name in names]
        key_column = column(table, key) if key else None
        for row in table.rows():
            told = tuple(text for place in columns if (text := row.cells[place].strip()))
            found = row.cells[key_column].strip() if key_column is not None else str(row.number)
            yield from (
                [(found, told)] if as_one and told else ((found, (name,)) for name in dict.fromkeys(told))
            )
    except TableError as error:
        raise CommandError(f"{file} cannot be read: {error.code} {error.params}") from None
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from None


def column(table: Table, name: str) -> int:
    for header in table.headers:
        if header.text.strip() == name:
            return header.position
    offered = ", ".join(header.text for header in table.headers)
    raise CommandError(f"there is no column {name!r}; there are: {offered}")
