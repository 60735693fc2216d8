"""All that is derived of a party nobody has met yet: card, search terms and match keys, worked out in one go.

What `cards`, `search` and `match_keys` would derive from its rows, without writing and reading these first. In
jobs only: readings are worked out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from everfair.names import Record, terms_apart
from everfair.parties.cards import Card, language_of, rank_of, sort_key
from everfair.parties.match_keys import keys_of


class Derived(NamedTuple):
    zh: str
    en: str
    sort_key: str
    plain: str
    spoken: str
    keys: tuple[int, ...]


def derived(record: Record, kind: str, names: Sequence[tuple[str, str]]) -> Derived:
    """`names`: (text, kind of name) in the order in which they are written."""
    card = Card()
    for place, (text, called) in enumerate(names):
        language = language_of(text)
        card.names[language].append((rank_of(language, called), False, place, text))
    zh, en = card.name("zh"), card.name("en")
    outside = (value for _, value in record.external_ids)
    plain, spoken = terms_apart(*(text for text, _ in names), *record.emails, *outside)
    keys = tuple(sorted(keys_of(record, kind)))
    return Derived(zh, en, sort_key(zh or en, spoken=True), plain, spoken, keys)
