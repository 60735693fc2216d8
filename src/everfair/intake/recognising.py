"""Which column is which field, by the words people head their columns with."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from everfair.intake.fields import FIELDS
from everfair.intake.kinds import Kind
from everfair.intake.on_scale import may_head
from everfair.intake.traditional import SIMPLIFIED
from everfair.tables.headers import PARTED

_ASIDE = re.compile(r"[(（\[【].*?[)）\]】]")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def plain_header(text: str) -> str:
    """Booth_Number, "Booth number" and 展位号（必填） are compared as boothnumber and 展位号; so is 展位號."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    bare = _NOT_A_LETTER.sub("", _ASIDE.sub("", folded))
    return bare or _NOT_A_LETTER.sub("", folded)


@lru_cache(maxsize=8)
def words_of(kind: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Header word -> codes of the fields it may head, the likeliest first: the sure words and the perhapses."""
    sure: dict[str, list[str]] = {}
    perhaps: dict[str, list[str]] = {}
    for one in FIELDS[kind]:
        for word in one.words.translate(SIMPLIFIED).split():
            sure.setdefault(word, []).append(one.code)
        for word in one.perhaps.translate(SIMPLIFIED).split():
            perhaps.setdefault(word, []).append(one.code)
    return sure, perhaps


def known_in(kind: str) -> Callable[[str], bool]:
    """Is this text a header word of such lists? For finding the header line."""
    sure, perhaps = words_of(kind)
    if kind == Kind.ANSWERS:
        return may_head

    def known(text: str) -> bool:
        word = plain_header(text)
        return word in sure or word in perhaps

    return known


def recognise(kind: str, headers: Sequence[str]) -> dict[str, int]:
    """Field -> position of its column. A field has one column, a column one field; the first wins."""
    sure, perhaps = words_of(kind)
    plain = [plain_header(text) for text in headers]
    found: dict[str, int] = {}
    parts = [plain_header(text.rsplit(PARTED, 1)[-1]) for text in headers]
    for words, called in ((sure, plain), (perhaps, plain), (sure, parts), (perhaps, parts)):
        for place, word in enumerate(called):
            code = next((code for code in words.get(word, ()) if code not in found), None)
            if code and place not in found.values():
                found[code] = place
    return found


def headers_key(headers: Iterable[str]) -> str:
    """Under which a mapping is kept: the header line, apart from case, width and punctuation."""
    line = "\x1f".join(plain_header(text) for text in headers)
    return hashlib.sha256(line.encode()).hexdigest()


def says_sponsor(header: str) -> bool:
    """Whether the column of names says that all of them are sponsors."""
    return plain_header(header) in {"sponsor", "sponsorname", "赞助商"}
