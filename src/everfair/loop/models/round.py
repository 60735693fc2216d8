from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.loop.models.closeable import Closeable
from everfair.loop.models.plannable import Plannable
from everfair.loop.models.startable import Startable


class Round(Versioned, Plannable, Startable, Closeable):
    """One turn of the loop for a series and its next edition: whom, what, hold-out, budget, doing, result.

    Without a name of its own it is called after its edition, in the reader's language. `by_plan`: each customer gets
    the one play of its segment that the plan chose; otherwise everybody gets all plays of the segment.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being planned")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")

    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="rounds")
    edition = models.ForeignKey("shows.Edition", models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    run = models.ForeignKey("relations.AnalysisRun", models.SET_NULL, null=True, related_name="rounds")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="following")
    budget_minor = models.PositiveBigIntegerField(_("budget"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    holdout_percent = models.PositiveSmallIntegerField(
        _("hold-out"), default=20, validators=[MaxValueValidator(90)]
    )
    margin_percent = models.PositiveSmallIntegerField(
        _("margin on a stand"), default=40, validators=[MaxValueValidator(100)]
    )
    by_plan = models.BooleanField(
        _("one play for each customer"),
        default=False,
        help_text=_(
            "Chosen for each by what earlier rounds taught; otherwise everybody gets all of their segment"
        ),
    )
    learning_percent = models.PositiveSmallIntegerField(
        _("share to learn from"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    seed = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name or gettext("Round for %(edition)s") % {"edition": self.edition}

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING
