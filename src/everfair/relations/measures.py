"""The catalogue of measures: what each is called, how it is counted, and where its values stand.

Every measure has a page of its code's name in docs/measures.
"""

from django.utils.translation import gettext_lazy as _

from everfair.relations import finding_measures
from everfair.relations.counts_ahead import NAMES, OF_THOSE_BEFORE
from everfair.relations.measure import Measure, Unit, Where

__all__ = ["ALL", "MEASURES", "Measure", "Unit", "Where"]

ALL = (
    Measure(
        "stage",
        _("Stage"),
        _("the stage of the life cycle with the highest probability, given all that was seen so far"),
        Unit.CODE, Where.SCORE, "stage",
    ),
    Measure(
        "chance",
        _("Chance to come"),
        _("probability of coming to the next edition, from the own history and that of all others of the show"),
        Unit.SHARE, Where.SCORE, "chance",
    ),
    Measure(
        "ladder",
        _("Customer ladder"),
        _("the first rule that holds, from lost for good down to non-customer"),
        Unit.CODE, Where.SCORE, "ladder",
    ),
    Measure(
        "depth",
        _("Depth"),
        _("basic, cooperative or interdependent, by editions in a row, stage and engagement"),
        Unit.CODE, Where.SCORE, "depth",
    ),
    Measure(
        "time-in-stage",
        _("Time in stage"),
        _("editions in a row, up to the last one held, in the present stage"),
        Unit.EDITIONS, Where.SCORE, "editions_in_stage",
    ),
    Measure(
        "time-to-trust",
        _("Time to trust"),
        _("editions from the first participation until trust was first the most probable stage"),
        Unit.EDITIONS, Where.SCORE, "editions_to_trust",
    ),
    Measure(
        "participants",
        _("Participants"),
        _("relationships that came to the edition"),
        Unit.COUNT, Where.EDITION, "participants",
    ),
    Measure(
        "first-timers",
        _("First-timers"),
        _("participants that came to no earlier edition"),
        Unit.COUNT, Where.EDITION, "first-timers",
    ),
    Measure(
        "returning",
        _("Returning"),
        _("participants that came to any earlier edition"),
        Unit.COUNT, Where.EDITION, "returning",
    ),
    Measure(
        "seen-before",
        _("Share seen before"),
        _("returning participants ÷ participants of this edition"),
        Unit.SHARE, Where.EDITION, "seen-before",
    ),
    Measure(
        "retention",
        _("Retention from the last edition"),
        _("participants of the last edition that came to this one too ÷ participants of the last edition"),
        Unit.SHARE, Where.EDITION, "retention",
    ),
    Measure(
        "rebooking-rate",
        _("Rebooking rate"),
        _("participants of this edition that came to (or so far booked) the next ÷ participants of this edition"),
        Unit.SHARE, Where.EDITION, "rebooking-rate",
    ),
    Measure(
        "area",
        _("Area"),
        _("area of all stands of those who came, where it is known"),
        Unit.AREA, Where.EDITION, "area",
    ),
    Measure(
        "expected-count",
        NAMES[OF_THOSE_BEFORE],
        _("the sum of the chances of all who came before, with a 90 % interval"),
        Unit.COUNT, Where.FORECAST, "expected",
    ),
    Measure(
        "auc",
        _("Ranking (AUC)"),
        _("how often one who came had been given a higher chance than one who did not"),
        Unit.NUMBER, Where.BACKTEST, "auc",
    ),
    Measure(
        "log-loss",
        _("Log-loss"),
        _("mean of −ln of the chance given to what happened; smaller is better"),
        Unit.NUMBER, Where.BACKTEST, "log_loss",
    ),
    Measure(
        "calibration",
        _("Calibration"),
        _("for each tenth by forecast: the chance said, and the share that came, with its 90 % interval"),
        Unit.SHARE, Where.BACKTEST, "calibration",
    ),
    Measure(
        "uplift",
        _("Uplift"),
        _("share that came of those treated − share that came of those held out, with a 95 % interval"),
        Unit.SHARE, Where.ROUND, "uplift",
    ),
    *finding_measures.MEASURES,
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.code: measure for measure in ALL}
