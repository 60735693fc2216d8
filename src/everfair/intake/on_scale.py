"""How people write an answer on a scale: 4, 4分, 4.5, 非常满意, 是 - or that they give none."""
# ruff: noqa: E501  words stand in one line

import unicodedata

from everfair.tables.values.numbers import figures

_UNITS = ("分", "星", "级", "points", "point", "pts", "stars", "star")
_STEPS = (
    "非常不满意 很不满意 非常不同意 完全不同意 非常差 很差 非常不重要 完全不可能 verydissatisfied stronglydisagree verypoor",
    "不满意 不太满意 不同意 不太同意 差 较差 不重要 不太可能 dissatisfied disagree poor",
    "一般 中立 说不清 不确定 尚可 neutral neither average fair",
    "满意 比较满意 较满意 同意 比较同意 好 较好 重要 比较重要 可能 比较可能 satisfied agree good",
    "非常满意 很满意 非常同意 完全同意 非常好 很好 非常重要 很重要 非常可能 很可能 verysatisfied stronglyagree verygood excellent",
)
STEPS = {word: step for step, words in enumerate(_STEPS) for word in words.split()}
YES_NO = {word: value for value, words in ((1, "是 有 yes y true √"), (0, "否 无 没有 没 no n false ×")) for word in words.split()}  # fmt: skip
NONE_GIVEN = frozenset(
    "- -- — / n/a na n.a. none null 无 不适用 不清楚 不知道 不了解 未答 未回答 未作答 未填 拒答 跳过 无法评价 没有用过 dontknow don'tknow "
    "notapplicable noanswer notanswered nr skipped refusedtoanswer".split()
)


def said(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def gives_none(text: str) -> bool:
    return said(text) in NONE_GIVEN


def number_on(text: str, low: float, high: float) -> float | None:
    """The value of a filled cell on that scale, perhaps beyond its ends; None where it is no number."""
    word = said(text)
    if high - low == 1 and word in YES_NO:
        return low + YES_NO[word]
    if high - low == len(_STEPS) - 1 and word in STEPS:
        return low + STEPS[word]
    return plain_number(word)


def plain_number(word: str) -> float | None:
    for unit in _UNITS:
        word = word.removesuffix(unit)
    sign = -1 if word.startswith("-") else 1
    number = figures(word.removeprefix("-")) if len(word) <= 20 else None
    return None if number is None else sign * float(number)


def may_head(text: str) -> bool:
    """Whether a text may stand above a column of answers: whatever is no answer itself, for questions have any words."""
    word = said(text)
    return bool(word) and word not in STEPS and word not in NONE_GIVEN and plain_number(word) is None
