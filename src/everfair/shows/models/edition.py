from functools import lru_cache

from django.db import models
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.shows.models.orderable import Orderable
from everfair.shows.models.removable import Removable

CANCELLED = "cancelled"
TOLD_BY_LISTS = {
    CANCELLED: pgettext_lazy("of an edition", "cancelled"),
    "copied_list": _("its list is nearly that of the edition before"),
    "stub_list": _("its list is far shorter than usual"),
}


def spoken_label(label: str) -> str:
    """The edition as a sentence names it, in the reader's language: edition 13, 2026 for a year, 春季 as it stands."""
    return label_in(get_language(), label)


@lru_cache(maxsize=2_000)
def label_in(_language: str | None, label: str) -> str:
    """In the language in use, which is named so that each is kept apart: a page names few editions, and often."""
    if label.isascii() and label.isdigit() and len(label) == 4 and 1900 <= int(label) <= 2100:
        return pgettext("an edition named by its year", "%(year)s") % {"year": label}
    return gettext("edition %(label)s") % {"label": label} if label.isdigit() else label


class Edition(Orderable, Removable, Versioned):
    """One holding of a series. `ordinal` puts the editions in order; `label` is what people call it (13,
    2017, 春季)."""

    series = models.ForeignKey("shows.Series", models.CASCADE, related_name="editions")
    ordinal = models.PositiveIntegerField(_("order"))
    label = models.CharField(_("edition"), max_length=60)
    zh = models.CharField(_("Chinese name"), max_length=120, blank=True)
    en = models.CharField(_("English name"), max_length=120, blank=True)
    starts_on = models.DateField(_("opens"), null=True, blank=True)
    ends_on = models.DateField(_("closes"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    venue = models.CharField(_("venue"), max_length=120, blank=True)
    is_held = models.BooleanField(_("has been held"), default=True)
    is_excluded = models.BooleanField(_("left out of analysis"), default=False)
    excluded_because = models.CharField(_("why left out"), max_length=200, blank=True)
    area_plan_dm2 = models.PositiveBigIntegerField(_("planned area"), null=True, blank=True)

    class Meta:
        ordering = ["series", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["series", "ordinal"], name="editions_in_order"),
            models.UniqueConstraint(fields=["series", "label"], name="an_edition_by_label"),
        ]

    @property
    def why_excluded(self) -> str:
        """Why it is left out of analysis: what was written, or what a list told."""
        return str(TOLD_BY_LISTS.get(self.excluded_because, self.excluded_because))

    def __str__(self) -> str:
        language = get_language()
        chinese = (language or "").startswith("zh")
        named = self.zh or self.en if chinese else self.en or self.zh
        return named or label_in(language, self.label)
