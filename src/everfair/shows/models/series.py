import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import Versioned
from everfair.shows.models.continuable import Continuable
from everfair.shows.models.removable import Removable
from everfair.shows.models.words import Named


def known_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone; Asia/Shanghai is one."), params={"name": name}
        )


class SeriesType(Named):
    """A kind of show (government, general, specialised, consumer ...); a series may have several."""

    code = models.SlugField(unique=True)


class Series(Continuable, Removable, Versioned, Named):
    """A show that comes again, edition after edition."""

    goes_with_it = ("shows.Membership", "relations.ValueTerms")

    class Maturity(models.TextChoices):
        NEW = "new", _("new show")
        GROWING = "growing", _("growing show")
        MATURE = "mature", _("mature show")

    slug = models.SlugField(_("short name"), max_length=60, unique=True, allow_unicode=True)
    types = models.ManyToManyField(SeriesType, blank=True, verbose_name=_("types"))
    maturity = models.CharField(_("maturity"), max_length=8, choices=Maturity, default=Maturity.GROWING)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Asia/Shanghai", validators=[known_zone]
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "series"
