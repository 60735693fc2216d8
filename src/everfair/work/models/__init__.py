from everfair.work.models.claimable import LostLease
from everfair.work.models.job import Job, enqueue

__all__ = ["Job", "LostLease", "enqueue"]
