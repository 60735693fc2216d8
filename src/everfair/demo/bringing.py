"""Bringing the demo's files in, as everybody does: received, checked, decided, loaded."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from everfair.demo import truth
from everfair.demo.backdating import as_of, moment
from everfair.demo.lists import Table
from everfair.demo.models import DemoShow
from everfair.house.models import User
from everfair.jobs.imports.bringing import Importer
from everfair.parties.models import ContactPoint
from everfair.work.models import Job

Heard = Callable[[str, int, int], None]  # what, done, total


class Files:
    """Writes each table, brings it in on its day, and notes the batch as the demo's."""

    def __init__(self, demo: DemoShow, by: User, heard: Heard) -> None:
        self.demo, self.by, self.heard = demo, by, heard
        self.folder = truth.folder() / "files"
        self.folder.mkdir(parents=True, exist_ok=True)

    def bring(self, table: Table, day: date) -> None:
        path, count = table.write(self.folder)
        if count:
            with as_of(moment(day)):
                self._receive(table, path, count).load(self._progress(table.name, count, count))
            ContactPoint.objects.filter(seen_in=table.name[:120]).update(seen_on=day)

    def check(self, table: Table, day: date) -> None:
        """A file that waits for somebody to decide."""
        path, count = table.write(self.folder)
        with as_of(moment(day)):
            self._receive(table, path, count)

    def _receive(self, table: Table, path: Path, count: int) -> Importer:
        importer = Importer.of_file(table.kind, path, by=self.by)
        self.demo.own("batches", importer.batch.pk)
        importer.check(self._progress(table.name, count, 0))
        return importer

    def _progress(self, name: str, count: int, before: int) -> Callable[[Job], None]:
        return lambda job: self.heard(name, min(before + job.done, 2 * count), 2 * count)
