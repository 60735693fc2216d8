"""The console command `everfair`: every verb is a command of the machine room, found by name."""

import os
import sys

COMMANDS = {
    "demo": "load the demo show, analyse it and serve it",
    "serve": "serve the pages, with a worker beside them",
    "worker": "work off the queue of jobs",
    "import": "bring in a list (CSV or XLSX)",
    "export": "take out what is on file, as lists that can be brought in again",
    "analyse": "analyse all relationships and publish the scores",
    "backtest": "forecast a held edition from those before it and judge the forecast",
    "duplicates": "list customers that may be the same",
    "quality": "measure what customers lack and what looks wrong, by source",
    "measures": "list the measures and their formulas",
    "createadmin": "make the first account",
    "migrate": "bring the database to this version",
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            "usage: everfair COMMAND [options]",
            "",
            *lines,
            "",
            "everfair COMMAND --help tells more, with examples.",
        ]
    )


def main(argv: list[str] | None = None) -> None:
    """Run one command; without one, say which there are."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return
    if words[0] not in COMMANDS:
        print(f"everfair: there is no command {words[0]!r}\n\n{usage()}", file=sys.stderr)
        raise SystemExit(2)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["everfair", *words])
