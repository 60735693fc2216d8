"""Bringing a file in from the command line or the demo: received, checked and loaded in this process."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File

from everfair.house.models import User
from everfair.intake.fields import untold
from everfair.intake.models import Batch
from everfair.intake.recognising import known_in
from everfair.jobs.imports import check, load
from everfair.jobs.worker import beating
from everfair.tables import open_table
from everfair.work.models import Job

Progress = Callable[[Job], None]


class Failed(Exception):
    """The job fell over or is held by another worker."""


class Lacking(Exception):
    """Neither a column nor a given tells these fields. `batch`: what was recognised; it is not kept."""

    def __init__(self, batch: Batch, fields: list[tuple[str, ...]]) -> None:
        super().__init__(fields)
        self.batch, self.fields = batch, fields


@dataclass
class Importer:
    batch: Batch
    by: User | None = None

    @classmethod
    def of_file(
        cls,
        kind: str,
        path: Path,
        *,
        givens: dict[str, Any] | None = None,
        mapping: dict[str, str] | None = None,
        by: User | None = None,
        sheet: str | None = None,
        encoding: str | None = None,
        header_row: int | None = None,
    ) -> "Importer":
        """`mapping`: field -> header text, beside what is recognised. A list that cannot be brought in leaves nothing
        behind: raises TableError, KeyError (no such header) and Lacking before the file is received."""
        seen = recognised(kind, path, sheet=sheet, encoding=encoding, header_row=header_row)
        seen.mapping = seen.columns_by_header(mapping or {})
        told = set(seen.mapping) | {
            code for code, value in {**seen.givens, **(givens or {})}.items() if value
        }
        if lacking := untold(kind, told):
            raise Lacking(seen, lacking)
        with path.open("rb") as stream:
            batch = Batch.receive(File(stream, path.name), kind, by=by)
        batch.reading, batch.givens = seen.reading, seen.givens
        batch.save(update_fields=["reading", "givens"])
        batch.settle(seen.mapping, givens or {}, by=by)
        return cls(batch, by)

    def check(self, progress: Progress | None = None) -> None:
        """The dry run, here and now."""
        self.batch.start_check(by=self.by)
        self._work(check.check, progress)

    def load(self, progress: Progress | None = None) -> None:
        self.batch.start_load(by=self.by)
        self._work(load.load, progress)

    def _work(self, body: Callable[[Job], Any], progress: Progress | None) -> None:
        assert self.batch.job_id is not None
        job = Job.claim(self.batch.job_id)
        if job is None:
            raise Failed(f"job {self.batch.job_id} is held by a worker")
        over = threading.Event()
        watcher = threading.Thread(target=watch, args=(job, over, progress), daemon=True)
        watcher.start()
        try:
            with beating(job):
                result = body(job)
                if job.state != Job.State.DONE:
                    job.finish(result)
        finally:
            over.set()
            watcher.join()
        self.batch.refresh_from_db()


def recognised(kind: str, path: Path, **chosen: Any) -> Batch:
    """The list as it would be read, kept nowhere."""
    seen = Batch(kind=kind, filename=path.name)
    seen.recognise(open_table(path, path.name, known=known_in(kind), **chosen))
    return seen


def watch(job: Job, over: threading.Event, progress: Progress | None) -> None:
    """Show how far it has come, four times a second."""
    while progress is not None and not over.wait(0.25):
        progress(job)
    if progress is not None:
        progress(job)
