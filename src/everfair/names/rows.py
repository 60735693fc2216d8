"""Records as the rows that are compared in bulk (`facts.identity`), one dictionary each."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from everfair.names.characters import simplified
from everfair.names.emails import email_key
from everfair.names.folding import fold, has_han, words
from everfair.names.name import Name
from everfair.names.parts import parts_of, spoken_syllables
from everfair.names.persons import person_core
from everfair.names.phones import phone_key
from everfair.names.places import latin_place, place_named
from everfair.names.readings import pinyin, surname_and_given, surname_readings
from everfair.names.record import Record
from everfair.names.trade_words import says_nothing

Row = dict[str, str | list[str]]
_LONGEST_SHORT = 8
_ASCII = re.compile("[\\x00-\\x7f]+")
_NOBODY = Name("", "latin", "", "", "", (), "", "", None, "short")
# Said by so many that it tells nobody apart.
_GENERAL = frozenset(
    "technology science hightech new group holding stock company industry development investment international "
    "global trade commerce service management corporate".split()
)


def organisation_row(record: Record) -> Row:
    """All columns but `id` and `side`. The chief name is the first."""
    names = record.normalised
    chief = names[0] if names else _NOBODY
    return {
        "core": chief.core,
        "bare": chief.bare,
        "head": chief.head,
        "form": chief.legal_form,
        "script": "latin" if chief.script == "latin" else "signs",
        "branch": chief.branch.key if chief.branch else record.branch,
        "place": next((name.place for name in names if name.place), "") or record.place,
        "country": record.country.upper(),
        "cores": _each([name.core for name in names]),
        "words": _each([word for name in names for word in name.words]),
        **_spoken_of(chief),
        **_meant(names),
        **_chinese(names),
        **_reached(record),
    }


def _spoken_of(chief: Name) -> Row:
    spoken = spoken_syllables(chief)
    return {"reading": "".join(spoken), "initials": "".join([s[:1] for s in spoken])}


def _meant(names: Sequence[Name]) -> Row:
    """Of the parts of all names. A name that is nothing but a place is no brand."""
    parts = [parts_of(name) for name in names]
    own = [part for part in parts if not _is_place(part.brand)]
    sounds = [part.sounds[0] for part in own if part.sounds and not part.sounds[0].startswith("~")]
    return {
        "ideas": _each({idea for part in parts for idea in part.ideas} - _GENERAL),
        "brand": own[0].brand if own else "",
        "brands": _each([part.brand for part in own]),
        "sound": sounds[0] if sounds else "",
        "sounds": _each([sound for part in own for sound in part.sounds]),
    }


def _is_place(brand: str) -> bool:
    return bool(latin_place((brand,)) if brand.isascii() else place_named(brand))


def _reached(record: Record) -> Row:
    return {
        "domains": _each(record.own_domains | record.pages),
        "mailboxes": _each(record.mailboxes),
        "lines": _each(record.lines),
        "ids": _each([f"{source}:{value}" for source, value in record.external_ids]),
    }


def _each(values: Collection[str]) -> list[str]:
    if len(values) > 1:
        return sorted({value for value in values if value})
    return [value for value in values if value]


def _chinese(names: Sequence[Name]) -> Row:
    """Of the longest and the shortest Chinese name; Latin letters among the signs (*ST, A) are left out."""
    chinese = [(signs(name.core), signs(name.bare)) for name in names if has_han(name.core)]
    whole, bare = min(chinese, key=lambda name: len(name[1]), default=("", ""))
    short = bare if 1 < len(bare) <= _LONGEST_SHORT and not says_nothing(bare) else ""
    sketched = whole if 1 < len(whole) <= _LONGEST_SHORT else ""
    return {
        "han": max((whole for whole, _ in chinese), key=len, default=""),
        "short": short,
        "whole": sketched,
        "inside": sketched if len(sketched) > 2 else "",
        "brand_sketch": f"{_apart(short[:2], short[2:])}%" if len(short) > 2 else "",
        "begun_sketch": f"{_apart(sketched[0], sketched[1:])}%" if sketched else "",
        "sketch": f"%{_apart(sketched[0], sketched[1:])}%" if len(sketched) > 2 else "",
    }


def signs(text: str) -> str:
    return _ASCII.sub("", text)


def _apart(first: str, rest: str) -> str:
    return "%".join([first, *rest])


@dataclass(frozen=True)
class Individual:
    """A person as written. `name` is the whole name, where it is not told in parts."""

    name: str = ""
    given: str = ""
    surname: str = ""
    birth_date: str = ""
    number: str = ""
    street: str = ""
    quarter: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()


def person_row(person: Individual) -> Row:
    """All columns but `id` and `side`."""
    given, surname = _parts(person)
    lines = [phone_key(phone, person.country or "CN") for phone in person.phones]
    return {
        "given": given,
        "surname": surname,
        "given_sound": _spoken(given),
        "surname_sound": _family(surname),
        "birth_date": "".join(c for c in person.birth_date if c.isalnum()),
        "number": "".join(words(fold(person.number))),
        **{name: _plain(getattr(person, name)) for name in ("street", "quarter", "city", "region")},
        "postcode": "".join(words(fold(person.postcode))),
        "employers": sorted(set(person.employers)),
        "mailboxes": sorted({key for address in person.emails if (key := email_key(address).key)}),
        "lines": sorted({found.key for found in lines if found.key and not found.shared}),
        "ids": sorted({f"{source}:{value}" for source, value in person.external_ids}),
    }


def _parts(person: Individual) -> tuple[str, str]:
    """(given name, surname), folded; of a whole name in Latin letters the last word is the surname."""
    if person.given or person.surname:
        return person_core(person.given), person_core(person.surname)
    core = person_core(person.name)
    if has_han(core):
        surname, given = surname_and_given(core)
        return given, surname
    told = words(fold(person.name))
    return "".join(told[:-1]), told[-1] if told else ""


def _plain(text: str) -> str:
    return " ".join(words(simplified(fold(text))))


def _spoken(name: str) -> str:
    return next(iter(pinyin(name)), "").replace(" ", "") if has_han(name) else name


def _family(name: str) -> str:
    return next(iter(surname_readings(name)), "").replace(" ", "") if has_han(name) else name
