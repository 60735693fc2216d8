"""Blocking keys: two names without a common key are not compared."""

import re
from functools import lru_cache
from typing import NewType, cast

from everfair.names.folding import has_han, has_kana, is_plain_han
from everfair.names.lexicon import may_be_household
from everfair.names.name import Name
from everfair.names.parts import parts_of
from everfair.names.readings import readings

Key = NewType("Key", str)

_DOMAIN_LIKE = re.compile(
    r"(?:www\.)?([a-z0-9-]{3,63})\.(?:com|net|org|io|jp|cn|co|ai|app|dev|de|eu|info|team|me|tv)(?:\.[a-z]{2})?"
)
_LONGEST = 80


def keys_of_head(core: str) -> tuple[Key, Key]:
    """(the key of whoever is called so, and of all branches; the key of the branches alone)."""
    return cast("tuple[Key, Key]", (f"c:{core}"[:_LONGEST], f"h:{core}"[:_LONGEST]))


@lru_cache(maxsize=4096)
def keys(name: Name) -> frozenset[Key]:
    """Keys under which a name is looked up, each a short string with a prefix.

    `c:` core, `b:` bare, `h:` head office, `p:` reading (of the name and of its first characters), `i:` initials,
    `t:` Latin words sorted, `s:` start of the bare name, `d:` a domain used as name. A reading costs
    some microseconds with a new Chinese name, nothing with one met before.
    """
    if not name.core:
        return frozenset()
    found = {f"c:{name.core}", f"b:{name.bare}"}
    if not is_plain_han(name.text):
        found |= _latin(name) | _domain(name)
    if name.branch:
        found |= {f"h:{name.head}", f"c:{name.head}"}
    if has_kana(name.bare) or may_be_household(name.bare):
        found |= _known_by_sound(name)
    if has_han(name.bare):
        found |= _han(name.bare)
    return cast("frozenset[Key]", frozenset([key[:_LONGEST] for key in found]))


def core_keys(name: Name) -> set[str]:
    """Those of the keys of which two names with equal cores share one; no reading is worked out."""
    if not name.core:
        return set()
    cores = {name.core, domain_as_name(name)} | ({name.head} if name.branch else set())
    return {f"c:{core}"[:_LONGEST] for core in cores if core}


def _latin(name: Name) -> set[str]:
    if not name.words:
        return set()
    found = {"t:" + " ".join(sorted(name.words))}
    if len(name.words[0]) > 2:
        found |= {f"s:{name.words[0]}", f"p:{name.words[0]}"}
    if name.script == "latin":
        found |= {f"p:{name.bare}", f"p:{''.join(name.words[:2])}"}
    return found


def domain_as_name(name: Name) -> str:
    """honeybadger of Honeybadger.io; empty for names that are no domains."""
    found = _DOMAIN_LIKE.fullmatch(name.shown) if len(name.shown) <= _LONGEST else None
    return found[1].replace("-", "") if found else ""


def _domain(name: Name) -> set[str]:
    domain = domain_as_name(name)
    return {f"d:{domain}", f"c:{domain}"} if domain else set()


def _known_by_sound(name: Name) -> set[str]:
    """西门子 and Siemens; トヨタ as Toyota."""
    sounds = parts_of(name).sounds
    kana = {sound[1:] for sound in sounds if sound[:1] == "~" and has_kana(name.bare)}
    firms = {sound for sound in sounds if sound[:1] == "="}
    return {f"p:{sound}" for sound in kana | firms if sound}


def _han(bare: str) -> set[str]:
    found = {f"s:{bare[:2]}"} if len(bare) > 1 else set()
    for reading in readings(bare):
        syllables = reading.split()
        found |= {"p:" + "".join(syllables[:n]) for n in {2, 3, len(syllables)} if len(syllables) >= n}
        if len(syllables) > 2:
            found.add("i:" + "".join([s[0] for s in syllables]))
    return found
