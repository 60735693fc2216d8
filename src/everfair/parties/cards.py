"""The card of a party: its names, place and place in order, as lists and headings show them.

Derived from the rows of the party and of all merged into it: a full name before a short one before an alias, the
survivor's own before those merged in, the oldest first. A page may refresh cards; only a job works out the reading
by which Chinese names are sorted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection

from everfair.names.folding import fold, has_han, has_kana, words
from everfair.parties import forest
from everfair.parties.among import among
from everfair.parties.models.name import Name
from everfair.parties.models.party import Organisation, Party

FIELDS = ("zh", "en", "city", "country", "sort_key", "absorbed_do_not_contact")
_KINDS = {
    "zh": (Name.Kind.FULL, Name.Kind.SHORT, Name.Kind.ALIAS, Name.Kind.ENGLISH),
    "en": (Name.Kind.ENGLISH, Name.Kind.FULL, Name.Kind.SHORT, Name.Kind.ALIAS),
}
_LONGEST_SORT_KEY = 60


@dataclass
class Card:
    """What the rows of one tree say; the first of each field counts."""

    names: dict[str, list[tuple[int, bool, int, str]]] = field(default_factory=lambda: {"zh": [], "en": []})
    city: str = ""
    country: str = ""

    def name(self, language: str) -> str:
        return min(self.names[language])[-1] if self.names[language] else ""


def refresh_cards(party_ids: Iterable[int], *, spoken: bool = False) -> int:
    """Derive the cards of the roots of these parties anew; how many changed. `spoken`: in a job, with readings."""
    changed = 0
    for batch in forest.in_batches(forest.roots(party_ids).values()):
        changed += _refresh(batch, spoken)
    return changed


def _refresh(root_ids: Iterable[int], spoken: bool) -> int:
    belongs = forest.tree(root_ids)
    cards = read_cards(belongs)
    quiet = _quiet_below(belongs)
    changed = []
    for party in Party.objects.filter(pk__in=among(cards)).only("kind", *FIELDS):
        before = [getattr(party, name) for name in FIELDS]
        card = cards[party.pk]
        _put_on(party, card, spoken)
        party.absorbed_do_not_contact = party.pk in quiet
        if [getattr(party, name) for name in FIELDS] != before:
            changed.append(party)
    _write(changed)
    return len(changed)


def _write(parties: Iterable[Party]) -> None:
    """One prepared statement for all: a hundred thousand cards in seconds, where bulk_update takes minutes."""
    table, assigned = Party._meta.db_table, ", ".join(f"{name} = %s" for name in FIELDS)
    rows = [[*(getattr(party, name) for name in FIELDS), party.pk] for party in parties]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assigned} WHERE id = %s", rows)


def _put_on(party: Party, card: Card, spoken: bool) -> None:
    before = (party.zh, party.en)
    party.zh, party.en = card.name("zh"), card.name("en")
    party.city, party.country = card.city, card.country
    if spoken or (party.zh, party.en) != before or not party.sort_key:
        party.sort_key = sort_key(party.zh or party.en, spoken=spoken)


def read_cards(belongs: Mapping[int, int]) -> dict[int, Card]:
    """The card of every root in `belongs` (recorded party -> root)."""
    cards = {root: Card() for root in belongs.values()}
    for batch in forest.in_batches(belongs):
        _read_names(batch, belongs, cards)
        _read_places(batch, belongs, cards)
    return cards


def _read_names(batch: Iterable[int], belongs: Mapping[int, int], cards: dict[int, Card]) -> None:
    rows = Name.every.filter(recorded_party__in=among(batch)).values_list(
        "pk", "recorded_party_id", "text", "kind"
    )
    for pk, recorded, text, kind in rows:
        root = belongs[recorded]
        language = language_of(text)
        cards[root].names[language].append((rank_of(language, kind), recorded != root, pk, text))


def language_of(text: str) -> str:
    return "zh" if has_han(text) or has_kana(text) else "en"


def rank_of(language: str, kind: str) -> int:
    """Names of the lowest rank are shown."""
    return _KINDS[language].index(Name.Kind(kind))


def _read_places(batch: Iterable[int], belongs: Mapping[int, int], cards: dict[int, Card]) -> None:
    rows = Organisation.every.filter(recorded_party__in=among(batch)).order_by("pk")
    told = list(rows.values_list("recorded_party_id", "city", "country"))
    for recorded, city, country in sorted(told, key=lambda row: row[0] != belongs[row[0]]):
        card = cards[belongs[recorded]]
        card.city, card.country = card.city or city, card.country or country


def _quiet_below(belongs: Mapping[int, int]) -> set[int]:
    below = (pk for pk, root in belongs.items() if pk != root)
    return {belongs[pk] for batch in forest.in_batches(below) for pk in _quiet(batch)}


def _quiet(batch: Iterable[int]) -> Iterator[int]:
    yield from Party.objects.filter(pk__in=among(batch), do_not_contact=True).values_list("pk", flat=True)


def sort_key(name: str, *, spoken: bool) -> str:
    """Where a name stands in order: its letters, or its reading in pinyin (jobs only)."""
    if spoken and has_han(name):
        from everfair.names import pinyin

        return next(iter(pinyin(name)), "")[:_LONGEST_SORT_KEY]
    return " ".join(words(fold(name)))[:_LONGEST_SORT_KEY]
