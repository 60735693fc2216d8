"""One reading of a name: all that is asked of it, worked out together.

Its parts share what costs: text is folded, simplified and read aloud once, and remembered for the next question.
"""

from typing import NamedTuple

from everfair.names.folding import fold, has_han, is_plain_han, words
from everfair.names.keys import Key, core_keys, keys
from everfair.names.legal_forms import han_ending
from everfair.names.name import Name, normalise
from everfair.names.readings import readings
from everfair.names.search import terms_apart


class Reading(NamedTuple):
    """`plain` and `spoken` as `terms_apart` gives them; `order`: what the name is sorted by, in Latin letters."""

    name: Name
    keys: frozenset[Key]
    core_keys: set[str]
    plain: str
    spoken: str
    order: str


def read(text: str) -> Reading:
    """For jobs: loads OpenCC and pypinyin with the first Han character."""
    name = normalise(text)
    return Reading(name, keys(name), core_keys(name), *terms_apart(text), order_of(text))


def order_of(text: str) -> str:
    """The reading of Chinese text in pinyin; the words of any other, folded."""
    if is_plain_han(text):
        left = han_ending(text)[1]
        return " ".join([*readings(left)[:1], *readings(text[len(left) :])[:1]])
    if has_han(text):
        return next(iter(readings(text)), "")
    return " ".join(words(fold(text)))
