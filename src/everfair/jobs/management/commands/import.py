# ruff: noqa: N999, E501  the command is called so; a sentence stands in one line
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.intake.fields import FIELDS
from everfair.intake.kinds import Kind, Origin
from everfair.intake.models import Batch, RowResult
from everfair.intake.questions import NEW_TOPIC, PREFIX, Question, questionnaire_of
from everfair.intake.refused import refused_header, refused_lines
from everfair.intake.words import FIELD_WORDS, say, say_problem
from everfair.jobs.imports.bringing import Importer, Lacking
from everfair.jobs.imports.instrument_files import Unclear
from everfair.jobs.management.asking import asked
from everfair.jobs.management.commands.export import account
from everfair.jobs.management.help import PlainHelp
from everfair.jobs.management.language import add_language
from everfair.jobs.management.taking_back import TakingBack
from everfair.jobs.management.unreadable import unreadable, unwritable
from everfair.jobs.progress_bar import Bar
from everfair.surveys.models import Asks
from everfair.tables import TableError
from everfair.tables.characters import named
from everfair.tables.writing import write_csv
from everfair.ui.figures import number

SHOWN = 10
GIVENS = (
    "series",
    "edition",
    "date",
    "role",
    "currency",
    "status",
    "country",
    "channel",
    "moment",
    "side",
    "scale",
)


