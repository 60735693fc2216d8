from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.contact.models.interaction import Interaction
from everfair.journal.models import Versioned
from everfair.relations.models.stage import Stage
from everfair.shows.models.series import Series
from everfair.shows.models.words import Named


class Play(Versioned, Named):
    """Something the house knows how to do for customers at a stage: a page of its playbook."""

    code = models.SlugField(unique=True, null=True, blank=True, editable=False)
    zh_text = models.TextField(_("what to do, in Chinese"), blank=True)
    en_text = models.TextField(_("what to do, in English"), blank=True)
    stage = models.CharField(_("stage"), max_length=14, choices=Stage)
    maturity = models.CharField(
        _("maturity of the show"),
        max_length=8,
        choices=Series.Maturity,
        blank=True,
        help_text=_("blank: any"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Interaction.Channel, default="phone")
    unit_cost_minor = models.PositiveBigIntegerField(_("cost each"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    is_retired = models.BooleanField(_("retired"), default=False)

    class Meta:
        ordering = ["stage", "id"]

    @property
    def text(self) -> str:
        """What to do, in the reader's language where it is written in it."""
        chinese = (get_language() or "").startswith("zh")
        return self.zh_text or self.en_text if chinese else self.en_text or self.zh_text
