from collections.abc import Sequence
from typing import Any

from django import template

from everfair.parties import reasons

register = template.Library()


@register.filter
def in_words(stored: Sequence[Any]) -> list[tuple[str, str]]:
    """Stored reasons as (for or against, words) in the reader's language."""
    return reasons.told(stored)
