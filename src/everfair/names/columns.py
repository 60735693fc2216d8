"""What is known of a party as plain columns, for linking in bulk.

Every column is a string (empty where unknown) or a list of strings (each once, sorted), so that a table engine can
hold it. Names in Chinese and in English meet in `ideas` (科技 and technology are one), `place` and `sounds`.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from everfair.names.folding import KANA, has_han, has_kana, is_plain_han
from everfair.names.kana import romanised, sound
from everfair.names.lexicon import han_ideas, phrases, says_a_trade, trades_at_the_end
from everfair.names.name import Name
from everfair.names.readings import readings
from everfair.names.record import Record


class LinkColumns(NamedTuple):
    """The first eleven are of the first name; the lists are of all names and contact points.

    `core`, `bare`, `head`, `form`, `script`, `kind` as in `Name`; `brand`: the bare name without the trade words
    behind it; `place`: of the name, else of the record, in its Chinese short form; `branch`: marker and place;
    `reading`: the bare name in pinyin, romaji or Latin letters, joined; `initials` of its syllables or words.
    `cores` and `brands` of all names; `sounds`: readings of the brands, joined; `trades`: trade words as written;
    `ideas`: what they mean, in one token for every language; `words`: Latin words of the bare names.
    `domains`, `pages`, `mailboxes`, `lines`, `ids` as in `Record` (ids as source:value); `country` as given.
    """

    core: str
    bare: str
    head: str
    brand: str
    place: str
    form: str
    script: str
    kind: str
    branch: str
    reading: str
    initials: str
    cores: list[str]
    brands: list[str]
    sounds: list[str]
    trades: list[str]
    ideas: list[str]
    words: list[str]
    domains: list[str]
    pages: list[str]
    mailboxes: list[str]
    lines: list[str]
    ids: list[str]
    country: str


class Parts(NamedTuple):
    """A bare name: brand x trade. `sounds` are the readings of the brand, the likeliest first.

    A sound with ~ in front is as heard in Japanese (`kana.sound`), so that トヨタ meets Toyota.
    """

    brand: str
    trades: tuple[str, ...]
    ideas: frozenset[str]
    sounds: tuple[str, ...]


_KANA_STRETCH = re.compile(f"[{KANA}]+")
_NOBODY = Name("", "latin", "", "", "", (), "", "", None, "short")


def columns(record: Record) -> LinkColumns:
    """One row for a table of parties to be linked. Loads OpenCC and pypinyin with the first Han character."""
    names = record.normalised
    first = names[0] if names else _NOBODY
    parts = [parts_of(name) for name in names]
    spoken = spoken_syllables(first)
    reached = record.reached
    return LinkColumns(
        core=first.core,
        bare=first.bare,
        head=first.head,
        brand=parts[0].brand if parts else "",
        place=next((n.place for n in names if n.place), "") or record.place,
        form=first.legal_form,
        script=first.script,
        kind=first.kind,
        branch=first.branch.key if first.branch else record.branch,
        reading="".join(spoken),
        initials="".join([s[:1] for s in spoken]),
        cores=_each([n.core for n in names]),
        brands=_each([p.brand for p in parts]),
        sounds=_each([s for p in parts for s in p.sounds]),
        trades=_each([t for p in parts for t in p.trades]),
        ideas=_each([i for p in parts for i in p.ideas]),
        words=_each([w for n in names for w in n.words]),
        domains=_each(record.own_domains) if reached else [],
        pages=_each(record.pages) if reached else [],
        mailboxes=_each(record.mailboxes) if reached else [],
        lines=_each(record.lines) if reached else [],
        ids=_each([f"{source}:{value}" for source, value in record.external_ids]),
        country=record.country.upper(),
    )


@lru_cache(maxsize=4096)
def parts_of(name: Name) -> Parts:
    """The bare name taken apart into its brand and its trade words."""
    if has_han(name.bare) or has_kana(name.bare):
        return _cjk_parts(name.bare)
    return _latin_parts(name.words or (name.bare,))


def _cjk_parts(bare: str) -> Parts:
    brand, trades = trades_at_the_end(bare)
    ideas = frozenset(idea for word in trades for idea in han_ideas(word))
    kana = max(_KANA_STRETCH.findall(brand), key=len, default="")
    sounds = ("~" + sound(romanised(kana)),) if kana else _sounds(brand, bare)
    return Parts(brand, tuple(trades), ideas, sounds)


def _sounds(brand: str, bare: str) -> tuple[str, ...]:
    """Cut out of the readings of the whole name, which are at hand and know the phrases around."""
    if not is_plain_han(bare):
        return tuple([reading.replace(" ", "") for reading in readings(brand)])
    return tuple(dict.fromkeys(["".join(reading.split()[: len(brand)]) for reading in readings(bare)]))


def _latin_parts(words: tuple[str, ...]) -> Parts:
    """The brand is what precedes the first trade word, at least one word."""
    taken = [(start, "".join(words[start:end]), ideas) for start, end, ideas in phrases(words)]
    trades = [(start, word, ideas) for start, word, ideas in taken if start and says_a_trade(ideas)]
    brand = "".join(words[: trades[0][0]] if trades else words)
    heard = sound(brand)
    return Parts(
        brand,
        tuple(word for _, word, _ in trades),
        frozenset(idea for _, _, ideas in trades for idea in ideas),
        (brand, "~" + heard),
    )


def spoken_syllables(name: Name) -> list[str]:
    """The bare name as syllables of pinyin or as words in Latin letters."""
    if has_han(name.bare):
        return next(iter(readings(name.bare)), "").split()
    return [romanised(name.bare)] if has_kana(name.bare) else list(name.words)


def _each(values: Collection[str]) -> list[str]:
    if len(values) == 1:
        return [value for value in values if value]
    return sorted({value for value in values if value}) if values else []
