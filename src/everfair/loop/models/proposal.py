from django.db import models
from django.utils.translation import gettext_lazy as _


class Proposal(models.Model):
    """What the plan of a draft means for one customer: one play of its segment, or none by somebody's hand.

    `gain` is what the play is expected to add to the customer's chance, between `gain_low` and `gain_high` (95 %);
    null while nothing is learned. `returned_minor` is that gain in money; null too where past stands have no price.
    `tried` is how many got the play at the customer's stage before. What is chosen by hand stays when the plan is
    made anew.
    """

    class Purpose(models.TextChoices):
        EARN = "earn", _("to earn")
        LEARN = "learn", _("to learn")

    round = models.ForeignKey("loop.Round", models.CASCADE, related_name="proposals")
    relationship = models.ForeignKey("relations.Relationship", models.CASCADE, related_name="proposals")
    use = models.ForeignKey("loop.SegmentPlay", models.CASCADE, null=True, related_name="proposals")
    purpose = models.CharField(max_length=5, choices=Purpose, default=Purpose.EARN)
    by_hand = models.BooleanField(default=False)
    tried = models.PositiveIntegerField(default=0)
    gain = models.FloatField(null=True)
    gain_low = models.FloatField(null=True)
    gain_high = models.FloatField(null=True)
    returned_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "relationship"], name="a_proposal_once_a_round")
        ]

    def __str__(self) -> str:
        return f"proposal for {self.relationship_id} in round {self.round_id}"
