"""What the sign-in page tells of a demo."""

from django import template

from everfair.house.models import DemoAccount
from everfair.shows.models import Membership

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[DemoAccount]:
    """The demo's accounts, while nobody real has one: the first of each role, with `role_name`."""
    accounts = {one.role: one for one in reversed(DemoAccount.offered())}
    for one in accounts.values():
        one.role_name = Membership.Role(one.role).label  # type: ignore[attr-defined]
    return list(reversed(accounts.values()))
