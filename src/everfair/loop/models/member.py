from django.db import models

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.relations.models.stage import Stage


class Member(ReadAtOnce):
    """A relationship in a round, fixed when the round starts: treated, or held out of all its plays.

    It is in one round of an edition only, so that what two rounds do to it is never mixed. `use` is the one play
    meant for it, whether it got it or was held out; null where it is all plays of the segment. `odds` are the chances
    of the stages it may have been in, in the order of `Stage`; null of rounds started before they were kept.
    """

    round = models.ForeignKey("loop.Round", models.CASCADE, related_name="members")
    segment = models.ForeignKey("loop.Segment", models.CASCADE, related_name="members")
    edition = models.ForeignKey("shows.Edition", models.PROTECT, related_name="+")
    relationship = models.ForeignKey("relations.Relationship", models.CASCADE, related_name="memberships")
    is_held_out = models.BooleanField(default=False)
    stage = models.CharField(max_length=14, choices=Stage)
    chance = models.FloatField(null=True)
    use = models.ForeignKey("loop.SegmentPlay", models.CASCADE, null=True, related_name="members")
    odds = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "relationship"], name="a_member_once_an_edition")
        ]
        indexes = [models.Index(fields=["segment", "is_held_out"], name="members_of_segment")]

    def __str__(self) -> str:
        return f"{self.relationship_id} in round {self.round_id}"


class Action(models.Model):
    """One play for one member: the task it became."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="actions")
    segment_play = models.ForeignKey("loop.SegmentPlay", models.CASCADE, related_name="actions")
    task = models.OneToOneField("contact.Task", models.CASCADE, related_name="action")
    cost_minor = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "segment_play"], name="an_action_once")]

    def __str__(self) -> str:
        return f"action of {self.member_id}"
