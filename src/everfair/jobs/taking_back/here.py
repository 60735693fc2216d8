"""Taking a load back from the command line: looked at and done in this process."""

from dataclasses import dataclass

from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.jobs.imports.bringing import Progress, work_here
from everfair.jobs.taking_back.job import foresee, take_back


@dataclass
class Revoker:
    batch: Batch
    by: User | None = None

    def foresee(self, progress: Progress | None = None) -> None:
        """What would go and what would stay."""
        self.batch.start_foreseeing(by=self.by)
        work_here(self.batch.job_id, foresee, progress)
        self.batch.refresh_from_db()

    def take_back(self, progress: Progress | None = None) -> None:
        self.batch.start_taking_back(by=self.by)
        work_here(self.batch.job_id, take_back, progress)
        self.batch.refresh_from_db()
