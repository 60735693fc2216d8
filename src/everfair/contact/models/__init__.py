from everfair.contact.models.completable import AlreadyDone
from everfair.contact.models.interaction import Interaction
from everfair.contact.models.suggestion import Suggestion
from everfair.contact.models.task import Task

__all__ = ["AlreadyDone", "Interaction", "Suggestion", "Task"]
