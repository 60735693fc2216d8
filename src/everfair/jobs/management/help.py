"""Commands whose help keeps its lines, so that the examples in it can be read and copied."""

import sys
from argparse import SUPPRESS, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
    SystemCheckError,
)

OF_THE_FRAMEWORK = {
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
    "version",
}


class PlainFormatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    pass


class PlainHelp(BaseCommand):
    """Shows its help as written, without the options that every program of the framework has; says what was wrong
    as the console command itself does."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, formatter_class=PlainFormatter, **kwargs)
        for action in parser._actions:
            if action.dest in OF_THE_FRAMEWORK:
                action.help = SUPPRESS
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as refused:
            if options.get("traceback") or not getattr(self, "_called_from_command_line", False):
                raise
            self.stderr.write(f"everfair: {refused}")
            sys.exit(refused.returncode)
