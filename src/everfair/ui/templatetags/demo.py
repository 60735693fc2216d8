"""What the sign-in page tells of a demo."""

from collections import defaultdict

from django import template

from everfair.house.models import DemoAccount
from everfair.shows.models import Membership

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[DemoAccount]:
    """The demo's accounts, while nobody real has one, with `role_name`, and `only_at`: the show of those with one."""
    accounts = DemoAccount.offered()
    held = Membership.objects.filter(user__in=[one.user_id for one in accounts]).select_related("series")
    shows = defaultdict(list)
    for membership in held:
        shows[membership.user_id].append(membership.series)
    for one in accounts:
        one.role_name = Membership.Role(one.role).label  # type: ignore[attr-defined]
        at = shows[one.user_id]
        one.only_at = at[0] if len(at) == 1 else None  # type: ignore[attr-defined]
    return accounts
