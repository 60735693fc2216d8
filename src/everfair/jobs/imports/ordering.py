"""In which order the editions of a series were held, as far as that can be told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_NUMBER = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]+)[^0-9]*")
Key = float | None


@dataclass(frozen=True)
class Placed:
    """What is known of an edition for putting it in order; `place` is where it stands already."""

    label: str
    starts_on: date | None = None
    place: int | None = None


def in_order(editions: Sequence[Placed], told: Sequence[str] = ()) -> list[Placed] | None:
    """The editions from first to last; None where somebody has to say. `told`: their labels, as someone said."""
    if len(editions) < 2:
        return list(editions)
    for key in (_said(told), _by_date, _by_number, _by_year, _by_stem(editions), _stands_already):
        keys = [key(one) for one in editions]
        if None not in keys and len(set(keys)) == len(keys):
            return [one for _, one in sorted(zip(keys, editions, strict=True), key=lambda pair: pair[0] or 0)]
    return None


def _said(told: Sequence[str]) -> Callable[[Placed], Key]:
    places = {label.strip().casefold(): place for place, label in enumerate(told)}
    return lambda one: places.get(one.label.casefold())


def _by_date(one: Placed) -> Key:
    return one.starts_on.toordinal() if one.starts_on else None


def _by_number(one: Placed) -> Key:
    return int(one.label) if one.label.isdecimal() and len(one.label) < 9 else None


def _by_year(one: Placed) -> Key:
    """2017 of balkanruby-2017; of one that has a date its year, so that both kinds stand in one line."""
    years = _YEAR.findall(one.label)
    if len(years) == 1:
        return int(years[0])
    return one.starts_on.year if one.starts_on and not years else None


def _by_stem(editions: Sequence[Placed]) -> Callable[[Placed], Key]:
    """Names that differ in one number only: rubykaigi-03, rubykaigi-04."""
    found = {one.label: _NUMBER.fullmatch(one.label) for one in editions}
    stems = {match["stem"] if match else one for one, match in found.items()}
    return lambda one: int(match["number"]) if len(stems) == 1 and (match := found[one.label]) else None


def _stands_already(one: Placed) -> Key:
    return one.place
