import json
import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from everfair.intake.words import say_problem
from everfair.jobs.management.help import PlainHelp
from everfair.jobs.management.language import add_language
from everfair.jobs.quality.measuring import measure
from everfair.quality.measures import ALL, Measure
from everfair.quality.models import Figures, Report
from everfair.ui.figures import number, percent


class Command(PlainHelp):
    help = """Measure how good the data is: what customers lack, how fresh contacts are, what looks wrong.

    everfair quality                        of the whole house
    everfair quality --source list.csv      of what a file brought in, by its name or the number of the import
    everfair quality --source hand          of what was written by hand
    everfair quality --all --json           of the house, every show and every source
    everfair quality --last                 what was measured last, without measuring anew"""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--source", help="a file's name, the number of an import, a show's short name, or: hand"
        )
        parser.add_argument("--all", action="store_true", help="the house, every show and every source")
        parser.add_argument("--last", action="store_true", help="do not measure anew")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            found = self.found(options)
            if options["json"]:
                self.stdout.write(json.dumps([told(one) for one in found], ensure_ascii=False))
                return
            self.stdout.write("\n\n".join("\n".join(said(one)) for one in found))

    def found(self, options: dict[str, Any]) -> list[Figures]:
        report = Report.last() if options["last"] else measure(self.heard)
        if report is None:
            raise CommandError(_("Nothing was measured yet; leave out --last."))
        found = list(self.asked(report, options))
        if not found:
            raise CommandError(
                _("There is no source called “%(name)s”.") % {"name": options["source"]}, returncode=2
            )
        return found

    def heard(self, step: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{100 * done // total:3d} %  {step:<10}", ending="")
            self.stderr.flush()

    def asked(self, report: Report, options: dict[str, Any]) -> QuerySet[Figures]:
        figures = report.figures.select_related("series", "batch").order_by("pk")
        source = options["source"]
        if source is None:
            return figures if options["all"] else figures.filter(of=Figures.Of.HOUSE)
        wanted = Q(batch__filename=source) | Q(series__slug=source)
        wanted |= Q(of=Figures.Of.HAND) if source == "hand" else Q()
        if source.isdecimal() and len(source) < 16:
            wanted |= Q(batch=int(source))
        return figures.filter(wanted)


def told(figures: Figures) -> dict[str, Any]:
    return {
        "of": figures.of,
        "source": str(figures),
        "import": figures.batch_id,
        "series": figures.series.slug if figures.series else None,
        "at": figures.report.at.isoformat(),
        "figures": figures.values,
    }


def said(figures: Figures) -> list[str]:
    customers = {name: number(figures.count(name) or 0) for name in ("customers", "organisations", "persons")}
    lines = ["{0}: {customers} ({organisations} + {persons})".format(figures, **customers)]
    lines += [line(figures, one) for one in ALL if figures.count(one.code) is not None]
    lines += [
        f"  {reason['count']} x {say_problem(reason['problem'] or reason)}" for reason in figures.reasons
    ]
    return lines


def line(figures: Figures, measure: Measure) -> str:
    value = figures.values[measure.code]
    if measure.code == "complete":
        return f"  {measure.name}: {percent(value)}"
    share = figures.share(measure.code, measure.of) if measure.of else None
    return f"  {measure.name}: {number(value)}" + (f" ({percent(share)})" if share is not None else "")
