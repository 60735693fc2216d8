"""Finding parties by what one types: from the first character, in Chinese, pinyin, initials or English.

A party is found by its names, its e-mail addresses, outside ids and the names of its people. The index is kept
for recorded parties; what was merged away is found as the party it was merged into.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import (
    Case,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL

from everfair.names import Term, fts5_match, plain_terms, query_terms, terms_apart, tsquery
from everfair.parties import forest
from everfair.parties.among import among as among_ids
from everfair.parties.cards import sort_key
from everfair.parties.common_terms import EACH_LOOKED_UP, Way, expected, few, soon_met
from everfair.parties.inserting import Row, upsert
from everfair.parties.models.contacts import ContactPoint, Employment
from everfair.parties.models.identity import ExternalId
from everfair.parties.models.name import Name
from everfair.parties.models.party import Party
from everfair.parties.models.search_entry import SearchEntry
from everfair.parties.search_index import INDEX, TABLE
from everfair.work.models import enqueue

_FOUND = {
    "sqlite": f"SELECT e.party_id FROM {INDEX} i JOIN {TABLE} e ON e.id = i.rowid WHERE {INDEX} MATCH %s",
    "postgresql": f"SELECT e.party_id FROM {TABLE} e WHERE e.terms @@ %s::tsquery",
}
# The function behind @@, which no index answers: what the others find is looked at one by one.
_LOOKED_AT = " AND ts_match_vq(e.terms, %s::tsquery)"
_GLANCE = f"""
SELECT e.party_id FROM (SELECT party_id, terms FROM {TABLE} LIMIT 20000) e WHERE ts_match_vq(e.terms, %s::tsquery)
"""
# To read all that begin with a letter takes longer than to look whether some others do.
_WIDE = 100_000
# As many as are put in order of likeness; beyond, whoever types a letter more sees better ones.
_RANKED = 400
# So many rows are looked at, one after the other: their order is kept, for only what does not match is left out.
_FARTHEST = 8_000
# A value, not a condition: what exists would be joined, and all that is found be read first.
_MET = f"""
SELECT met.pk FROM ({{rows}}) AS met (pk, party)
WHERE (SELECT TRUE FROM {TABLE} e WHERE e.party_id = met.party AND e.terms @@ %s::tsquery LIMIT 1) LIMIT %s
"""


def matching(text: str, *, path: str = "pk") -> Q:
    """The condition that what was typed is found. `path` leads to the party: `matching(q, path="party_id")`.

    Text without anything to search for (empty, punctuation only) matches everything. Few are found at once and
    named in the condition, for the databases cannot tell how many begin so, and guess badly where to start.
    """
    return matching_some(text, path=path)[0]


def matching_some(text: str, *, path: str = "pk", way: Way = EACH_LOOKED_UP) -> tuple[Q, bool]:
    """`matching`, and whether it is many who are found, for whom to look along the list that way may be quicker."""
    terms = query_terms(text)
    if not terms:
        return Q(), False
    found = _few(terms, way)
    if found is not None:
        return Q(**{f"{path}__in": among_ids(found)}), False
    return Q(**{f"{path}__in": RawSQL(*_asked(terms))}), True


def _few(terms: list[Term], way: Way) -> set[int] | None:
    """All that are found, where they are few."""
    if soon_met(terms, way):
        return None
    most = int(few(way))
    found = _ids(terms, most + 1)
    # Counted as they came: whom others were merged into comes once with each.
    return set(found) if len(found) <= most else None


def met_along(rows: QuerySet[Any, Any], text: str, most: int) -> list[int]:
    """Keys of the first so many found among rows of (key, party), in their order; fewer where the way to them is long.

    To gather all that are found, and put them in order, takes longer the more they are; but the more they are, the
    sooner they are met. On SQLite they are gathered.
    """
    if connection.vendor != "postgresql":
        return []
    order, given = rows[:_FARTHEST].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_MET.format(rows=order), [*given, expression(text), most])
        return [key for (key,) in cursor.fetchall()]


def search(text: str, among: QuerySet[Party] | None = None, limit: int = 20) -> list[Party]:
    """The best matches: named exactly so, then named with such a beginning, then the others; by sort key."""
    everyone = Party.objects.filter(merged_into=None) if among is None else among
    found = _some_found(text)
    return list(ranked(everyone.filter(pk__in=found), text)[:limit]) if found else []


def _some_found(text: str) -> list[int]:
    """Ids asked for first: within one statement SQLite would rather walk through all parties. Of what nearly everybody
    is found by, some of the first will do."""
    terms = query_terms(text)
    if terms and min(map(expected, terms)) > _WIDE:
        return _fetched(f"{_GLANCE} LIMIT {_RANKED}", [_expression(terms)])
    return _ids(terms, _RANKED) if terms else []


def _ids(terms: list[Term], limit: int) -> list[int]:
    sql, given = _asked(terms)
    return _fetched(f"{sql} LIMIT {limit}", given)


def _fetched(sql: str, given: Sequence[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [row[0] for row in cursor.fetchall()]


def _asked(terms: list[Term]) -> tuple[str, list[str]]:
    """SQL and parameters that find them: what is wide is looked for in what the others find, where there are others."""
    wide = [term for term in terms if expected(term) > _WIDE]
    sought = [term for term in terms if term not in wide]
    if not wide or not sought:
        return _FOUND[connection.vendor], [_expression(terms)]
    return _FOUND[connection.vendor] + _LOOKED_AT, [_expression(sought), _expression(wide)]


def expression(text: str) -> str:
    """What was typed, as the database's index of terms is asked for it."""
    return _expression(query_terms(text))


