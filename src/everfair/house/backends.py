"""Who signs in, as allauth checks it; who is signed in, read by a query whose SQL is made once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F, QuerySet

from everfair.house.models import User
from everfair.house.prepared import prepared


@prepared
def signed_in(key: int) -> QuerySet[User]:
    """A row for each membership they hold, with the role and the show; one without where they hold none."""
    held = {"held_role": F("memberships__role"), "held_series": F("memberships__series")}
    return User.objects.filter(pk=key).annotate(**held)


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        rows: list[Any] = signed_in(user_id)
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user: User = rows[0]
        user.held = [(row.held_role, row.held_series) for row in rows if row.held_role]
        return user
