from everfair.intake.kinds import Kind
from everfair.intake.models.batch import Batch, ImportedRow, Mapping, RowResult
from everfair.intake.models.decidable import NotNow
from everfair.intake.models.provenance import FormerValues, HandedOn, Remaining

__all__ = [
    "Batch",
    "FormerValues",
    "HandedOn",
    "ImportedRow",
    "Kind",
    "Mapping",
    "NotNow",
    "Remaining",
    "RowResult",
]
