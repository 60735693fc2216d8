import csv
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everfair.jobs.list_search import OF_ORGANISATIONS, OF_PERSONS, Listed, individual, organisation, search
from everfair.jobs.management.help import PlainHelp
from everfair.jobs.management.language import add_language
from everfair.jobs.management.unreadable import unreadable
from everfair.names import Decision
from everfair.tables import Table, TableError, open_table
from everfair.ui.figures import number

HEADER = ("first_id", "first_name", "second_id", "second_name", "score", "decision", "reasons")
VERDICTS = {
    "certain": gettext_lazy("%(count)s certain"),
    "doubtful": gettext_lazy("%(count)s doubtful"),
    "related": gettext_lazy("%(count)s related"),
}
Line = tuple[str, str, str, str, Decision]


class Command(PlainHelp):
    help = """List pairs that may be the same: of the customers on file, or of any table of names.

    everfair duplicates
    everfair duplicates --keep
    everfair duplicates --from exhibitors.csv --name 展商名称 --out pairs.csv
    everfair duplicates --from exhibitors.xlsx --id 编号 --name 展商名称 --english 英文名称 --website 网址
    everfair duplicates --from visitors.csv --given-name first --surname last --birth-date born --out pairs.csv

    Without a file, the customers on file are compared and nothing is changed; with --keep what is found waits
    on the page of possible duplicates. From a file every name of several --name stands for itself; with --as-one,
    or where other columns are told, a row is one company. With --given-name or --surname rows are persons.
    Each line of the output is one pair: ids, names, score from 0 to 1 (the probability that they are one),
    decision (certain, doubtful, or related: a branch, a firm of one group) and the reasons in words."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="file", type=Path, help="CSV or XLSX with names")
        parser.add_argument(
            "--name", action="append", default=[], help="header of a column of names; may be repeated"
        )
        parser.add_argument("--id", dest="key", help="header of the column that tells rows apart")
        for field in (*OF_ORGANISATIONS, *OF_PERSONS):
            parser.add_argument(f"--{field.replace('_', '-')}", metavar="COLUMN", help=COLUMNS[field])
        parser.add_argument("--as-one", action="store_true", help="the names of a row belong to one company")
        parser.add_argument(
            "--threshold",
            type=share,
            default=0.5,
            help="list doubtful pairs from this score on (default 0.5)",
        )
        parser.add_argument(
            "--keep", action="store_true", help="keep the pairs found among the customers on file"
        )
        parser.add_argument("--out", type=Path, help="CSV file to write; without it the pairs are printed")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        with translation.override(options["language"]):
            counted = self.write(self.found(options), options["out"])
            told = _(", ").join(VERDICTS[one] % {"count": number(n)} for one, n in counted.items())
            figures = {"pairs": number(sum(counted.values())), "told": told}
            figures["seconds"] = number(time.monotonic() - begun, 1)
            self.stderr.write(_("%(pairs)s pairs: %(told)s; %(seconds)s seconds") % figures)
            if options["out"]:
                self.stderr.write(_("Written to %(file)s") % {"file": options["out"]})

    def found(self, options: dict[str, Any]) -> Iterator[Line]:
        """The pairs, as they are found; what was asked for has been looked at and the file read."""
        if options["file"] is None:
            return of_customers(self.stderr, keep=options["keep"], least=options["threshold"])
        listed = read(options["file"], options)
        self.stderr.write(
            _("%(count)s rows in %(file)s") % {"count": number(listed.rows), "file": options["file"].name}
        )
        return of_file(self.stderr, listed.records, options["threshold"])

    def write(self, found: Iterator[Line], out: Path | None) -> dict[str, int]:
        """How many of each verdict."""
        counted = dict.fromkeys(VERDICTS, 0)
        with opened(out) as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for line in found:
                writer.writerow(cells(line))
                counted[line[-1].verdict] += 1
        return counted


COLUMNS = {
    "english": "header of the column of English names",
    "website": "of websites",
    "email": "of e-mail addresses",
    "phone": "of telephone numbers",
    "country": "of countries (ISO codes)",
    "city": "of cities",
    "given_name": "of given names; rows are persons",
    "surname": "of surnames; rows are persons",
    "birth_date": "of dates of birth",
    "number": "of a number of the person: identity card, social security",
    "street": "of street and house number",
    "quarter": "of the second line of the address",
    "postcode": "of postcodes",
    "region": "of states or provinces",
}


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(_("%(value)s is no number from 0 to 1") % {"value": text})
    return value


def opened(out: Path | None) -> Any:
    if out is None:
        return nullcontext(sys.stdout)
    try:
        return out.open("w", newline="", encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be written: %(why)s") % {"file": out, "why": error.strerror}
        ) from None


def cells(line: Line) -> tuple[str, ...]:
    from everfair.parties.reasons import in_words
    from everfair.tables.writing import neutral

    *who, decision = line
    words = "; ".join(in_words(code, dict(params)) for code, params in decision.reasons)
    return (*(neutral(text) for text in who), f"{decision.score:.3f}", decision.verdict, neutral(words))


class Bar:
    """One line that is written over, on a terminal; quiet elsewhere."""

    def __init__(self, stream: Any, what: str, total: int) -> None:
        self.stream, self.what, self.total = stream, what, total
        self.watched = bool(getattr(stream, "isatty", lambda: False)())

    def show(self, done: int) -> None:
        if self.watched:
            self.stream.write(f"\r{self.what} {number(done)}/{number(self.total)}\033[K", ending="")
            self.stream.flush()

    def clear(self) -> None:
        if self.watched:
            self.stream.write("\r\033[K", ending="")


def of_customers(say: Any, *, keep: bool, least: float) -> Iterator[Line]:
    from everfair.jobs.house_search import judged_house
    from everfair.parties.models import Party

    customers = number(Party.objects.filter(merged_into=None).count())
    say.write(_("%(count)s customers") % {"count": customers})
    for kind in Party.Kind.values:
        bar = Bar(say, _("Names read:"), Party.objects.filter(kind=kind, merged_into=None).count())
        for found in judged_house(kind, bar, keep=keep):
            called = Party.objects.in_bulk({pk for f in found for pk in (f.first, f.second)})
            for f in found:
                if f.decision.score >= least:
                    yield str(f.first), str(called[f.first]), str(f.second), str(called[f.second]), f.decision


def of_file(say: Any, listed: Sequence[Listed], least: float) -> Iterator[Line]:
    bar = Bar(say, _("Names read:"), len(listed))
    for pair in search(listed, least, bar.show):
        yield pair.first.key, pair.first.called, pair.second.key, pair.second.called, pair.decision
    bar.clear()


@dataclass
class Read:
    """The rows of a file, and each record of them once: lists name the same id again and again."""

    rows: int
    records: list[Listed]


def read(file: Path, options: dict[str, Any]) -> Read:
    """Every name, or every row. Without a column for it the id is the row's number."""
    wanted = {field: options[field] for field in (*OF_ORGANISATIONS, *OF_PERSONS) if options.get(field)}
    names, key = options["name"], options["key"]
    if not names and not {"given_name", "surname"} & wanted.keys():
        raise CommandError(_("Say which column has the names: --name COLUMN"), returncode=2)
    headers = {*names, key, *wanted.values()}
    try:
        table = open_table(file, file.name, known=lambda text: text.strip() in headers)
        if table.header_row is None:
            table = table.with_header(1)
        rows = list(_rows(table, names, key, wanted, as_one=options["as_one"]))
    except (TableError, OSError) as error:
        raise unreadable(file, error) from None
    return Read(len(rows), list(dict.fromkeys(one for row in rows for one in row)))


