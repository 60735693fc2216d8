"""How a file becomes a batch: stored exactly, recognised, its columns settled."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.files import File
from django.db import models, transaction

from everfair import journal
from everfair.intake import questions, recognising
from everfair.intake.kinds import Kind
from everfair.tables import Table, TableError, open_table
from everfair.tables.characters import writable

if TYPE_CHECKING:
    from everfair.house.models import User

SAMPLE = 5
MEASURED = 1_000
"""Rows by which the scales of questions are told."""
_CHUNK = 1 << 20


class TooLarge(Exception):
    """More bytes than this house takes."""


class Receivable(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def receive(cls, upload: File[bytes], kind: str, *, by: User | None) -> Self:
        """Store the file as it is, under a name of our own; the user's name is kept beside it."""
        name = str(writable(Path(upload.name or "list.csv").name[:255]))
        if (upload.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            raise TooLarge(name)
        digest = hashed(upload)
        batch = cls(kind=kind, filename=name, sha256=digest, size=upload.size or 0, created_by=by)
        suffix = (
            Path(name).suffix.lower()
            if Path(name).suffix.lower() in {".csv", ".xlsx", ".txt", ".tsv"}
            else ""
        )
        with transaction.atomic():
            batch.file.save(f"{digest[:16]}{suffix}", upload, save=False)  # type: ignore[attr-defined]
            batch.save()
            params = {"kind": kind, "sha256": digest, "file": name}
            journal.record("intake.receive", batch, by=by, params=params)
        return batch

    def read(
        self,
        *,
        sheet: str | None = None,
        encoding: str | None = None,
        header_row: int | None = None,
        lasting: bool = True,
    ) -> None:
        """Recognise the file and its header line. A file that cannot be read raises TableError, and is refused for
        good if `lasting` (not where somebody tries another reading)."""
        try:
            self.recognise(self.table(sheet=sheet, encoding=encoding, header_row=header_row))
        except TableError as refused:
            if lasting:
                self.refuse(str(refused.code), dict(refused.params))  # type: ignore[attr-defined]
            raise
        self.save(update_fields=["reading", "mapping", "givens"])

    def recognise(self, table: Table) -> None:
        """What the table is and how its columns are read; nothing is saved."""
        asked = self.kind == Kind.ANSWERS  # type: ignore[attr-defined]
        rows = table.sample(MEASURED if asked else SAMPLE) if table.header_row is not None else []
        sample = [list(row.cells) for row in rows]
        self.reading = writable(described(table) | {"sample": sample[:SAMPLE]})
        self.mapping, self.givens = self.proposed([header.text for header in table.headers])
        if asked and not questions.reads(self):  # type: ignore[arg-type]
            questions.propose(self, sample)  # type: ignore[arg-type]

    def table(self, **chosen: Any) -> Table:
        known = recognising.known_in(self.kind)  # type: ignore[attr-defined]
        return open_table(Path(self.file.path), self.filename, known=known, **chosen)  # type: ignore[attr-defined]

    def proposed(self, headers: list[str]) -> tuple[dict[str, int], dict[str, Any]]:
        """The mapping kept for such a header line, or what is recognised; and what is to be given beside it."""
        from everfair.intake.models.batch import Mapping

        kind: str = self.kind  # type: ignore[attr-defined]
        kept = Mapping.objects.filter(kind=kind, headers_key=recognising.headers_key(headers)).first()
        if kept is not None:
            return dict(kept.mapping), dict(kept.givens)
        mapping = recognising.recognise(kind, headers)
        names = mapping.get("organisation")
        sponsors = names is not None and "role" not in mapping and recognising.says_sponsor(headers[names])
        return mapping, {"role": "sponsor"} if sponsors and kind == "participations" else {}

    def columns_by_header(self, wanted: dict[str, str]) -> dict[str, int]:
        """The mapping with columns named by their header (an empty one: not read). Raises KeyError."""
        places = {
            header["text"].casefold(): header["position"] for header in reversed(self.reading["headers"])
        }
        mapping = dict(self.mapping)
        for code, header in wanted.items():
            mapping = {other: place for other, place in mapping.items() if other != code}
            if header:
                if header.casefold() not in places:
                    raise KeyError(header)
                place = places[header.casefold()]
                mapping = {other: at for other, at in mapping.items() if at != place} | {code: place}
        return mapping

    @transaction.atomic
    def settle(self, mapping: dict[str, int], givens: dict[str, Any], *, by: User | None) -> None:
        """Columns and givens as decided; kept for the next file with such a header line.

        What a dry run found under other columns does not hold any more: the list waits to be checked again.
        Raises NotNow where it is being checked or loaded, or was decided on.
        """
        from everfair.intake.models.batch import Mapping

        said = questions.settled(mapping, {**self.givens, **givens})
        told = {"mapping": mapping, "givens": writable(said)}
        self._step(("mapping", "checked"), "mapping", **told)  # type: ignore[attr-defined]
        headers = [header["text"] for header in self.reading.get("headers", [])]
        lasting = {code: value for code, value in self.givens.items() if code in LASTING}
        if headers:
            Mapping.objects.update_or_create(
                kind=self.kind,  # type: ignore[attr-defined]
                headers_key=recognising.headers_key(headers),
                defaults={"mapping": mapping, "givens": lasting, "saved_by": by},
            )


# What is given once may hold for the next list too; its edition and dates do not.
LASTING = {"role", "currency", "space_dm2", "day_first", "side", "scale", "instrument"}


def hashed(upload: File[bytes] | IO[bytes]) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    while chunk := upload.read(_CHUNK):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def described(table: Table) -> dict[str, Any]:
    """What was recognised, as it is shown and as the table is opened again."""
    return {
        "format": table.format,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "sheets": [{"name": sheet.name, "hidden": sheet.hidden} for sheet in table.sheets],
        "rows": table.row_count_estimate,
        "header_row": table.header_row,
        "headers": [
            {"position": one.position, "text": one.text, "letter": one.letter} for one in table.headers
        ],
        "preamble": list(table.preamble)[:20],
        "notes": [{"code": str(note.code), "params": dict(note.params)} for note in table.notes],
    }
