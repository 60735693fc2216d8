"""Text as it may be looked at: its direction is its own, what cannot be seen is named, what piles up is clipped."""

import html
import re
import unicodedata

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Override and invisible characters; the joiners of emoji and of scripts that need them stay.
HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
SIGNS = {
    "\u202e": "RLO",
    "\u202d": "LRO",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u200b": "ZWSP",
}


def seen(text: object) -> SafeString:
    """For pages, wherever a text comes from a list: `{{ name|seen }}`."""
    told = HIDDEN.sub(lambda found: sign(found[0]), escape(str(text)))
    return format_html('<bdi class="seen">{}</bdi>', mark_safe(told))  # escaped above


def visible(text: object) -> SafeString:
    """The same, where a page shows very many: nearly all text can be seen as it is, which is told at once. What is
    HTML already stays."""
    if isinstance(text, SafeString):
        return text
    told = str(text)
    return SafeString(html.escape(told)) if told.isprintable() else seen(told)


def sign(char: str) -> str:
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, code)
    return f'<span class="sign" title="{name}">{SIGNS.get(char, code)}</span>'
