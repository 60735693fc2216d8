from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Asks(models.TextChoices):
    """What an item asks for: by this, and by its topic, the analysis knows an answer, whatever the wording."""

    EXPECTATION = "expectation", _("Expectation")
    PERFORMANCE = "performance", _("Performance")
    IMPORTANCE = "importance", _("Importance")
    SPOKEN = "spoken", _("Spoken of by themselves")  # 0 or 1
    OVERALL = "overall", _("Overall satisfaction")
    INTENT = "intent", _("Intent to come again")
    RECOMMEND = "recommend", _("Willingness to recommend")
    COMPLAINT = "complaint", _("Complaint")
    # the four parts of quality, and what drives trust
    SATISFACTION = "satisfaction", pgettext_lazy("asked for", "Satisfaction")
    TRUST = "trust", pgettext_lazy("asked for", "Trust")
    BELONGING = "belonging", pgettext_lazy("asked for", "Belonging")
    FRIENDSHIP = "friendship", pgettext_lazy("asked for", "Commercial friendship")
    REPUTATION = "reputation", _("Reputation")
    ADAPTATION = "adaptation", _("Willingness to adapt")
    SHARED_INFORMATION = "shared_information", _("Information shared")
    # loyalty: phases, attitude, signs of its types, tests
    COGNITIVE = "cognitive", _("First thought of, first chosen")
    AFFECTIVE = "affective", _("Liking")
    CONATIVE = "conative", _("Resolved to stay")
    ATTITUDE = "attitude", _("Attitude against competing shows")
    ALTERNATIVES = "alternatives", _("Want of other shows")  # high: bound to this one
    PRICE = "price", _("Comes for the price")
    INCENTIVE = "incentive", _("Comes for benefits")
    EASE = "ease", _("Comes for convenience")
    KINSHIP = "kinship", pgettext_lazy("asked for", "Kinship")
    TOLERANCE = "tolerance", _("Tolerance of faults")
    CHOOSING_TIME = "choosing_time", _("Time taken to choose")
    WALLET = "wallet", _("Share of wallet")  # 0 to 1
    CONTESTED = "contested", _("How contested their market is")
    GOAL_SET = "goal_set", _("Goal set")
    GOAL_REACHED = "goal_reached", _("Goal reached")
    VALUE_PART = "value_part", _("Value received")
    COST_PART = "cost_part", _("Cost borne")
    # in words
    LADDER = "ladder", pgettext_lazy("asked for", "Ladder")  # attribute > consequence > goal
    LEAVING_REASON = "leaving_reason", _("Reason for leaving")
    TEXT = "text", _("Other, in words")

    @property
    def is_text(self) -> bool:
        """Answered in words; all others by a number on the item's scale."""
        return self in {Asks.LADDER, Asks.LEAVING_REASON, Asks.TEXT}

    @property
    def topic_kinds(self) -> tuple[str, ...]:
        """The kinds of topic it is asked of; empty: it is asked of none."""
        return _TOPICS.get(self, ())


_TOPICS: dict[Asks, tuple[str, ...]] = {
    Asks.EXPECTATION: ("attribute", "goal"),
    Asks.PERFORMANCE: ("attribute", "goal"),
    Asks.IMPORTANCE: ("attribute", "goal"),
    Asks.SPOKEN: ("attribute",),
    Asks.GOAL_SET: ("goal",),
    Asks.GOAL_REACHED: ("goal",),
    Asks.VALUE_PART: ("value",),
    Asks.COST_PART: ("cost",),
}
