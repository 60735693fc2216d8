from everfair.quality.models.report import Figures, Report
from everfair.quality.models.shared_contact import SharedContact

__all__ = ["Figures", "Report", "SharedContact"]
