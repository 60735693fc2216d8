from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.parties.models.owned import RecordedParty


class ExternalId(ReadAtOnce):
    """The id under which another system or list knows the party."""

    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="external_ids")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    source = models.CharField(_("source"), max_length=60)
    value = models.CharField(_("id"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "value"], name="an_external_id_once")]

    def __str__(self) -> str:
        return f"{self.source}:{self.value}"


class MatchKey(models.Model):
    """A key under which a party may be met again: name cores, readings, domains, phones, each as a number. Derived
    from its rows."""

    # Derived, many and asked for by key or recorded party: what else a column costs is spared.
    party = models.ForeignKey(
        "parties.Party", models.CASCADE, related_name="match_keys", db_index=False, db_constraint=False
    )
    recorded_party = RecordedParty(
        "parties.Party", models.CASCADE, of="party", db_index=False, db_constraint=False
    )
    key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recorded_party", "key"], name="a_match_key_once")]
        indexes = [models.Index(fields=["key", "party"], name="match_by_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.recorded_party_id}"


class Merge(models.Model):
    """`absorbed` was found to be the same as `survivor`: who said so, when, and why. Undone, not deleted.

    `score` and `reasons` are those of that moment; a merge by hand of two that nobody proposed has no score."""

    survivor = models.ForeignKey("parties.Party", models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey("parties.Party", models.PROTECT, related_name="merges_away")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reasons = models.JSONField(default=list)
    score = models.FloatField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="merged_away_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.survivor_id}"

    def undo(self, *, by: models.Model | None) -> bool:
        """Both stand for themselves again, with every edit made meanwhile; what came after stays with the
        survivor. False where it was undone before."""
        from everfair.parties.merging import undo

        return undo(self, by=by)


class Pair(models.Model):
    """Two parties, the one with the smaller id first."""

    first = models.ForeignKey("parties.Party", models.CASCADE, related_name="+")
    second = models.ForeignKey("parties.Party", models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class KeepApart(Pair):
    """Someone decided that these two are not the same; they are not proposed again."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once")]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"

    def lift(self, *, by: models.Model | None) -> bool:
        """They may be proposed again, and are: their pair is open. False where that was done before."""
        from everfair.parties.merging import lift_apart

        return lift_apart(self, by=by)


class PossibleDuplicate(Pair):
    """Two parties that may be the same, waiting for a person's decision, with the reasons as codes.

    A pair whose one half is merged away is not shown; the merge brings the question to the survivor as a pair
    of its own (`brought_by`), which goes with the merge when that is undone.
    """

    class Asks(models.TextChoices):
        """Whether they are one, or (of those that names tell apart) whether they are to be linked."""

        SAME = "same", _("The same customer?")
        BELONG = "belong", _("Do they belong together?")

    class State(models.TextChoices):
        OPEN = "open", _("To decide")
        LATER = "later", _("Later")
        MERGED = "merged", _("Merged")
        APART = "apart", _("Kept apart")

    asks = models.CharField(_("question"), max_length=8, choices=Asks, default=Asks.SAME)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    brought_by = models.ForeignKey(
        "parties.Merge", models.CASCADE, null=True, related_name="brought", editable=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="a_possible_duplicate_once")]
        indexes = [models.Index(fields=["state", "-score", "id"], name="duplicates_to_decide")]

    def __str__(self) -> str:
        return f"{self.first_id} ? {self.second_id}"

    def put_off(self, *, by: models.Model | None) -> bool:
        """Leave it for later; False where somebody has decided meanwhile."""
        return self._turn(self.State.OPEN, self.State.LATER, by)

    def take_up(self, *, by: models.Model | None) -> bool:
        """Open it again after it was put off."""
        return self._turn(self.State.LATER, self.State.OPEN, None)

    def _turn(self, before: str, after: str, by: models.Model | None) -> bool:
        decided = {"decided_at": timezone.now() if by else None, "decided_by_id": by.pk if by else None}
        rows = PossibleDuplicate.objects.filter(pk=self.pk, state=before)
        return bool(rows.update(state=after, **decided))


class Link(models.Model):
    """Two organisations that belong together but are not the same: parent and branch, parent and
    subsidiary."""

    class Kind(models.TextChoices):
        BRANCH = "branch", _("Branch")
        SUBSIDIARY = "subsidiary", _("Subsidiary")
        PAVILION = "pavilion", _("Member of a pavilion")

    parent = models.ForeignKey("parties.Party", models.CASCADE, related_name="children")
    recorded_parent = RecordedParty("parties.Party", models.CASCADE, of="parent")
    child = models.ForeignKey("parties.Party", models.CASCADE, related_name="parents")
    recorded_child = RecordedParty("parties.Party", models.CASCADE, of="child")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recorded_parent", "recorded_child", "kind"], name="a_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} of {self.parent_id}"

    def remove(self, *, by: models.Model | None) -> bool:
        """They do not belong together after all. False where that was done before."""
        from everfair.parties.linking import unlink

        return unlink(self, by=by)