def _expression(terms: list[Term]) -> str:
    return {"sqlite": fts5_match, "postgresql": tsquery}[connection.vendor](terms)


def ranked(parties: QuerySet[Party], text: str) -> QuerySet[Party]:
    """Ordered by how near the names stand to what was typed, then by sort key."""
    typed = text.strip()
    begun = sort_key(typed, spoken=False)
    nearness = Case(
        When(Q(zh__iexact=typed) | Q(en__iexact=typed), then=Value(0)),
        When(Q(zh__istartswith=typed) | Q(en__istartswith=typed), then=Value(1)),
        When(sort_key__startswith=begun, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return parties.order_by(nearness, "sort_key", "pk")


def index_parties(party_ids: Iterable[int]) -> int:
    """Index these parties and their employers with all readings; in jobs only. How many entries were written."""
    return sum(_write(batch, spoken=True) for batch in forest.in_batches(_with_employers(party_ids)))


def index_at_once(party_ids: Iterable[int]) -> None:
    """Index parties made or renamed on a page as they are written, and leave the readings to a job."""
    from everfair.parties.cards import refresh_cards

    ids = sorted(set(party_ids))
    with transaction.atomic():
        refresh_cards(ids)
        for batch in forest.in_batches(_with_employers(ids)):
            _write(batch, spoken=False)
        enqueue("parties.index", {"ids": ids})


def _with_employers(party_ids: Iterable[int]) -> set[int]:
    ids = set(party_ids)
    for batch in forest.in_batches(ids):
        ids = ids | set(
            Employment.every.filter(recorded_person__in=among_ids(batch)).values_list(
                "recorded_organisation_id", flat=True
            )
        )
    return ids


def _write(batch: Iterable[int], *, spoken: bool) -> int:
    texts = indexed_texts(batch)
    belongs = forest.roots(texts)
    told: Callable[..., tuple[str, ...]] = terms_apart if spoken else _plain
    columns = ("party_id", "recorded_party_id", "plain", "spoken")[: 4 if spoken else 3]
    entries: list[Row] = [(belongs[pk], pk, *told(*found)) for pk, found in texts.items() if pk in belongs]
    upsert(SearchEntry, columns, entries, by="recorded_party_id")
    return len(entries)


def _plain(*texts: str) -> tuple[str, ...]:
    return (plain_terms(*texts),)


def indexed_texts(party_ids: Iterable[int]) -> dict[int, list[str]]:
    """What each recorded party is found by, as written."""
    ids = list(party_ids)
    texts: dict[int, list[str]] = {pk: [] for pk in ids}
    people = Employment.every.filter(recorded_organisation__in=among_ids(ids))
    employed = dict.fromkeys(people.values_list("recorded_person_id", flat=True))
    called = _texts(Name.every.filter(recorded_party__in=among_ids([*ids, *employed])), "text")
    outside = _texts(ExternalId.objects.filter(recorded_party__in=among_ids(ids)), "value")
    mailed = _mail(ids)
    for pk in ids:
        texts[pk] += [*called.get(pk, ()), *mailed.get(pk, ()), *outside.get(pk, ())]
    for organisation, person in people.values_list("recorded_organisation_id", "recorded_person_id"):
        texts[organisation] += called.get(person, ())
    return texts


def _mail(party_ids: list[int]) -> Mapping[int, list[str]]:
    """Asked for mail alone SQLite would read everybody's."""
    addresses: dict[int, list[str]] = {}
    points = ContactPoint.every.filter(recorded_party__in=among_ids(party_ids)).order_by("pk")
    for party, kind, value in points.values_list("recorded_party_id", "kind", "value"):
        if kind == ContactPoint.Kind.EMAIL:
            addresses.setdefault(party, []).append(value)
    return addresses


def _texts(rows: QuerySet[Any], column: str) -> Mapping[int, list[str]]:
    texts: dict[int, list[str]] = {}
    for party, text in rows.order_by("pk").values_list("recorded_party_id", column):
        texts.setdefault(party, []).append(text)
    return texts
