"""A question on the command line, for a decision that a person takes."""

import sys

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def must_be_answerable() -> None:
    if not sys.stdin.isatty():
        raise CommandError(_("Say --yes to do it, or --dry-run."))


def asked(question: str) -> bool:
    must_be_answerable()
    return input(question).strip().lower() in {"y", "yes", "是"}
