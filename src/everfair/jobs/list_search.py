"""Looking for duplicates in a list that stands in no database: its columns made records, linked and judged."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everfair.engine.linking import link
from everfair.jobs.pairs import ASKED_FROM, Entry, Known, kind_of, write_rows
from everfair.names import CERTAIN, DIFFERENT, DOUBTFUL, RELATED, Decision, Record, decide, normalise
from everfair.names.judging import CERTAIN_FROM, DOUBTFUL_FROM, MOST_DOUBTFUL, judged
from everfair.names.partners import Partners, partners
from everfair.names.rows import Individual
from everfair.parties.same_person import decide_person

# Names of options, which are fields of a record too; `name` may be told by several columns.
OF_ORGANISATIONS = ("english", "website", "email", "phone", "country", "city")
OF_PERSONS = ("given_name", "surname", "birth_date", "number", "street", "quarter", "postcode", "region")
LIKEST, LIKELIER_OTHER = ("likest_of_list", ()), "likelier_other"
Cells = Mapping[str, str]
Pair = tuple[int, int]
# Names of longer lists are weighed pair by pair, and do not compete.
MOST_NAMES = 30_000


@dataclass(frozen=True)
class Listed:
    """A record of a list: its id there, what it is called, and what it is compared by."""

    key: str
    called: str
    record: Known


@dataclass(frozen=True)
class Found:
    first: Listed
    second: Listed
    decision: Decision


def individual(cells: Cells, name: str) -> Individual:
    return Individual(
        name=name,
        given=cells.get("given_name", ""),
        surname=cells.get("surname", ""),
        birth_date=cells.get("birth_date", ""),
        number=cells.get("number", ""),
        street=cells.get("street", ""),
        quarter=cells.get("quarter", ""),
        city=cells.get("city", ""),
        postcode=cells.get("postcode", ""),
        region=cells.get("region", ""),
        country=cells.get("country", ""),
        emails=_said(cells, "email"),
        phones=_said(cells, "phone"),
    )


def organisation(cells: Cells, names: Sequence[str]) -> Record:
    return Record(
        names=tuple(dict.fromkeys([*names, *_said(cells, "english")])),
        country=cells.get("country", ""),
        city=cells.get("city", ""),
        websites=_said(cells, "website"),
        emails=_said(cells, "email"),
        phones=_said(cells, "phone"),
    )


def _said(cells: Cells, field: str) -> tuple[str, ...]:
    return (cells[field],) if cells.get(field) else ()


def search(
    listed: Sequence[Listed], least: float = DOUBTFUL_FROM, heard: Any = lambda _n: None
) -> Iterator[Found]:
    """The certain, doubtful and related pairs of the list, the likeliest first; `least`: what the doubtful reach."""
    if not listed:
        return
    linked, rivals = _linked(listed, least, heard), Rivals(listed, _partners(listed), least)
    decided = {
        pair: rivals.decide(pair, linked.get(pair, 0.0))
        for pair in linked.keys() | rivals.partners.chances.keys()
    }
    for pair, decision in sorted(decided.items(), key=lambda one: (-one[1].score, one[0])):
        if decision.verdict != DIFFERENT and decision.score >= least:
            yield Found(listed[pair[0]], listed[pair[1]], decision)


def _linked(listed: Sequence[Listed], least: float, heard: Any) -> dict[Pair, float]:
    """Pairs of places in the list, and how likely each is one by the weights."""
    kind = kind_of(listed[0].record)
    with tempfile.TemporaryDirectory(prefix="everfair-link-") as folder:
        file = Path(folder) / "list.parquet"
        entries = (Entry(number, one.record) for number, one in enumerate(listed))
        write_rows(kind, entries, file, total=len(listed), heard=heard)
        pairs = link(file, kind, least=min(ASKED_FROM, least)).pairs
    first, second, probability = (pairs[name].to_pylist() for name in ("first", "second", "probability"))
    return dict(zip(zip(first, second, strict=True), probability, strict=True))


def _partners(listed: Sequence[Listed]) -> Partners:
    """Where a list has nothing but names, they compete for each other."""
    if len(listed) > MOST_NAMES or not all(_is_a_name(one.record) for one in listed):
        return partners([])
    return partners([normalise(one.called) for one in listed])


def _is_a_name(record: Known) -> bool:
    return isinstance(record, Record) and record == Record(record.names[:1])


@dataclass(frozen=True)
class Rivals:
    """The names of a list, of which another may be as like as the one that is compared."""

    listed: Sequence[Listed]
    partners: Partners
    least: float

    def decide(self, pair: Pair, p: float) -> Decision:
        """By rules and weights (`p`); and where these leave it open, by who else is as like."""
        decision = judgement(self.listed[pair[0]].record, self.listed[pair[1]].record, p, self.least)
        if decision.verdict in (CERTAIN, RELATED):
            return decision
        chance, rival = self.partners.chances.get(pair), self.partners.rival(*pair)
        asked, is_open = min(self.least, DOUBTFUL_FROM), decision.verdict == DOUBTFUL
        if chance is not None and (is_open or chance >= asked):
            return Decision(DOUBTFUL, max(min(chance, MOST_DOUBTFUL), asked), (*decision.reasons, LIKEST))
        if rival is not None and is_open:
            likelier = (LIKELIER_OTHER, (("name", self.listed[rival].called),))
            return Decision(DOUBTFUL, asked, (*decision.reasons, likelier))
        return decision


def judgement(one: Known, other: Known, p: float, least: float = DOUBTFUL_FROM) -> Decision:
    if isinstance(one, Record) and isinstance(other, Record):
        return judged(decide(one, other), p, doubtful=min(least, DOUBTFUL_FROM))
    assert isinstance(one, Individual) and isinstance(other, Individual)
    rules = decide_person(_as_record(one), _as_record(other))
    verdict = "certain" if p >= CERTAIN_FROM else "doubtful" if p >= least else "different"
    return Decision(verdict, p, rules.reasons + _told(one, other))


def _as_record(person: Individual) -> Record:
    name = person.name or f"{person.given} {person.surname}".strip()
    return Record((name,), emails=person.emails, phones=person.phones, external_ids=person.external_ids)


def _told(one: Individual, other: Individual) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What of a person's details agrees to the letter."""
    same = ((field, getattr(one, field)) for field in ("birth_date", "number", "street", "postcode"))
    return tuple(
        (f"same_{field}", (("value", value),))
        for field, value in same
        if value and value == getattr(other, field)
    )
