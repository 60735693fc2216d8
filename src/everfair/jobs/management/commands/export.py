from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from everfair import journal
from everfair.house.models import User
from everfair.intake.kinds import Kind
from everfair.jobs.management.commands.backtest import series_of
from everfair.jobs.management.help import PlainHelp
from everfair.jobs.management.language import add_language
from everfair.relations.moving import MovingList
from everfair.shows.models import Membership, Series
from everfair.shows.scope import Capability, Scope, scope_of
from everfair.tables.writing import write_csv, write_xlsx
from everfair.ui.figures import number

EVERYTHING = Scope(0, frozenset({Membership.Role.DIRECTOR.value}))


class Command(PlainHelp):
    help = """Take out what is on file, as lists that a house can bring in again.

    everfair export participations --out participations.xlsx
    everfair export contacts --series "Art Fair" --out contacts.csv
    everfair export participations --out moving.csv --exact

    The ending of the file says what it is: .csv or .xlsx. A file that is there already is only written over with
    --force. Cells that a spreadsheet would run as formulas are made
    harmless. With --exact everything is written as it is stored, to move it to another system: such a file is not
    to be opened in a spreadsheet."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="file to write, .csv or .xlsx"
        )
        parser.add_argument("--series", help="short name, or name, of one series; without it, of all")
        parser.add_argument(
            "--exact", action="store_true", help="write everything as it is stored, for migration"
        )
        parser.add_argument("--as", dest="user", help="the account that takes it out, and what it may see")
        parser.add_argument("--force", action="store_true", help="write over a file that is there already")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            self.take_out(options["out"], options)

    def take_out(self, out: Path, options: dict[str, Any]) -> None:
        check_free(out, force=options["force"])
        user = account(options["user"]) if options["user"] else None
        series = series_of(options["series"]) if options["series"] else None
        scope, exact = allowed(user, series), options["exact"]
        taken = MovingList(options["kind"], scope, series.pk if series else None, exact=exact)
        rows = self.write(out, taken, options["exact"])
        tell(taken, user, out, exact=options["exact"])
        self.stdout.write(_("%(count)s rows written to %(file)s") % {"count": number(rows), "file": out})
        if options["exact"]:
            self.stderr.write(
                _("Exact values: a spreadsheet may run cells of it as formulas. Do not open it in one.")
            )

    def write(self, out: Path, taken: MovingList, exact: bool) -> int:
        """The whole file or none of it; how many rows."""
        part, counted = out.with_name(out.name + ".part"), [0]
        try:
            WRITERS[out.suffix.lower()](part, taken, exact, counted)
            part.replace(out)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise CommandError(
                _("%(file)s cannot be written: %(why)s") % {"file": out, "why": error.strerror}
            ) from None
        return counted[0]


def check_free(out: Path, *, force: bool) -> None:
    if out.suffix.lower() not in WRITERS:
        raise CommandError(_("%(file)s should end in .csv or .xlsx") % {"file": out}, returncode=2)
    if out.exists() and not force:
        raise CommandError(
            _("%(file)s is there already; --force writes over it") % {"file": out}, returncode=2
        )


def account(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(_("There is no account “%(name)s”.") % {"name": name}, returncode=2)
    return user


def allowed(user: User | None, series: Series | None) -> Scope:
    """What may be taken out: everything by whoever runs the house, else what the account may."""
    scope = scope_of(user) if user else EVERYTHING
    if not (scope.may(Capability.EXPORT, series.pk) if series else scope.may_everywhere(Capability.EXPORT)):
        words = (
            _("%(user)s may not take out that series")
            if series
            else _("%(user)s may not take out everything; name a --series")
        )
        raise CommandError(words % {"user": user})
    return scope


def tell(taken: MovingList, user: User | None, out: Path, *, exact: bool) -> None:
    params = {"list": taken.kind, "kind": out.suffix[1:].lower(), "exact": exact, "count": taken.count()}
    subject = user or (Series.objects.get(pk=taken.series_id) if taken.series_id else Series())
    with transaction.atomic():
        journal.record(
            "list.export", subject, by=user, series=taken.series_id, params=params | {"filters": []}
        )


def counting(rows: Iterator[Any], counted: list[int]) -> Iterator[Any]:
    for row in rows:
        counted[0] += 1
        yield row


def as_csv(path: Path, taken: MovingList, exact: bool, counted: list[int]) -> None:
    def table() -> Iterator[Any]:
        yield taken.header()
        yield from counting(taken.rows(), counted)

    with path.open("wb") as stream:
        stream.writelines(write_csv(table(), not exact))


def as_xlsx(path: Path, taken: MovingList, exact: bool, counted: list[int]) -> None:
    with path.open("wb") as stream:
        write_xlsx(stream, taken.header(), counting(taken.rows(), counted), not exact, sheet=taken.kind)


WRITERS = {".csv": as_csv, ".xlsx": as_xlsx}
