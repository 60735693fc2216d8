"""What is known of some relationships only: columns of Score that are NULL where nothing is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Worth(models.Model):
    """What a relationship is worth: minor units of `currency`, each amount brought to the money of the run's day.

    `profit` is values - costs so far, through others too; `potential` what is still to come of itself, less the cost of
    keeping it; `lifetime_value` what it brings of itself over its life (economic value - costs + potential), between
    `lifetime_low` and `lifetime_high` nine times in ten. `caring`: codes why it is worth care, the
    weightiest first.
    """

    class Quadrant(models.TextChoices):
        CORE = "core", _("Core")
        PROMISING = "promising", _("Promising")
        EARNING = "earning", _("Earning")
        MARGINAL = "marginal", _("Marginal")

    currency = models.CharField(max_length=3, null=True)
    value_economic = models.BigIntegerField(null=True)
    value_demonstration = models.BigIntegerField(null=True)
    value_recommendation = models.BigIntegerField(null=True)
    value_capability = models.BigIntegerField(null=True)
    cost_initial = models.BigIntegerField(null=True)
    cost_maintenance = models.BigIntegerField(null=True)
    cost_ending = models.BigIntegerField(null=True)
    profit = models.BigIntegerField(null=True)
    potential = models.BigIntegerField(null=True)
    lifetime_value = models.BigIntegerField(null=True)
    lifetime_low = models.BigIntegerField(null=True)
    lifetime_high = models.BigIntegerField(null=True)
    quadrant = models.CharField(max_length=9, choices=Quadrant, null=True)
    caring = models.JSONField(null=True)
    wallet_share = models.FloatField(null=True)

    class Meta:
        abstract = True


class Opinion(models.Model):
    """What a customer told in surveys, its latest answers counting: 0 to 1, but for `gap`, which is the mean of
    expectation - performance over the width of the scale (-1 to 1)."""

    satisfaction = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    intent = models.FloatField(null=True)
    recommend = models.FloatField(null=True)
    quality_satisfaction = models.FloatField(null=True)
    quality_trust = models.FloatField(null=True)
    quality_belonging = models.FloatField(null=True)
    quality_friendship = models.FloatField(null=True)
    quality = models.FloatField(null=True)
    attitude = models.FloatField(null=True)

    class Meta:
        abstract = True


class Loyalty(models.Model):
    """To what a customer is loyal, why it may leave (`leaving_p`: how likely that reason is among all), and how it
    decides."""

    class Phase(models.TextChoices):
        COGNITIVE = "cognitive", _("Cognitive")
        AFFECTIVE = "affective", _("Affective")
        CONATIVE = "conative", _("Conative")
        BEHAVIOURAL = "behavioural", _("Behavioural")

    class Cell(models.TextChoices):
        LOYAL = "loyal", _("Loyal")
        LATENT = "latent", _("Latent")
        SPURIOUS = "spurious", _("Spurious")
        NOT_LOYAL = "not_loyal", _("Not loyal")

    class Type(models.TextChoices):
        KINSHIP = "kinship", _("Kinship")
        MONOPOLY = "monopoly", _("Monopoly")
        PRICE = "price", _("Price")
        INCENTIVE = "incentive", _("Incentive")
        TRUST = "trust", pgettext_lazy("type of loyalty", "Trust")
        CONVENIENCE = "convenience", _("Convenience")
        INERTIA = "inertia", _("Inertia")
        LATENT = "latent", _("Latent")
        NONE = "none", _("None")

    class Reason(models.TextChoices):
        SHOW_EFFECT = "show_effect", _("Effect of the show")
        SERVICE = "service", pgettext_lazy("reason for leaving", "Service")
        PRICE = "price", _("Price")
        COMPETITOR = "competitor", _("A competing show")
        NEED_CHANGED = "need_changed", _("Their needs changed")
        BUSINESS_ENDED = "business_ended", _("Business ended")

    class Decision(models.TextChoices):
        """The first three are exhibitors', the others visitors'."""

        RATIONAL = "rational", _("Rational")
        MAINSTREAM = "mainstream", _("Mainstream")
        TRIAL = "trial", _("Trial")
        EXPLORING = "exploring", _("Exploring")
        QUALITY_SEEKING = "quality_seeking", _("Quality-seeking")
        CAUTIOUS = "cautious", _("Cautious")
        AVERAGE = "average", _("Average")

    loyalty_phase = models.CharField(max_length=11, choices=Phase, null=True)
    loyalty_cell = models.CharField(max_length=9, choices=Cell, null=True)
    loyalty_cell_before = models.CharField(max_length=9, choices=Cell, null=True)
    loyalty_type = models.CharField(max_length=11, choices=Type, null=True)
    leaving_reason = models.CharField(max_length=14, choices=Reason, null=True)
    leaving_p = models.FloatField(null=True)
    decision_type = models.CharField(max_length=15, choices=Decision, null=True)

    class Meta:
        abstract = True

    @property
    def why_leaving(self) -> str:
        """The likeliest reason, and how sure it is: who said so leaves no doubt."""
        if not self.leaving_reason or self.leaving_p is None:
            return ""
        reason = self.Reason(self.leaving_reason).label
        if self.leaving_p == 1:
            return str(_("{reason}, as they said").format(reason=reason))
        share = f"{self.leaving_p * 100:.0f}%"
        return str(_("{reason}, {share} likely").format(reason=reason, share=share))
