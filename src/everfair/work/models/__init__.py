from everfair.work.models.job import Job, enqueue

__all__ = ["Job", "enqueue"]
