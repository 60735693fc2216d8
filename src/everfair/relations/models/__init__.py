from everfair.relations.models.figures import Backtest, EditionFigures, Forecast, StageFlow
from everfair.relations.models.finding import Finding
from everfair.relations.models.ledger import LedgerEntry, ValueTerms
from everfair.relations.models.override import StageOverride
from everfair.relations.models.referral import Referral
from everfair.relations.models.relationship import Relationship
from everfair.relations.models.run import AnalysisRun, Publication
from everfair.relations.models.score import Score
from everfair.relations.models.stage import Stage

__all__ = [
    "AnalysisRun",
    "Backtest",
    "EditionFigures",
    "Finding",
    "Forecast",
    "LedgerEntry",
    "Publication",
    "Referral",
    "Relationship",
    "Score",
    "Stage",
    "StageFlow",
    "StageOverride",
    "ValueTerms",
]
