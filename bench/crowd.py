"""A big house in minutes: organisations with names, contact points, keys, search entries, cards, participations.

    python -m bench.crowd 1000000        into the house that EVERFAIR_DATA or DATABASE_URL names, which is emptied

What the import derives is derived here by the same code, in as many processes as there are cores; indexes are
dropped and built again. Nothing is flushed to disk meanwhile: for measurements only.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import count
from random import Random
from typing import Any

AT_ONCE = 5_000
EDITIONS = 10
REBOOKED = 0.5
SEED = 20
FIRST_YEAR = 2016
Rows = dict[str, list[tuple[Any, ...]]]
COLUMNS = {
    "parties.Party": ("id", "kind", "zh", "en", "city", "country", "sort_key", "source"),
    "parties.Organisation": ("party_id", "country", "city", "industry"),
    "parties.Name": ("party_id", "text", "kind", "script"),
    "parties.ContactPoint": ("party_id", "kind", "key", "value"),
    "parties.MatchKey": ("party_id", "key"),
    "parties.SearchEntry": ("party_id", "plain", "spoken"),
    "relations.Relationship": ("party_id", "series_id", "side"),
    "shows.Participation": ("id", "party_id", "edition_id", "role_id", "status"),
    "shows.Stand": ("participation_id", "number", "natural_key", "area_dm2", "amount_minor", "currency"),
}


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.settings")
    django.setup()
    from bench.bench_import import begin

    begin()
    begun = time.perf_counter()
    fill(int(sys.argv[1]))
    print(f"{int(sys.argv[1]):,} organisations in {time.perf_counter() - begun:,.0f} s")


def fill(organisations: int, editions: int = EDITIONS) -> None:
    """Write that many, taking part in one series, into an empty house."""
    from django.apps import apps
    from django.db import connection

    from bench.indexes import without_indexes
    from everfair.parties.inserting import insert

    series, shows, role = fair(editions)
    places = count(1)
    models = {name: apps.get_model(name) for name in COLUMNS}
    starts = range(0, organisations, AT_ONCE)
    parts = [range(start, min(start + AT_ONCE, organisations)) for start in starts]
    connection.close()
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        made = processes.map(rows_of, parts)
        with without_indexes(models.values()):
            for rows in made:
                number_participations(rows, shows, role, series, places)
                for name, model in models.items():
                    insert(model, COLUMNS[name], rows[name])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fair(editions: int) -> tuple[int, list[int], int]:
    """Ids of a series, of its editions in order, and of the exhibitor's role."""
    from datetime import date

    from everfair.shows.models import Edition, Role, Series

    series = Series.objects.create(slug="crowd", zh="百业博览会", en="Fair of All Trades")
    held = [
        Edition.objects.create(
            series=series,
            ordinal=number + 1,
            label=str(number + 1),
            starts_on=date(FIRST_YEAR + number, 5, 1),
        )
        for number in range(editions)
    ]
    return series.pk, [edition.pk for edition in held], Role.objects.get(code="exhibitor").pk


def rows_of(numbers: Sequence[int]) -> Rows:
    """In a process of its own: all rows of these organisations; participations by the place of their edition."""
    prepare()
    rows: Rows = {name: [] for name in COLUMNS}
    for number in numbers:
        describe(rows, number)
    return rows


@lru_cache(maxsize=1)
def prepare() -> None:
    import django

    django.setup()


def describe(rows: Rows, number: int) -> None:
    from everfair.names import Record
    from everfair.names.folding import script
    from everfair.parties.newcomers import derived

    one, pk = namer().organisation(number), number + 1
    names = [(one.name, "full")] + ([(one.en, "english")] if one.zh and one.en else [])
    reached = {"website": one.website, "email": one.email, "phone": one.phone}
    told = {kind: (value,) if value else () for kind, value in reached.items()}
    record = Record(
        names=tuple(text for text, _ in names),
        country=one.country,
        city=one.city,
        websites=told["website"],
        emails=told["email"],
        phones=told["phone"],
    )
    card = derived(record, "organisation", names)
    place = (one.city, one.country, card.sort_key, "crowd.csv")
    rows["parties.Party"].append((pk, "organisation", card.zh, card.en, *place))
    rows["parties.Organisation"].append((pk, one.country, one.city, one.industry))
    rows["parties.Name"] += [(pk, text, kind, script(text)) for text, kind in names]
    rows["parties.ContactPoint"] += [(pk, kind, value, value) for kind, value in reached.items() if value]
    rows["parties.MatchKey"] += [(pk, key) for key in card.keys]
    rows["parties.SearchEntry"].append((pk, card.plain, card.spoken))
    rows["shows.Participation"] += [(pk, place) for place in taken_part(number)]


@lru_cache(maxsize=1)
def namer() -> Any:
    from everfair.demo.naming import Namer

    return Namer(SEED)


def taken_part(number: int) -> Iterator[int]:
    """At which editions: from its first on, again with the chance of rebooking."""
    random = Random(number)
    place = random.randrange(EDITIONS)
    while place < EDITIONS:
        yield place
        if random.random() > REBOOKED:
            return
        place += 1


def number_participations(
    rows: Rows, shows: list[int], role: int, series: int, places: Iterator[int]
) -> None:
    taken = [
        (next(places), party, place) for party, place in rows["shows.Participation"] if place < len(shows)
    ]
    rows["shows.Participation"] = [(pk, party, shows[place], role, "came") for pk, party, place in taken]
    rows["relations.Relationship"] = [(party, series, "exhibitor") for party in sorted({t[1] for t in taken})]
    rows["shows.Stand"] = [
        (pk, f"A{pk}", f"A{pk}", 900 * (1 + party % 4), 880_000 + party % 7, "CNY") for pk, party, _ in taken
    ]


if __name__ == "__main__":
    main()
