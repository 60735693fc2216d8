"""Addresses of pages that name rows by their numbers: the pattern of each is looked up once in a process."""

from functools import lru_cache
from html import escape

from django.urls import get_script_prefix, reverse

MARK = 7_070_707_070


def address(page: str, *numbers: int) -> str:
    """As `reverse(page, args=numbers)`, which looks through all addresses of the house each time."""
    return pattern(page, len(numbers), get_script_prefix()) % numbers


@lru_cache(maxsize=1_000)
def pattern(page: str, numbers: int, _prefix: str) -> str:
    """With `%d` for each number, ready to stand in HTML."""
    marks = range(MARK, MARK + numbers)
    made = escape(reverse(page, args=list(marks))).replace("%", "%%")
    for mark in marks:
        made = made.replace(str(mark), "%d")
    return made
