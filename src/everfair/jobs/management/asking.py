"""A question on the command line, for a decision that a person takes."""

import sys

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def asked(question: str) -> bool:
    if not sys.stdin.isatty():
        raise CommandError(_("Say --yes to do it, or --dry-run."))
    return input(question).strip().lower() in {"y", "yes", "是"}
