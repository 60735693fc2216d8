"""Bringing a file in from the command line or the demo: received, checked and loaded in this process."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File

from everfair.house.models import User
from everfair.intake import questions
from everfair.intake.fields import untold
from everfair.intake.models import Batch
from everfair.intake.models.receivable import MEASURED
from everfair.intake.questions import PREFIX
from everfair.intake.recognising import known_in
from everfair.jobs.imports import check, load
from everfair.jobs.imports.instrument_files import Unclear, read_instrument
from everfair.jobs.registry import Body
from everfair.jobs.worker import beating
from everfair.surveys.models import Instrument
from everfair.tables import Table, open_table
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
        instrument: str = "",
    ) -> "Importer":
        """`mapping`: field -> header text, beside what is recognised. `instrument`: of a list of answers, the code of
        one on file, or a file that tells of a new one. A list that cannot be brought in leaves nothing behind: raises
        TableError, KeyError (no such header), Unclear and Lacking before the file is received."""
        seen = recognised(kind, path, instrument, sheet=sheet, encoding=encoding, header_row=header_row)
        seen.mapping = seen.columns_by_header(mapping or {})
        check_items(seen)
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

    def _work(self, body: Body, progress: Progress | None) -> None:
        work_here(self.batch.job_id, body, progress)
        self.batch.refresh_from_db()


def work_here(job_id: int | None, body: Body, progress: Progress | None) -> None:
    """Work on a queued job in this process."""
    assert job_id is not None
    job = Job.claim(job_id)
    if job is None:
        raise Failed(f"job {job_id} is held by a worker")
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


def recognised(kind: str, path: Path, instrument: str = "", **chosen: Any) -> Batch:
    """The list as it would be read, kept nowhere."""
    seen = Batch(kind=kind, filename=path.name)
    table = open_table(path, path.name, known=known_in(kind), **chosen)
    seen.recognise(table)
    if instrument:
        read_by(seen, table, instrument)
    return seen


def check_items(seen: Batch) -> None:
    """Every column that answers an item answers one of the questionnaire. Raises Unclear."""
    asked = questions.questionnaire_of(seen.givens)
    known = asked.by_code if asked else {}
    for code in questions.asked_in(seen.mapping):
        if code not in known:
            raise Unclear("instrument_item", item=code, right=list(known))


def read_by(seen: Batch, table: Table, instrument: str) -> None:
    """Read a list of answers by the instrument of that code, or by the one that a file tells of."""
    on_file = Instrument.objects.filter(code=instrument).first()
    if on_file is not None:
        questions.propose_for(seen, [row.cells for row in table.sample(MEASURED)], on_file)
        return
    made, columns = read_instrument(Path(instrument))
    seen.givens |= {"instrument": made.code, "questionnaire": made.told()}
    seen.mapping = {code: at for code, at in seen.mapping.items() if not code.startswith(PREFIX)}
    if "item" not in seen.mapping:
        wanted = {f"{PREFIX}{code}": header for code, header in columns.items()}
        seen.mapping = seen.columns_by_header(wanted)


def watch(job: Job, over: threading.Event, progress: Progress | None) -> None:
    """Show how far it has come, four times a second."""
    while progress is not None and not over.wait(0.25):
        progress(job)
    if progress is not None:
        progress(job)
