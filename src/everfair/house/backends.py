"""Who signs in, as allauth checks it; who is signed in, read by a query whose SQL is made once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from everfair.house.models import User
from everfair.house.prepared import prepared


@prepared
def signed_in(key: int) -> QuerySet[User]:
    return User.objects.filter(pk=key)


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        user = next(iter(signed_in(user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
