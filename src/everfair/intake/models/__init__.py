from everfair.intake.models.batch import Batch, ImportedRow, Mapping, RowResult

__all__ = ["Batch", "ImportedRow", "Mapping", "RowResult"]
