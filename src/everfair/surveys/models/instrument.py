from django.db import models
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.shows.models.words import Named
from everfair.surveys.models.asks import Asks
from everfair.surveys.models.topic import Topic

FARTHEST = 1_000_000  # an end of a scale; what is reckoned with squares of it stays a number


class Instrument(Versioned, Named):
    """A questionnaire: the items that are asked together."""

    series = models.ForeignKey(
        "shows.Series",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("show"),
        help_text=_("empty: for all shows"),
    )
    code = models.SlugField(_("short name"), max_length=60, unique=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["id"]


class Item(Versioned, Named):
    """One question. Its scale runs from `low` to `high`; `is_turned`: the high end is the bad one."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="items")
    code = models.CharField(_("short name"), max_length=60)
    zh = models.CharField(_("Chinese wording"), max_length=300, blank=True)
    en = models.CharField(_("English wording"), max_length=300, blank=True)
    asks = models.CharField(_("asks for"), max_length=20, choices=Asks, default=Asks.PERFORMANCE)
    topic = models.ForeignKey(
        Topic, models.RESTRICT, null=True, blank=True, related_name="items", verbose_name=_("topic")
    )
    low = models.FloatField(_("lowest"), default=1)
    high = models.FloatField(_("highest"), default=5)
    is_turned = models.BooleanField(_("the high end is the bad one"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "code"], name="an_item_code_once"),
            models.CheckConstraint(condition=models.Q(low__lt=models.F("high")), name="an_item_has_a_scale"),
        ]
