"""Characters that no text of ours may hold, and the full-width ones that mean ASCII."""

import re
import unicodedata
from typing import Any

# NUL and control characters except tab, LF and CR; DEL and C1; lone surrogates; non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
ESCAPED_BYTE = re.compile("[\udc80-\udcff]+")
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
# Besides what no text may hold: a line's end, behind which anything could be told.
_OBEYED = re.compile(f"{FORBIDDEN.pattern}|[\n\r\x85]")
# What is left of a character after a program could not read it; the second is two of the first read as GBK.
LOST, LOST_TWICE = "\ufffd", "锟斤拷"
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
# Letters and signs that show nothing.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"


def forbidden(text: str) -> re.Match[str] | None:
    """The first character in it that no text of ours may hold. What is printable holds none, and is told at once."""
    return None if text.isprintable() else FORBIDDEN.search(text)


def named(text: str) -> str:
    """The text as one line for a terminal: what that would obey stands by its code point."""
    return text if text.isprintable() else _OBEYED.sub(lambda bad: f"<U+{ord(bad[0]):04X}>", text)


def is_seen(text: str) -> bool:
    """Whether there is something in it that people see."""
    return any(unicodedata.category(char)[0] in "LNPS" and char not in _BLANK for char in text)


def writable(value: Any) -> Any:
    """The value, with U+FFFD for what PostgreSQL takes neither as text nor in JSON; lists and dicts throughout."""
    if isinstance(value, str):
        return UNWRITABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: writable(one) for key, one in value.items()}
    return [writable(one) for one in value] if isinstance(value, list | tuple) else value


_PLAIN: dict[int, int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F), 0x20)
_PLAIN |= {0xFFE5: 0xA5, 0xFFE1: 0xA3, 0xFFE6: 0x20A9, 0x2212: 0x2D}
_PLAIN |= dict.fromkeys(map(ord, INVISIBLE))


def plain(text: str) -> str:
    """Full-width ASCII as ASCII, every space a space, nothing invisible, no space at the ends.

    Not NFKC, which would turn 10² into 102.
    """
    return text.translate(_PLAIN).strip()
