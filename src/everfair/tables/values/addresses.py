"""Phones and e-mail addresses as text: refused where damaged or dangerous, otherwise kept as given."""

import re

from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem, shown
from everfair.tables.values.numbers import SHORTENED
from everfair.tables.values.texts import check_text

PHONE, EMAIL = "13800138000", "name@example.com"
PHONE_LIMIT, EMAIL_LIMIT, LOCAL_LIMIT = 100, 254, 64

_AS_DECIMAL = re.compile(r"(\+?[0-9]{5,15})\.0+")
_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]|%0[ad]", re.IGNORECASE)
_ATOM = r"[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+"
_LABEL = r"(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?!-)[^\W\d_][\w-]{{0,61}}[^\W_]")
_SEVERAL = re.compile(r"@.*[\s,;/、|，；].*@", re.DOTALL)
_INNER = re.compile(r"<([^<>]*)>|mailto:(.*)", re.IGNORECASE)


def parse_phone_text(text: str) -> str:
    """The phone as given, without space around it; refuses 1.38E+10, 13800138000.0 and what has no figures."""
    check_text(text, PHONE_LIMIT)
    written = plain(text).removeprefix("'")
    if SHORTENED.fullmatch(written):
        raise ValueProblem(ValueCode.NUMBER_SHORTENED, {"value": shown(text), "example": PHONE})
    if decimal := _AS_DECIMAL.fullmatch(written):
        raise ValueProblem(ValueCode.PHONE_AS_DECIMAL, {"value": shown(text), "right": decimal[1]})
    if sum("0" <= char <= "9" for char in written) < 3:
        raise ValueProblem(ValueCode.PHONE_UNREADABLE, {"value": shown(text), "example": PHONE})
    return text.strip().removeprefix("'")


def parse_email(text: str) -> str:
    """One bare address; nothing that could add a header or a recipient to a mail."""
    written = text.strip(" \t\u3000\xa0")
    sample = {"value": shown(text), "example": EMAIL}
    if _LINE_BREAK.search(written):
        raise ValueProblem(ValueCode.EMAIL_LINE_BREAK, sample)
    check_text(written, max(EMAIL_LIMIT, len(written)))
    if len(written) > EMAIL_LIMIT:
        raise ValueProblem(ValueCode.EMAIL_TOO_LONG, {"length": len(written), "limit": EMAIL_LIMIT})
    if _SEVERAL.search(written):
        raise ValueProblem(ValueCode.EMAIL_SEVERAL, sample)
    if not _EMAIL.fullmatch(written) or written.index("@") > LOCAL_LIMIT:
        raise _mended(text, written)
    return written


def _mended(text: str, written: str) -> ValueProblem:
    """Say what would be right, where the address is plainly in there."""
    inner = _INNER.search(plain(written))
    bare = (inner[1] or inner[2] or "").strip() if inner else plain(written).strip("'\"() ")
    if bare != written and _EMAIL.fullmatch(bare):
        return ValueProblem(ValueCode.EMAIL_DECORATED, {"value": shown(text), "right": bare})
    return ValueProblem(ValueCode.EMAIL_UNREADABLE, {"value": shown(text), "example": EMAIL})
