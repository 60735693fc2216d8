"""Words too common to tell one exhibitor from another, and names that are none."""

from everfair.names.lexicon import LONGEST_HAN, is_trade, lexicon

_WEAK_LATIN = frozenset(
    "and the of for de group media project projects community foundation association institute software "
    "technology technologies tech solutions systems labs lab studio studios team careers jobs job recruiting "
    "engineering developer developers online web digital international global worldwide official".split()
)
_PLACEHOLDERS = frozenset(
    "无 没有 未知 不详 待定 个人 散客 公司 企业 展商 参展商 观众 空 测试 其他 暂无 其它 na none null nil "
    "unknown test tba tbd nocompany individual private personal self freelance freelancer exhibitor "
    "visitor company other xxx 未定 匿名".split()
)

_LONGEST, _SHORTEST_LATIN = 8, 4


def is_weak(latin: str) -> bool:
    """Whether a Latin word alone tells nobody apart."""
    return latin in _WEAK_LATIN or is_trade(latin)


def says_nothing(core: str) -> bool:
    """Whether a name is a stopgap (待定, 个人, TBA) or trade words only (画廊, 科技发展): two such are no party."""
    if not core or is_stopgap(core):
        return True
    return is_trade(core) and len(core) >= _SHORTEST_LATIN if core.isascii() else _is_trade_only(core)


def is_stopgap(core: str) -> bool:
    """待定, 个人, TBA: written where a name was asked for."""
    return core in _PLACEHOLDERS


def _is_trade_only(core: str) -> bool:
    if len(core) > _LONGEST or core[:2] not in lexicon().trade_beginnings:
        return False
    known = lexicon().trade_words
    begun = [n for n in range(2, min(LONGEST_HAN, len(core)) + 1) if core[:n] in known]
    return any(n == len(core) or _is_trade_only(core[n:]) for n in begun)
