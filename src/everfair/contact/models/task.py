from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.contact.models.completable import Completable
from everfair.contact.models.interaction import Interaction
from everfair.journal.models import Versioned
from everfair.parties.models.owned import RecordedParty


class Task(Versioned, Completable):
    """Something to do for a customer, on somebody's desk. What came of it is its outcome, recorded once.

    What a person wrote stands in `title` as it is; what a round asks for stands there in Chinese and in `title_en` in
    English, so that each reads it in their own language."""

    party = models.ForeignKey("parties.Party", models.CASCADE, related_name="tasks")
    recorded_party = RecordedParty("parties.Party", models.CASCADE, of="party")
    series = models.ForeignKey("shows.Series", models.CASCADE, null=True, blank=True, related_name="tasks")
    title = models.CharField(_("what to do"), max_length=200)
    title_en = models.CharField(max_length=200, blank=True, editable=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Interaction.Channel, default="phone")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("who"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=14, choices=Interaction.Outcome, blank=True)
    outcome_note = models.TextField(_("note"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by", editable=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["assignee", "due_on"],
                name="open_tasks",
                condition=models.Q(done_at=None, cancelled_at=None),
            )
        ]

    def __str__(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.title if chinese or not self.title_en else self.title_en

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.cancelled_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()