class Command(PlainHelp):
    help = """Bring in a list (CSV or XLSX): a dry run, then the good rows are loaded.

    everfair import participations list.csv --series "Art Fair" --dry-run
    everfair import participations list.xlsx --series "Art Fair" --edition 13 --date 2026-05-01 --yes
    everfair import editions calendar.csv --yes
    everfair import contacts people.csv --map organisation="Firma" --refused refused.csv
    everfair import participations all.csv --order "Art Fair=spring,autumn"
    everfair import answers survey.csv --series "Art Fair" --edition 13 --instrument satisfaction
    everfair import answers airline.csv --series "Art Fair" --instrument airline.toml
    everfair import competitor-ratings rivals.csv --series "Art Fair" --scale 1-7

    A whole import is taken back by its number, which is told after loading:
    everfair import --take-back 12 --dry-run
    everfair import --take-back 12 --yes --remaining stays.csv
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=Kind.values, nargs="?")
        parser.add_argument("file", type=Path, nargs="?")
        for name in GIVENS:
            parser.add_argument(f"--{name}", help=f"the {name} of all rows, where the file does not say it")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=HEADER", help="read a column as a field"
        )
        parser.add_argument(
            "--instrument",
            default="",
            metavar="CODE_OR_FILE",
            help="of answers: by which questionnaire they are read",
        )
        parser.add_argument(
            "--origin", choices=Origin.values, help="where the list comes from, for the report of its quality"
        )
        parser.add_argument("--sheet", help="the sheet of a workbook")
        parser.add_argument("--encoding", help="the encoding of a text file")
        parser.add_argument("--header-row", type=int, help="the row of the headers")
        parser.add_argument("--day-first", choices=["yes", "no"], help="how 03/04/2026 is read")
        parser.add_argument(
            "--order", action="append", default=[], metavar="SERIES=A,B", help="editions from first to last"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, load nothing")
        parser.add_argument("--yes", action="store_true", help="load the good rows without asking")
        parser.add_argument(
            "--refused", type=Path, metavar="FILE", help="write the refused rows and what was wrong"
        )
        parser.add_argument("--take-back", type=int, metavar="NUMBER", help="take a whole import back")
        parser.add_argument(
            "--remaining",
            type=Path,
            metavar="FILE",
            help="of an import taken back: write what stays, and why",
        )
        parser.add_argument("--as", dest="user", help="the account that brings it in")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            if options["take_back"] is not None:
                TakingBack(self, options).run()
                return
            if options["file"] is None:
                raise CommandError(_("Say of what kind the list is, and which file."), returncode=2)
            try:
                importer = self.received(options)
                self.dry_run(importer, options)
                self.decide(importer, options)
            except (TableError, OSError) as refused:
                raise unreadable(options["file"], refused) from None

    def received(self, options: dict[str, Any]) -> Importer:
        """Everything that was asked for is looked at before the file is taken in."""
        mapping = mapped(options["kind"], options["map"])
        try:
            importer = Importer.of_file(
                options["kind"],
                options["file"],
                givens=givens(options),
                mapping=mapping,
                by=account(options["user"]) if options["user"] else None,
                sheet=options["sheet"],
                encoding=options["encoding"],
                header_row=options["header_row"],
                instrument=options["instrument"],
            )
        except Unclear as unclear:
            raise CommandError(say(unclear.code, unclear.params), returncode=2) from None
        except KeyError as unknown:
            raise CommandError(
                _("There is no column headed %(header)s.") % {"header": unknown.args[0]}, returncode=2
            ) from None
        except Lacking as found:
            self.tell_columns(found.batch)
            words = _("; ").join(str(FIELD_WORDS.get(group[0], group[0])) for group in found.fields)
            raise CommandError(_("Still missing: %(what)s") % {"what": words}, returncode=2) from None
        self.tell_columns(importer.batch)
        return importer

    def tell_columns(self, batch: Batch) -> None:
        headers = [one["text"] for one in batch.reading.get("headers", [])]
        labels = {one.code: str(one.label) for one in FIELDS[batch.kind]} | labels_of(batch)
        read = [f"{headers[place]} = {labels[code]}" for code, place in batch.mapping.items()]
        self.stdout.write(_("Columns: %(columns)s") % {"columns": "; ".join(read)})
        self.tell_unread(batch)
        for note in batch.reading.get("notes", []):
            self.stdout.write(f"  {say(note['code'], note['params'])}")

    def tell_unread(self, batch: Batch) -> None:
        """The columns that nothing is read from, and how to read them."""
        headers = batch.reading.get("headers", [])
        unread = [one for one in headers if one["text"] and one["position"] not in batch.mapping.values()]
        if not unread:
            return
        columns = "; ".join(f"{one['text']} ({one['letter']})" for one in unread)
        self.stdout.write(_("Not read: %(columns)s") % {"columns": columns})
        free = ", ".join(code for code in known_fields(batch) if code not in batch.mapping)
        if free:
            self.stdout.write(
                _("  To read one: --map FIELD=HEADER, where FIELD is one of %(fields)s") % {"fields": free}
            )

    def dry_run(self, importer: Importer, options: dict[str, Any]) -> None:
        with Bar(self.stderr, _("Dry run")) as bar:
            importer.check(bar.show)
        batch = importer.batch
        if batch.state == Batch.State.REFUSED:
            raise CommandError(say(batch.refusal["code"], batch.refusal["params"]))
        counts = {name: batch.counts.get(name, 0) for name in ("rows", *RowResult.Outcome.values)}
        self.stdout.write(
            _("%(rows)s rows: %(new)s new, %(matched)s matched, %(doubtful)s doubtful, %(unchanged)s unchanged, %(refused)s refused")
            % counts
        )  # fmt: skip
        self.tell_spread(batch)
        for one in batch.warnings:
            about = [one["params"].get("series"), say(one["code"], one["params"])]
            self.stdout.write(f"! {': '.join(filter(None, about))}")
        self.tell_refused(batch, options["refused"])

    def tell_spread(self, batch: Batch) -> None:
        """Of answers that name nobody: once, with how they are spread."""
        unnamed = batch.counts.get(RowResult.Outcome.UNNAMED, 0)
        if not unnamed:
            return
        words = ngettext("%(n)s answer without a name", "%(n)s answers without a name", unnamed)
        self.stdout.write(words % {"n": number(unnamed)})
        spread = batch.plan.get("spread", [])
        for one in spread[:SHOWN]:
            self.stdout.write(f"  {said_spread(one)}")
        self.tell_more(len(spread))

    def tell_more(self, count: int) -> None:
        if count > SHOWN:
            self.stdout.write(_("  ... and %(count)s more") % {"count": count - SHOWN})

    def tell_refused(self, batch: Batch, file: Path | None) -> None:
        refused = RowResult.objects.filter(batch=batch, outcome=RowResult.Outcome.REFUSED)
        for one in refused[:SHOWN]:
            for problem in one.problems:
                row = _("row %(row)s, column %(column)s") % {
                    "row": one.row,
                    "column": problem["header"] or "—",
                }
                self.stdout.write(named(f"  {row}: {say_problem(problem)}"))
        self.tell_more(batch.counts.get("refused", 0))
        if file is not None and batch.counts.get("refused"):
            try:
                with file.open("wb") as stream:
                    stream.writelines(write_csv([refused_header(batch), *refused_lines(batch)]))
            except OSError as wrong:
                raise unwritable(file, wrong) from None
            self.stdout.write(_("Refused rows: %(file)s") % {"file": file})

    def decide(self, importer: Importer, options: dict[str, Any]) -> None:
        batch = importer.batch
        if batch.plan.get("unordered"):
            shows = "; ".join(
                f"{one['name']}: {', '.join(one['editions'])}" for one in batch.plan["unordered"]
            )
            raise CommandError(
                _("Say in which order the editions were held (--order): %(shows)s") % {"shows": shows}
            )
        if options["dry_run"] or not (options["yes"] or asked(_("Load the good rows? [y/N] "))):
            self.stdout.write(_("Nothing was loaded."))
            return
        with Bar(self.stderr, _("Loading")) as bar:
            importer.load(bar.show)
        loaded = importer.batch.counts["loaded"]
        self.tell_loaded(batch, loaded)
        if not importer.batch.why_not_taken_back:
            words = _("Import %(number)s; to take it back: everfair import --take-back %(number)s")
            self.stdout.write(words % {"number": batch.pk})
        counts = importer.batch.counts
        if counts.get("refused") and not loaded.get("written") and not counts.get("unchanged"):
            raise CommandError(_("Every row was refused."))

    def tell_loaded(self, batch: Batch, loaded: dict[str, int]) -> None:
        if batch.kind == Kind.EDITIONS:
            words = _("%(written)s rows loaded: %(new_series)s new shows, %(new_editions)s new editions")
            names = ("written", "new_series", "new_editions")
            self.stdout.write(words % {name: loaded.get(name, 0) for name in names})
            return
        told = {"rows": loaded.get("written", 0), "new": loaded.get("new_organisations", 0)}
        told |= {"people": loaded.get("new_persons", 0), "doubtful": loaded.get("doubtful", 0)}
        self.stdout.write(
            _("%(rows)s rows loaded: %(new)s new organisations, %(people)s new persons, %(doubtful)s possible duplicates")
            % told
        )  # fmt: skip


def known_fields(batch: Batch) -> list[str]:
    """What a column of the list may be read as."""
    return [*(one.code for one in FIELDS[batch.kind]), *labels_of(batch)]


def labels_of(batch: Batch) -> dict[str, str]:
    """What the columns of a list of answers are read as."""
    asked = questionnaire_of(batch.givens) if batch.kind == Kind.ANSWERS else None
    return {f"{PREFIX}{one.code}": said_of(one) for one in asked.questions} if asked else {}


def said_spread(one: dict[str, Any]) -> str:
    """A question with how it was answered."""
    told = {"question": one["text"], "n": number(one["answers"])}
    if not one["steps"]:
        return _("%(question)s: %(n)s in words") % told
    told |= {"mean": number(one["mean"], 2), "low": f"{one['low']:g}", "high": f"{one['high']:g}"}
    words = _("%(question)s: %(n)s, average %(mean)s on %(low)s–%(high)s (%(steps)s)")
    return words % (told | {"steps": " ".join(map(number, one["steps"]))})


def said_of(question: Question) -> str:
    about = f" ({question.topic.removeprefix(NEW_TOPIC)})" if question.topic else ""
    scale = "" if question.is_text else f" {question.low:g}–{question.high:g}"
    return f"{Asks(question.asks).label}{about}{scale}"


def pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise CommandError(_("“%(text)s” should be NAME=VALUE.") % {"text": text}, returncode=2)
    return name.strip(), value.strip()


def mapped(kind: str, texts: list[str]) -> dict[str, str]:
    """Field -> header, as told."""
    told, known = dict(map(pair, texts)), [one.code for one in FIELDS[kind]]
    for code in told:
        if code not in known and not (kind == Kind.ANSWERS and code.startswith(PREFIX)):
            words = _("There is no field “%(field)s”; there are: %(known)s")
            raise CommandError(words % {"field": code, "known": ", ".join(known)}, returncode=2)
    return told


def givens(options: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {name: options[name] for name in (*GIVENS, "origin") if options[name]}
    if options["day_first"]:
        told["day_first"] = options["day_first"] == "yes"
    order = {
        name: [label.strip() for label in labels.split(",")] for name, labels in map(pair, options["order"])
    }
    return told | ({"order": order} if order else {})
