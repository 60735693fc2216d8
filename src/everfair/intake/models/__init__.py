from everfair.intake.kinds import Kind
from everfair.intake.models.batch import Batch, ImportedRow, Mapping, RowResult
from everfair.intake.models.decidable import NotNow

__all__ = ["Batch", "ImportedRow", "Kind", "Mapping", "NotNow", "RowResult"]
