"""Branches: 青山股份有限公司上海分公司, 华为北京办事处, Siemens Shanghai Branch."""

import re
from dataclasses import dataclass

from everfair.names import legal_forms
from everfair.names.places import latin_place, place_named, trailing_place

_HAN_MARKERS = (
    "分公司|子公司|办事处|代表处|联络处|联络部|营业部|营业所|服务部|事业部|事业群|分理处|"
    "分部|分店|分行|支行|支社|支店|支部|支公司|分会|分院|分校|分所|分馆|分社|分厂"
)
_HAN_BRANCH = re.compile(f"(?:第[一二三四五六七八九十]{{1,2}})?(?:{_HAN_MARKERS})$")
_HAN_ENDINGS = tuple(_HAN_MARKERS.split("|"))
_LAST_FORM = re.compile(r".*(?:公司|会社|集团|银行)", re.DOTALL)
_LATIN_MARKERS = (
    ("representative", "office"),
    ("rep", "office"),
    ("branch", "office"),
    ("branch",),
    ("office",),
    ("subsidiary",),
)
_LAST_OF_LATIN = frozenset(marker[-1] for marker in _LATIN_MARKERS)
_LONGEST_PLACE = 14


@dataclass(frozen=True)
class Branch:
    """A part of a firm that stands on its own: its marker (分公司, branch) and its place, either as folded."""

    marker: str
    place: str = ""

    @property
    def key(self) -> str:
        return self.place + self.marker


def han_branch(word: str) -> tuple[Branch | None, str]:
    """(branch at the end of simplified Chinese text, the head office's name before it)."""
    found = _HAN_BRANCH.search(word[-10:]) if word.endswith(_HAN_ENDINGS) else None
    if not found:
        return None, word
    start = len(word) - len(word[-10:]) + found.start()
    place, head = _place_before(word[:start])
    if not head or (place_named(head) and not place):
        return None, word
    place = place.removeprefix("驻")
    return Branch(found[0], place_named(place) or place), head


def _place_before(text: str) -> tuple[str, str]:
    form = _LAST_FORM.match(text[-60:])
    in_front, _ = legal_forms.han_beginning(form[0] if form else "")
    if form and not in_front:
        place = text[-60:][form.end() :]
        if len(place) <= _LONGEST_PLACE:
            return place, text[: len(text) - len(place)]
    return trailing_place(text)


def latin_branch(words: list[str]) -> tuple[Branch | None, int]:
    """(branch at the end of Latin words, number of words it takes)."""
    for marker in _LATIN_MARKERS if words and words[-1] in _LAST_OF_LATIN else ():
        if tuple(words[-len(marker) :]) == marker and len(words) > len(marker):
            before = words[: -len(marker)]
            count = _latin_place_words(before)
            place = latin_place(tuple(before[len(before) - count :])) if count else ""
            if len(before) > count and (place or marker != ("office",)):
                return Branch(marker[0], place), len(marker) + count
    return None, 0


def _latin_place_words(words: list[str]) -> int:
    return next((n for n in (2, 1) if len(words) > n and latin_place(tuple(words[-n:]))), 0)
