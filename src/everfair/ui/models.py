"""What the look keeps: the views that people save of lists, and the forms that were sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def for_list(self, code: str, user_id: int | None) -> "SavedViewQuerySet":
        """One's own views of a list, then those others share."""
        return self.filter(Q(owner=user_id) | Q(shared=True), list_code=code)


class SavedView(models.Model):
    """A named state of a list: the query string one would send to a colleague."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    list_code = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(_("shared with everybody"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("shared", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=("owner", "list_code", "name"), name="one_view_a_name"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"?{self.query}&view={self.pk}" if self.query else f"?view={self.pk}"


class SentForm(models.Model):
    """A form that made something: the mark it was shown with, and where it led (`everfair.ui.once`)."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=40)
    led_to = models.CharField(max_length=300)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sender", "mark"), name="a_form_is_sent_once"),)

    def __str__(self) -> str:
        return self.led_to
