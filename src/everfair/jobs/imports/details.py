"""What a list of contacts tells of organisations and people besides their names and how they are reached."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from everfair.intake.fields import OF_PERSONS
from everfair.jobs.imports.former import Former
from everfair.jobs.imports.reading import Line
from everfair.parties.among import among
from everfair.parties.inserting import Row, insert
from everfair.parties.models import Consent, Organisation, Party, Person

DETAILS: dict[type[Model], Sequence[str]] = {Organisation: ("closeness",), Person: (*OF_PERSONS, "closeness")}
Told = dict[int, dict[str, str]]
"""Customer -> what is said of it."""


def told_of(rows: Iterable[tuple[Line, int]], codes: Sequence[str]) -> Told:
    """Where several rows speak of one, the first word counts."""
    told: Told = {}
    for line, party in rows:
        said = {code: line.text(code) for code in codes if line.get(code)}
        if said:
            told[party] = said | told.get(party, {})
    return told


def complete(model: type[Model], told: Told, source: str, former: Former) -> None:
    """What was not known of them is known from now on; nobody's word is overruled by a list."""
    codes = sorted({code for said in told.values() for code in said})
    if not codes:
        return
    held: QuerySet[Any] = model._default_manager.filter(party__in=among(told))
    wanting = held.filter(Q(*((code, "") for code in codes), _connector=Q.OR))
    former.rewrite([one for one in wanting if _add(one, told[one.party_id])], [*codes, "version"])
    missing = sorted(told.keys() - set(held.values_list("party_id", flat=True)))
    rows: list[Row] = [(pk, source, *(told[pk].get(code, "") for code in codes)) for pk in missing]
    insert(model, ("party_id", "source", *codes), rows, ignore_conflicts=True)


def _add(details: Any, said: dict[str, str]) -> bool:
    new = {code: text for code, text in said.items() if not getattr(details, code)}
    for code, text in new.items():
        setattr(details, code, text)
    details.version += 1
    return bool(new)


def record_consents(rows: Iterable[tuple[Line, int]], source: str, former: Former) -> None:
    """Those that are not on record yet, by whom, channel, purpose and moment."""
    told = [(party, one) for line, party in rows for one in line.get("consents") or ()]
    if not told:
        return
    held = Consent.objects.filter(party__in=among({party for party, _ in told}))
    rows_held = held.values_list("pk", "party_id", "channel", "purpose", "given_at")
    known = {(*whose, given.replace(microsecond=0)): pk for pk, *whose, given in rows_held}
    for party, (channel, purpose, basis, given, *withdrawn) in told:
        key = party, channel, purpose, datetime.fromisoformat(given)
        if key in known:
            former.repeat(Consent, [known[key]])
            continue
        made = Consent.objects.create(
            party_id=party, channel=channel, purpose=purpose, basis=basis, source=source, given_at=key[-1],
            withdrawn_at=datetime.fromisoformat(withdrawn[0]) if withdrawn else None,
        )  # fmt: skip
        known[key] = made.pk


def leave_alone(parties: Iterable[int], former: Former) -> None:
    """Those who asked for it; no list says that they may be contacted again."""
    asked = list(Party.objects.filter(pk__in=among(parties), do_not_contact=False))
    for party in asked:
        party.do_not_contact = True
        party.version += 1
    former.rewrite(asked, ["do_not_contact", "version"])
