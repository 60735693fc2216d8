import json
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import translation

from everfair.jobs.management.help import PlainHelp
from everfair.relations.measures import MEASURES, Measure


class Command(PlainHelp):
    help = """List the measures and their formulas.

    everfair measures              all of them
    everfair measures retention    one
    everfair measures --json       as JSON
    everfair measures --language en

    Each has a page of its own in docs/measures."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="*", help="only these measures")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="zh-hans or en")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = [code for code in options["code"] if code not in MEASURES]
        if unknown:
            raise CommandError(f"there is no measure {unknown[0]!r}; there are: {', '.join(MEASURES)}")
        asked = [MEASURES[code] for code in options["code"] or MEASURES]
        with translation.override(options["language"]):
            self.tell(asked, as_json=options["json"])

    def tell(self, asked: list[Measure], *, as_json: bool) -> None:
        if as_json:
            rows = [
                {"code": one.code, "name": str(one.name), "formula": str(one.formula), "unit": one.unit}
                for one in asked
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        width = max(len(one.code) for one in asked)
        for one in asked:
            self.stdout.write(f"{one.code:<{width}}  {one.name}: {one.formula}")
