"""What a finding counts, in words, where there is too little of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COUNTED: dict[str, str | Promise] = {
    "respondents": _("respondents"),
    "respondents with overall satisfaction": _("respondents with overall satisfaction"),
    "respondents who rate a competing show": _("respondents who rated a competing show"),
    "answers whose next edition has been held": _("answers whose next edition has been held"),
    "editions with enough respondents who rate both": _("editions with enough respondents who rated both"),
    "customers": pgettext_lazy("counted", "customers"),
    "relationships": pgettext_lazy("counted", "relationships"),
    "customers with a history": _("customers with a history"),
    "customers with attitude and history": _("customers with attitude and history"),
    "customers with signs and history": _("customers with signs and history"),
    "customers with money": _("customers with money on record"),
    "customers with money and a history": _("customers with money and a history"),
    "customers whose share is known": _("customers whose share is known"),
    "customers who are leaving": _("customers who are leaving"),
    "customers who were at the last edition": _("customers who were at the last edition"),
    "customers who bring more than they cost": _("customers who bring more than they cost"),
    "customers at each level of competition": _("customers at each level of competition"),
    "customers asked who could come again": _("customers asked who could come again"),
    "past chances to come, some taken and some not": _("past chances to come, some taken and some not"),
    "of both who came and who did not": _("of both who came and who did not"),
    "kinds of customers": _("kinds of customers"),
    "leaders who booked in some editions and not in others": _(
        "leaders who booked in some editions and not in others"
    ),
    "past editions with booking days": _("past editions with days of booking"),
    "editions": pgettext_lazy("counted", "editions"),
    "editions before it": _("editions before it"),
    "referrals": _("recommendations on record"),
    "ladders": _("ladders"),
    "observations": _("observations"),
}


def needed(of: str) -> str:
    """The word of what is counted; one that is not known stands as it is."""
    return str(COUNTED.get(of, of))
