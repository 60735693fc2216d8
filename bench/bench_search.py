"""Finding among 100,000 parties: what is typed ahead, and the list filtered by it. EVERFAIR_BENCH_PARTIES asks
for another number."""

import os
from collections.abc import Iterator

from bench.figures import Figure, once, seconds

AIM = 0.1
SEED = 20
AT_ONCE = 2_000
TYPED = ("青", "青山", "qingsh", "qs", "shanghai", "机械", "有限公司")


def figures() -> Iterator[Figure]:
    import django

    django.setup()
    from bench.bench_import import begin

    begin()
    parties = int(os.environ.get("EVERFAIR_BENCH_PARTIES", "100000"))
    yield Figure(f"{parties:,} parties written and indexed", once(lambda: write(parties)), "s")
    for typed in TYPED:
        yield Figure(f"typed ahead: {typed}", seconds(lambda t=typed: ahead(t)), "s", AIM, "aim")  # type: ignore[misc]
    for typed in TYPED:
        yield Figure(f"first page of the list: {typed}", seconds(lambda t=typed: page(t)), "s", AIM, "aim")  # type: ignore[misc]


def ahead(typed: str) -> object:
    from everfair.parties.search import search

    return search(typed)


def page(typed: str) -> object:
    from everfair.parties.models import Party
    from everfair.parties.search import matching

    return list(Party.objects.filter(matching(typed), merged_into=None).order_by("sort_key", "pk")[:50])


def write(parties: int) -> None:
    from django.db import transaction

    for start in range(0, parties, AT_ONCE):
        with transaction.atomic():
            write_some(range(start, min(start + AT_ONCE, parties)))


def write_some(numbers: range) -> None:
    from everfair.demo.naming import Namer
    from everfair.jobs.parties import derive
    from everfair.parties.inserting import insert, reserve
    from everfair.parties.models import Name, Party

    namer = Namer(SEED)
    ids = reserve(Party, len(numbers))
    insert(Party, ("id", "kind"), [(pk, "organisation") for pk in ids])
    made = [namer.organisation(number) for number in numbers]
    told = [(pk, one.name, "full") for pk, one in zip(ids, made, strict=True)]
    told += [(pk, one.en, "english") for pk, one in zip(ids, made, strict=True) if one.zh and one.en]
    insert(Name, ("party_id", "text", "kind"), told)
    derive(ids)
