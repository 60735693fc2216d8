"""Merging two customers with 10,000 facts between them, looking at what it would do, and undoing it.

Facts are calls, tasks, names, contact points; EVERFAIR_BENCH_FACTS asks for another number.
"""

import os
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure, once

AIM = 2
AT_ONCE = 2_000


def figures() -> Iterator[Figure]:
    import django

    django.setup()
    from django.db import connection

    from bench.bench_import import begin

    begin()
    facts = int(os.environ.get("EVERFAIR_BENCH_FACTS", "10000"))
    survivor, absorbed = (customer(name, facts // 2) for name in ("杭州青山画廊有限公司", "青山画廊"))
    what = f"{facts:,} facts, {connection.vendor}"
    yield Figure(
        f"{what}: what a merge would do", once(lambda: survivor.preview_merge(absorbed)), "s", AIM, "aim"
    )
    made: list[Any] = []
    yield Figure(
        f"{what}: merge", once(lambda: made.append(survivor.merge(absorbed, by=None))), "s", AIM, "aim"
    )
    yield Figure(f"{what}: undo", once(lambda: made[0].undo(by=None)), "s", AIM, "aim")


def customer(name: str, facts: int) -> Any:
    """Of their names and contact points the two know a tenth alike, so that some are superseded."""
    from django.utils import timezone

    from everfair.contact.models import Interaction, Task
    from everfair.jobs.parties import derive
    from everfair.parties.models import ContactPoint, Name, Party

    party, today = Party.objects.create(kind=Party.Kind.ORGANISATION), timezone.localdate()
    Name.objects.create(party=party, text=name, kind=Name.Kind.FULL)
    names, contacts = facts // 100, facts // 20
    dealings = (facts - names - contacts) // 2
    made: tuple[tuple[Any, list[Any]], ...] = (
        (Name, [Name(party=party, text=f"{own(name, n)}{n}", kind=Name.Kind.ALIAS) for n in range(names)]),
        (ContactPoint, [contact(party, f"{own(str(party.pk), n)}{n}@fair.example") for n in range(contacts)]),
        (Interaction, [Interaction(party=party, occurred_on=today, note=f"{n}") for n in range(dealings)]),
        (Task, [Task(party=party, title=f"{n}") for n in range(dealings)]),
    )
    for model, rows in made:
        model.objects.bulk_create(rows, batch_size=AT_ONCE)
    derive([party.pk])
    return Party.objects.get(pk=party.pk)


def own(name: str, number: int) -> str:
    return "qingshan" if number % 10 == 0 else name


def contact(party: Any, address: str) -> Any:
    from everfair.parties.models import ContactPoint

    return ContactPoint(party=party, kind=ContactPoint.Kind.EMAIL, value=address, key=address)