def _rows(
    table: Table, names: Sequence[str], key: str | None, wanted: dict[str, str], *, as_one: bool
) -> Iterator[list[Listed]]:
    """What each row tells of."""
    columns = [column(table, name) for name in names]
    key_column = column(table, key) if key else None
    others = {field: column(table, header) for field, header in wanted.items()}
    for row in table.rows():
        told = [text for place in columns if (text := row.cells[place].strip())]
        said = {field: row.cells[place].strip() for field, place in others.items()}
        found = row.cells[key_column].strip() if key_column is not None else str(row.number)
        yield list(_listed(found, told, said, as_one=as_one or bool(wanted), persons=_of_persons(wanted)))


def _of_persons(wanted: dict[str, str]) -> bool:
    return bool(set(OF_PERSONS) & wanted.keys())


def _listed(
    key: str, told: list[str], said: dict[str, str], *, as_one: bool, persons: bool
) -> Iterator[Listed]:
    if persons:
        called = " ".join([*told, *(said[part] for part in ("given_name", "surname") if said.get(part))])
        yield Listed(key, called, individual(said, told[0] if told else ""))
    elif not as_one:
        yield from (Listed(key, name, organisation({}, [name])) for name in dict.fromkeys(told))
    elif told or said.get("english"):
        record = organisation(said, told)
        yield Listed(key, " / ".join(record.names), record)


def column(table: Table, name: str) -> int:
    for header in table.headers:
        if header.text.strip() == name:
            return header.position
    offered = ", ".join(header.text for header in table.headers)
    words = _("There is no column “%(name)s”; there are: %(known)s")
    raise CommandError(words % {"name": name, "known": offered}, returncode=2)
