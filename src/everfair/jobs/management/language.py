"""In which language a command speaks: as asked, else as the terminal does, else as the house does."""

import os

from django.conf import settings
from django.core.management.base import CommandParser

SPOKEN = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which a terminal heeds them


def add_language(parser: CommandParser) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    parser.add_argument(
        "--language", choices=known, default=language_of_terminal(), help="zh-hans or en; else that of LANG"
    )


def language_of_terminal() -> str:
    wanted = next((value for name in SPOKEN if (value := os.environ.get(name))), "")
    if wanted.startswith("zh"):
        return "zh-hans"
    return "en" if wanted.startswith("en") else settings.LANGUAGE_CODE
