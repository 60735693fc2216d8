import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from django.core.management.base import CommandError, CommandParser
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from everfair.desk.analysis.backtest_page import MODELS
from everfair.desk.analysis.runs import PHASES
from everfair.jobs.management.help import PlainHelp
from everfair.jobs.management.language import add_language
from everfair.jobs.progress_bar import Bar
from everfair.shows.models import Edition, Series
from everfair.shows.models.role import Side
from everfair.ui.figures import number

if TYPE_CHECKING:
    from everfair.jobs.analysis.one_backtest import OneBacktest

HEADER = ("organisation", "probability", "came")
SHOWN = 20  # names of those there are
WIDE = 22  # columns for the name of a model


class Command(PlainHelp):
    help = """Forecast a held edition from those before it, and judge the forecast by who came.

    everfair backtest --series qingshan --target 13 --out edition-13.csv
    everfair backtest --series "Qingshan Art Fair" --target 2024 --side visitor --json

    everfair backtest --series qingshan --target 13 --language en

    The series is given by its short name or its name, the edition by its label or its number in order. The
    file has a row for each organisation known before: organisation, probability, came."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--series", required=True, help="short name, or name, of the series")
        parser.add_argument(
            "--target", required=True, help="label, or number in order, of the edition to forecast"
        )
        parser.add_argument("--side", default=Side.EXHIBITOR.value, choices=Side.values)
        parser.add_argument("--out", type=Path, help="CSV file to write")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            edition = edition_of(series_of(options["series"]), options["target"])
            found = self.judged(edition, options["side"])
            told = {
                "series": edition.series.slug,
                "edition": edition.label,
                "known": round(found.judged.ours.relationships),
                "came": round(found.judged.ours.actual),
                "models": found.judged.figures(),
            }
            self.stdout.write(json.dumps(told) if options["json"] else "\n".join(table(told)))
            if options["out"]:
                written = write(options["out"], list(found.rows()))
                self.stderr.write(
                    _("%(count)s organisations written to %(file)s")
                    % {"count": number(written), "file": options["out"]}
                )

    def judged(self, edition: Edition, side: str) -> "OneBacktest":
        from everfair.jobs.analysis.one_backtest import NotAnalysed, backtest_of
        from everfair.science.enough import NotEnough

        told = {"edition": edition.label, "side": Side(side).label}
        try:
            with Bar(self.stderr, _("Backtest")) as bar:
                return backtest_of(edition, side, lambda phase, done: bar.say(str(PHASES[phase]), done, 100))
        except NotAnalysed:
            raise CommandError(
                _(
                    "Edition %(edition)s cannot be judged: it has not been held, is left out of analysis, or nobody "
                    "is recorded as having come (%(side)s)"
                )
                % told
            ) from None
        except NotEnough:
            raise CommandError(
                _("Edition %(edition)s cannot be forecast: too few editions or customers before it") % told
            ) from None


def series_of(text: str) -> Series:
    found = list(Series.objects.filter(Q(slug__iexact=text) | Q(zh__iexact=text) | Q(en__iexact=text))[:2])
    if len(found) == 1:
        return found[0]
    known = Series.objects.values_list("slug", flat=True)
    words = (
        _("More than one series is called “%(name)s”; there are: %(known)s")
        if found
        else _("No series is called “%(name)s”; there are: %(known)s")
    )
    raise CommandError(words % {"name": text, "known": listed(known)}, returncode=2)


def edition_of(series: Series, text: str) -> Edition:
    """By label; where no label is like that, by its number in order."""
    found = series.editions.filter(label__iexact=text).first()
    if found is None and text.isdecimal():
        found = series.editions.filter(ordinal=int(text)).first()
    if found is None:
        known = listed(series.editions.values_list("label", flat=True))
        words = _("%(series)s has no edition “%(name)s”; there are: %(known)s")
        raise CommandError(words % {"series": series.slug, "name": text, "known": known})
    return found


def listed(names: Iterable[str]) -> str:
    """The first of them, and how many more there are."""
    known = list(names)
    shown, more = known[:SHOWN], len(known) - SHOWN
    if more > 0:
        shown.append(_("… and %(count)s more") % {"count": number(more)})
    return ", ".join(shown) or _("none yet")


def table(told: dict[str, Any]) -> Iterator[str]:
    counts = {name: number(told[name]) for name in ("known", "came")}
    yield _("%(series)s, edition %(edition)s: of %(known)s known before, %(came)s came") % (told | counts)
    heads = (("AUC", 8), (_("Log-loss"), 12), (_("expected"), 12))
    yield " " * WIDE + "".join(right(*head) for head in heads) + "   " + _("90 % interval")
    for code, one in told["models"].items():
        auc = "–" if one["auc"] is None else f"{one['auc']:.3f}"
        numbers = f"{auc:>8}{one['log_loss']:>12.4f}{one['expected']:>12.1f}"
        yield left(str(MODELS[code]), WIDE) + numbers + f"   {one['low']:.0f} – {one['high']:.0f}"


def left(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def right(text: str, width: int) -> str:
    return " " * (width - columns(text)) + text


def columns(text: str) -> int:
    """How wide a terminal shows it: Chinese signs take two columns."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def write(file: Path, rows: list[tuple[str, float, int]]) -> int:
    """The whole file or none of it."""
    from everfair.tables.writing import write_csv

    part = file.with_name(file.name + ".part")
    try:
        part.write_bytes(b"".join(write_csv([HEADER, *rows])))
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(
            _("%(file)s cannot be written: %(why)s") % {"file": file, "why": error.strerror}
        ) from None
    return len(rows)
