"""Texts the house itself edits stand in two languages; a missing one is answered by the other."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    zh = models.CharField(_("Chinese name"), max_length=120, blank=True)
    en = models.CharField(_("English name"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return (self.zh or self.en if chinese else self.en or self.zh) or f"#{self.pk}"
