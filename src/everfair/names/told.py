"""The names that one cell of a list tells: with the English one behind it, and with the one borne before.

杭州青山画廊有限公司 / Qingshan Gallery; 杭州青山艺术有限公司（原：杭州碧水画廊有限公司）.
"""

import re
from collections.abc import Iterator

from everfair.names import legal_forms
from everfair.names.folding import fold, has_han, is_plain_han, words
from everfair.names.name import LONGEST_TAKEN_APART, normalise
from everfair.names.places import latin_place

_ASIDE = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_FORMER = re.compile(
    r"\s*(?:(?:原名|原称|曾用名|旧名|旧称|前身|formerly(?: known as)?|former name|f/?k/?a)[:：为是]?|原[:：]?)"
    r"\s*(?=\S)",
    re.IGNORECASE,
)
_FORMER_PLAIN = re.compile(r"原(?![名称:：])")
_LATIN_BEHIND = re.compile(r"[\s/|,，、;；-]+((?:[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ&.,'’() -]*[A-Za-zÀ-ɏ.)]))\s*$")
_FEWEST_LETTERS = 4


def names_told(cell: str) -> Iterator[str]:
    """The name as written, without what is told beside it; then the names beside it."""
    if cell.isascii() or len(cell) > LONGEST_TAKEN_APART or is_plain_han(cell):
        yield cell
        return
    beside: list[str] = []
    name = _ASIDE.sub(lambda found: _taken(found, beside), cell)
    behind = _LATIN_BEHIND.search(name)
    if behind and has_han(name[: behind.start()]) and _is_english_name(behind[1]):
        beside.append(behind[1])
        name = name[: behind.start()]
    yield name.strip() or cell
    yield from beside


def _taken(aside: re.Match[str], beside: list[str]) -> str:
    """Nothing, where the brackets hold a name, which is put aside; else what stood there."""
    inside = aside[1].strip()
    former = _FORMER.match(inside)
    if former and (legal_forms.is_spelled_out(inside) or not _FORMER_PLAIN.match(inside)):
        beside.append(inside[former.end() :])
        return ""
    if has_han(aside.string[: aside.start()]) and _is_english_name(inside):
        beside.append(inside)
        return ""
    return aside[0]


def _is_english_name(text: str) -> bool:
    """Two words, or one with a legal form, that are no place; one alone may belong to the name (东方 Project)."""
    if not text.isascii() or any(letter.isdigit() for letter in text):
        return False
    name, told = normalise(text), words(fold(text))
    form, ending = legal_forms.latin_ending(told)
    is_name = len(told) - ending > (0 if form else 1) and bool(name.words)
    return is_name and len(name.core) >= _FEWEST_LETTERS and not latin_place(name.words)
