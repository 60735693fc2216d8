"""Accounts that came with a demo show, and the password that the sign-in page may tell."""

from django.conf import settings
from django.db import models


class DemoAccount(models.Model):
    """One of the demo's staff. The password is kept to be shown, so it must open nothing but a demo."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="demo_account")
    password = models.CharField(max_length=60)
    role = models.CharField(max_length=10)
    """The role's code, as in `shows.Membership.Role`."""

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def offered(cls) -> "list[DemoAccount]":
        """What the sign-in page lists: all of them, as long as nobody real has an account in this house."""
        from everfair.house.models.user import User

        if User.objects.filter(demo_account=None, is_active=True).exists():
            return []
        return list(cls.objects.filter(user__is_active=True).select_related("user"))
