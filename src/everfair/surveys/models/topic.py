from django.db import models
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.shows.models.words import Named


class Topic(Versioned, Named):
    """What questions and ratings are about: an attribute of the show, a goal, a part of value or of cost."""

    class Kind(models.TextChoices):
        ATTRIBUTE = "attribute", _("Attribute")
        GOAL = "goal", _("Goal of taking part")
        VALUE = "value", _("Part of value")
        COST = "cost", _("Part of cost")

    series = models.ForeignKey(
        "shows.Series",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name=_("show"),
        help_text=_("empty: for all shows"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ATTRIBUTE)
    code = models.SlugField(_("short name"), max_length=60, unique=True)
    is_active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
