"""Ids of other systems and of lists, as people read them."""

import re

_DIGEST = re.compile(r"\b(?=[0-9a-f]*[0-9])[0-9a-f]{16,}\b", re.IGNORECASE)
_KEPT = 8


def source_in_words(source: str) -> str:
    """Whose ids they are: of a list its name."""
    return source.removeprefix("list:")


def id_in_words(value: str) -> str:
    """Without what only machines tell apart: the word that it is of a list, and the rest of a long digest."""
    return _DIGEST.sub(_shortened, value.removeprefix("list:"))


def _shortened(digest: re.Match[str]) -> str:
    return f"{digest[0][:_KEPT]}…"
