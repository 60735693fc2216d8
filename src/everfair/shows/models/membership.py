from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """A member of staff works in a role on one series, or (without a series) on all."""

    class Role(models.TextChoices):
        DIRECTOR = "director", _("Director")
        SALES = "sales", _("Sales")
        SERVICE = "service", _("Service")
        MARKETING = "marketing", _("Marketing")
        ANALYST = "analyst", _("Analyst")
        ADMIN = "admin", _("Administrator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    series = models.ForeignKey(
        "shows.Series",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("series"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "series"], name="a_membership_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(series=None), name="a_house_membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.series or '*'}"
