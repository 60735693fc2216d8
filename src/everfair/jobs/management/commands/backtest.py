import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import Q

from everfair.jobs.management.help import PlainHelp
from everfair.shows.models import Edition, Series
from everfair.shows.models.role import Side

HEADER = ("organisation", "probability", "came")
NAMES = {"everfair": "everfair", "bgbb": "plain BG/BB", "last_time": "was here last time"}


class Command(PlainHelp):
    help = """Forecast a held edition from those before it, and judge the forecast by who came.

    everfair backtest --series qingshan --target 13 --out edition-13.csv
    everfair backtest --series "Qingshan Art Fair" --target 2024 --side visitor --json

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

    def handle(self, *args: Any, **options: Any) -> None:
        from everfair.jobs.analysis.one_backtest import NotAnalysed, backtest_of
        from everfair.science.enough import NotEnough

        edition = edition_of(series_of(options["series"]), options["target"])
        try:
            found = backtest_of(edition, options["side"])
        except NotAnalysed:
            raise CommandError(
                f"edition {edition.label} cannot be judged: it has not been held, is left out of analysis, "
                f"or no {options['side']} is recorded as having come"
            ) from None
        except NotEnough as missing:
            raise CommandError(f"edition {edition.label} cannot be forecast: {missing}") from None
        told = {
            "series": edition.series.slug,
            "edition": edition.label,
            "known": round(found.judged.ours.relationships),
            "came": round(found.judged.ours.actual),
            "models": found.judged.figures(),
        }
        self.stdout.write(json.dumps(told) if options["json"] else table(told))
        if options["out"]:
            written = write(options["out"], list(found.rows()))
            self.stderr.write(f"{written:,} organisations written to {options['out']}")


def series_of(text: str) -> Series:
    found = list(Series.objects.filter(Q(slug__iexact=text) | Q(zh__iexact=text) | Q(en__iexact=text))[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Series.objects.values_list("slug", flat=True)[:20])
    told = "is not unique" if found else "is not here"
    raise CommandError(f"the series {text!r} {told}; there are: {known or 'none yet'}")


def edition_of(series: Series, text: str) -> Edition:
    """By label; where no label is like that, by its number in order."""
    found = series.editions.filter(label__iexact=text).first()
    if found is None and text.isdecimal():
        found = series.editions.filter(ordinal=int(text)).first()
    if found is None:
        known = ", ".join(series.editions.values_list("label", flat=True))
        raise CommandError(f"{series.slug} has no edition {text!r}; there are: {known or 'none yet'}")
    return found


def table(told: dict[str, Any]) -> str:
    lines = [
        f"{told['series']}, edition {told['edition']}: of {told['known']:,} known before, {told['came']:,} came",
        f"{'':<20}{'AUC':>7}{'log-loss':>10}{'expected':>10}   90 % interval",
    ]
    for code, one in told["models"].items():
        auc = "–" if one["auc"] is None else f"{one['auc']:.3f}"
        interval = f"{one['low']:.0f} to {one['high']:.0f}"
        lines.append(
            f"{NAMES[code]:<20}{auc:>7}{one['log_loss']:>10.4f}{one['expected']:>10.1f}   {interval}"
        )
    return "\n".join(lines)


def write(file: Path, rows: list[tuple[str, float, int]]) -> int:
    """The whole file or none of it."""
    from everfair.tables.writing import write_csv

    part = file.with_name(file.name + ".part")
    try:
        part.write_bytes(b"".join(write_csv([HEADER, *rows])))
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"{file} cannot be written: {error.strerror}") from None
    return len(rows)
