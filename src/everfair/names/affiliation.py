"""Whether two names belong together without being one: branch and head office, firms of one group.

They are linked, never merged: 青山画廊有限公司上海分公司 is a branch of 青山画廊有限公司; 青山（上海）有限公司 and
青山集团 are of one group.
"""

import re

from everfair.names import legal_forms, places
from everfair.names.folding import fold, has_han
from everfair.names.lexicon import han_ideas, household
from everfair.names.name import Name
from everfair.names.parts import parts_of
from everfair.names.trade_words import is_weak, says_nothing

BRANCH_OF, UNIT_OF, SAME_GROUP = "branch_of", "unit_of", "same_group"
_INSTITUTIONS = ("大学", "学院", "研究院", "科学院", "医院", "协会", "学会", "商会", "联合会")
_UNITS = tuple(
    "学院 学部 系 研究院 研究所 研究中心 实验室 中心 出版社 医院 分会 委员会 专委会 "
    "博物馆 美术馆 图书馆 科技园 校友会".split()
)
_COMPARED = 200
_PLACE_ASIDE = re.compile(r"\(([^()]+)\)")
Params = tuple[tuple[str, str], ...]


def affiliation(a: Name, b: Name) -> tuple[str, Params] | None:
    """(`branch_of`, `unit_of` or `same_group`, its parameters), or None. Symmetric; equal names are not affiliated."""
    if not a.core or not b.core or a.core == b.core:
        return None
    first, second = sorted((a, b), key=lambda n: (n.branch is not None, n.core, n.text))
    if first.branch or second.branch:
        return _by_branch(first, second)
    if unit := _unit(a, b) or _unit(b, a):
        return unit
    brand = common_brand(a, b)
    if brand and (_group_and_member(a, b, brand) or _group_and_member(b, a, brand) or _in_other_places(a, b)):
        return SAME_GROUP, (("brand", brand[:_COMPARED]),)
    return None


def _unit(whole: Name, unit: Name) -> tuple[str, Params] | None:
    """清华大学 and 清华大学美术学院."""
    rest = unit.core.removeprefix(whole.core)
    if not whole.core.endswith(_INSTITUTIONS) or rest == unit.core or not rest.endswith(_UNITS):
        return None
    return UNIT_OF, (("whole", whole.core[:_COMPARED]), ("unit", unit.core[:_COMPARED]))


def says_its_head(branch: Name, head: Name) -> bool:
    """Whether the name of a branch holds the very name of the other, and enough of it to be nobody else's."""
    if not branch.branch or head.branch or branch.head != head.core or says_nothing(head.core):
        return False
    registered = bool(head.legal_form) and branch.legal_form == head.legal_form
    return registered or len(head.core) > 3


def _by_branch(first: Name, second: Name) -> tuple[str, Params] | None:
    """The second is a branch; the first its head office, or a branch like it."""
    if not _is_head(first, second):
        return None
    if first.branch:
        return SAME_GROUP, (("brand", first.head[:_COMPARED]),)
    return BRANCH_OF, (("parent", first.core[:_COMPARED]), ("branch", second.core[:_COMPARED]))


def _is_head(first: Name, second: Name) -> bool:
    if first.head == second.head:
        return True
    return (
        first.bare == second.bare
        and not says_nothing(first.bare)
        and not places.contradict(first.place, second.place)
    )


def common_brand(a: Name, b: Name) -> str:
    """The brand of both, if it tells anything."""
    one, other = parts_of(a).brand, parts_of(b).brand
    return one if one == other and _tells(one) else ""


def _tells(brand: str) -> bool:
    if household(brand):
        return True
    long_enough = len(brand) > 1 if has_han(brand) else len(brand) > 3
    return (
        long_enough
        and not han_ideas(brand)
        and not says_nothing(brand)
        and not is_weak(brand)
        and not places.place_named(brand)
    )


def _group_and_member(group: Name, member: Name, brand: str) -> bool:
    """青山集团 and 青山钢管有限公司; the group is called by nothing but the brand."""
    if "group" not in group.legal_form or "group" in member.legal_form:
        return False
    return group.bare == brand and bool(member.legal_form) and member.core != group.core


def _in_other_places(a: Name, b: Name) -> bool:
    """青山（上海）有限公司 and 青山（北京）有限公司; a place in front belongs to the name itself (上海大众)."""
    one, other = _place_aside(a), _place_aside(b)
    return bool(one and other) and one != other and a.bare == b.bare and _legally_like(a, b)


def _legally_like(a: Name, b: Name) -> bool:
    return a.kind != "short" and b.kind != "short" and not legal_forms.contradict(a.legal_form, b.legal_form)


def _place_aside(name: Name) -> str:
    return next(
        (place for inside in _PLACE_ASIDE.findall(fold(name.text)) if (place := places.place_named(inside))),
        "",
    )
