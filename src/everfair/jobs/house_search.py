"""Looking for duplicates among all parties of the house: linked in bulk, judged, kept as questions."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db import transaction

from everfair.engine.linking import Answer, Linked, link
from everfair.jobs.pairs import ASKED_FROM, Entry, Known, write_rows
from everfair.jobs.registry import Result
from everfair.jobs.worker import rest
from everfair.parties import belonging, forest
from everfair.parties.decisions import Decided, decisions
from everfair.parties.duplicates import Likeness, Pair, weighed
from everfair.parties.models import LinkageModel, Party
from everfair.parties.records import Known as KnownParty
from everfair.parties.records import known_as_recorded, known_of_roots
from everfair.work.models import Job

AT_ONCE = 500
MOST_LESSONS = 5_000
# Decided pairs are laid out as they were recorded: merged ones are one party now. They get ids below nought.
DECIDED = "decided"


def entry_record(known: KnownParty) -> Known:
    """What is known of a party, as it is compared in bulk."""
    return known.side.individual if known.kind == Party.Kind.PERSON else known.record


def lessons_of(kind: str) -> list[Decided]:
    """The latest decisions of people, that the weights learn from."""
    return list(decisions(kind))[-MOST_LESSONS:]


def entries_of(kind: str, lessons: Sequence[Decided] = ()) -> Iterator[Entry]:
    """All roots of that kind, and the decided parties as they were recorded."""
    roots = Party.objects.filter(kind=kind, merged_into=None).order_by("pk").values_list("pk", flat=True)
    for batch in forest.in_batches(roots.iterator(chunk_size=10_000)):
        yield from (Entry(pk, entry_record(found)) for pk, found in known_of_roots(batch).items())
    for batch in forest.in_batches({pk for one in lessons for pk in (one.first, one.second)}):
        recorded = known_as_recorded(batch)
        yield from (Entry(-pk, entry_record(found), DECIDED) for pk, found in recorded.items())


def linked_house(kind: str, heard: Any = lambda _done, _total: None) -> tuple[Linked, int]:
    """All parties of that kind linked, and how many they are."""
    lessons = lessons_of(kind)
    total = Party.objects.filter(kind=kind, merged_into=None).count()
    with tempfile.TemporaryDirectory(prefix="everfair-link-") as folder:
        file = Path(folder) / f"{kind}.parquet"
        rows = write_rows(kind, entries_of(kind, lessons), file, total=total, heard=lambda n: heard(n, total))
        answers: list[Answer] = [(-one.first, -one.second, one.same) for one in lessons]
        return link(file, kind, decided=answers, least=ASKED_FROM, edges=LinkageModel.EDGES), rows


def keep_learned(found: Linked, rows: int) -> None:
    LinkageModel.keep(
        found.model.kind,
        parameters=found.model.as_json(),
        histogram=found.histogram,
        records=rows,
        pairs=found.compared,
    )


def likely(pairs: pa.Table, after: int = 0) -> Iterator[set[Pair]]:
    """The pairs of parties in portions, the likeliest first; those of the decided as recorded are left out."""
    told = zip(pairs["first"].to_pylist(), pairs["second"].to_pylist(), strict=True)
    rest_ = islice((pair for pair in told if pair[0] > 0), after, None)
    while portion := set(islice(rest_, AT_ONCE)):
        yield portion


def judged_house(kind: str, heard: Any, *, keep: bool) -> Iterator[list[Likeness]]:
    """Without a job, for the command; what was learned and found is written down only if asked."""
    found, rows = linked_house(kind, lambda done, _total: heard.show(done))
    heard.clear()
    if keep:
        keep_learned(found, rows)
    for portion in likely(found.pairs):
        likenesses = weighed(portion, found.model)
        if keep:
            belonging.keep(likenesses)
        yield likenesses


@dataclass
class Search:
    """Kind after kind; killed anywhere it links that kind again and goes on behind the pairs it has judged."""

    job: Job

    def run(self) -> Result:
        parties = Party.objects.filter(merged_into=None).count()
        for number, kind in enumerate(Party.Kind.values):
            if number >= self._at("kind"):
                self._search(number, kind)
        return {"parties": parties, "found": self._at("found"), "new": self._at("new")}

    def _at(self, name: str) -> int:
        return int(self.job.cursor.get(name, 0))

    def _search(self, number: int, kind: str) -> None:
        found, rows = linked_house(
            kind, heard=lambda done, total: self.job.save_progress(done, total * 2, step=kind)
        )
        keep_learned(found, rows)
        total = found.pairs.num_rows
        for portion in likely(found.pairs, self._at("judged")):
            self._keep(number, weighed(portion, found.model), len(portion), total)
            rest()
        self.job.save_progress(
            total,
            total,
            step=kind,
            cursor={"kind": number + 1, "judged": 0, "found": self._at("found"), "new": self._at("new")},
        )

    def _keep(self, number: int, likenesses: list[Likeness], looked_at: int, total: int) -> None:
        judged = self._at("judged") + looked_at
        with transaction.atomic():
            new = self._at("new") + belonging.keep(likenesses)
            cursor = {
                "kind": number,
                "judged": judged,
                "found": self._at("found") + len(likenesses),
                "new": new,
            }
            self.job.save_progress(total + judged, 2 * total, cursor=cursor)
