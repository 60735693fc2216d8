"""Lines of totals and averages, as people put them below their lists (and between): they are nobody's rows."""

import re
from collections.abc import Sequence

WORDS = frozenset(
    "合计 总计 小计 共计 总和 总数 汇总 本页合计 本页小计 累计 平均 平均分 平均值 均值 均分 合計 総計 小計 總計 "
    "total totals subtotal sub-total grandtotal sum average averages mean".split()
)
_COUNTED = re.compile(
    r"(?:合计|总计|小计|共计|共)[:：]?[0-9][0-9,.]*(?:家|个|人|份|行|条|户|元|万元|平方米|㎡)?"
)
_LONGEST = 24


def summary_at(cells: Sequence[str]) -> int | None:
    """The place of the word that makes a row a summary: the first filled cell says nothing else."""
    for place, cell in enumerate(cells):
        if cell and (text := cell.strip()):
            return place if len(text) <= _LONGEST and is_summary(plain_word(text)) else None
    return None


def is_summary(word: str) -> bool:
    return word in WORDS or _COUNTED.fullmatch(word) is not None


def plain_word(text: str) -> str:
    return "".join(text.split()).rstrip(":：").casefold()
