"""One batch as its jobs see it: where it all comes from, the table under its header, and the rows in portions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from everfair.intake.kinds import Kind
from everfair.intake.models import Batch, ImportedRow
from everfair.intake.recognising import known_in
from everfair.jobs.imports.customers import Source
from everfair.jobs.imports.reading import Line, Reader
from everfair.jobs.imports.shows import Shows
from everfair.parties.among import among
from everfair.shows.scope import Capability, scope_of
from everfair.tables import Table, open_table

AT_ONCE = 1_000


@dataclass
class Opened:
    batch: Batch
    table: Table
    reader: Reader
    shows: Shows
    source: Source

    @classmethod
    def of(cls, batch: Batch) -> "Opened":
        reading = batch.reading
        table = open_table(
            Path(batch.file.path),
            batch.filename,
            sheet=reading.get("sheet"),
            encoding=reading.get("encoding"),
            delimiter=reading.get("delimiter"),
            header_row=reading.get("header_row"),
            known=known_in(batch.kind),
        )
        shows, givens = shows_of(batch), batch.givens
        series = shows.series(givens["series"]) if givens.get("series") else None
        currency = (series.currency if series else "") or default_currency()
        reader = Reader(batch.kind, table.headers, batch.mapping, givens, currency)
        return cls(batch, table, reader, shows, source_of(batch))

    def portions(self) -> Iterator[list[Line]]:
        """The rows, read, a portion at a time."""
        rows = self.table.rows()
        while portion := list(islice(rows, AT_ONCE)):
            yield [self.reader.read(row) for row in portion]


def shows_of(batch: Batch) -> Shows:
    """A list of editions changes shows as the page of an edition does, and needs the same right."""
    needed = [Capability.IMPORT, *([Capability.MANAGE_SHOWS] if batch.kind == Kind.EDITIONS else [])]
    return Shows(scope_of(batch.created_by) if batch.created_by_id else None, needed)


def source_of(batch: Batch) -> Source:
    ids = f"list:{batch.givens.get('series') or batch.kind}"[:60]
    return Source(batch.filename, ids, batch.created_by_id)


def default_currency() -> str:
    from django.conf import settings

    return str(settings.DEFAULT_CURRENCY)


def loaded_keys(lines: list[Line]) -> set[str]:
    """Natural keys of these rows that were loaded before."""
    keys = [line.key for line in lines if not line.problems]
    if not keys:
        return set()
    held = ImportedRow.objects.filter(natural_key__in=among(keys))
    return set(held.values_list("natural_key", flat=True))
