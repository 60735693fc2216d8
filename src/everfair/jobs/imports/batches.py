"""One batch as its jobs see it: where it all comes from, the table under its header, and the rows in portions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from everfair.intake.kinds import Kind
from everfair.intake.models import Batch, ImportedRow
from everfair.intake.recognising import known_in
from everfair.jobs.imports.answer_rows import AnswersReader
from everfair.jobs.imports.customers import Source
from everfair.jobs.imports.rating_rows import RatingsReader
from everfair.jobs.imports.reading import Line, Reader, unread_behind
from everfair.jobs.imports.shows import Shows
from everfair.parties.among import among
from everfair.shows.scope import Capability, scope_of
from everfair.tables import Row, Table, TableError, open_table

AT_ONCE = 1_000
READERS: dict[str, type[Reader]] = {Kind.ANSWERS: AnswersReader, Kind.RATINGS: RatingsReader}


@dataclass
class Opened:
    batch: Batch
    table: Table
    reader: Reader
    shows: Shows
    source: Source
    until: int | None = None
    """The last row that could be read, of a file that cannot be read to its end."""

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
        told = {**givens, "filename": batch.filename, "by": batch.created_by, "above": table.preamble}
        told |= {"date1904": table.date1904, "header_row": table.header_row}
        reader = READERS.get(batch.kind, Reader)(batch.kind, table.headers, batch.mapping, told, currency)
        return cls(batch, table, reader, shows, source_of(batch))

    def portions(self, until: int | None = None) -> Iterator[list[Line]]:
        """The rows, read, a portion at a time, as far as row `until`. Raises TableError."""
        return self._read(up_to(self.table.rows(), until))

    def readable_portions(self) -> Iterator[list[Line]]:
        """The same; of a file that cannot be read on what was read stands, and a row behind it says so."""
        broken: list[TableError] = []
        yield from self._read(self._while_readable(broken))
        if broken and self.until is not None:
            yield [unread_behind(self.until, broken[0])]

    def _while_readable(self, broken: list[TableError]) -> Iterator[Row]:
        last = None
        try:
            for row in self.table.rows():
                yield row
                last = row.number
        except TableError as error:
            if last is None:
                raise
            broken.append(error)
            self.until = last

    def _read(self, rows: Iterable[Row]) -> Iterator[list[Line]]:
        rest = iter(rows)
        while portion := list(islice(rest, AT_ONCE)):
            yield [self.reader.read(row) for row in portion]


def up_to(rows: Iterable[Row], until: int | None) -> Iterator[Row]:
    for row in rows:
        yield row
        if row.number == until:
            return


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
