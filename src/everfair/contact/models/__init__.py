from everfair.contact.models.completable import AlreadyDone
from everfair.contact.models.interaction import Interaction
from everfair.contact.models.task import Task

__all__ = ["AlreadyDone", "Interaction", "Task"]
