"""Why a relationship is worth caring for, in words: the codes of `Score.caring`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CARING: dict[str, Promise | str] = {
    "earns": _("it earns more than the mean"),
    "will_earn": _("more than the mean is still to come"),
    "others_follow": _("others follow it"),
    "large_cheap_others_follow": _("large and cheap, but others follow"),
    "recommends": _("it recommends us"),
    "teaches": _("the show learns from it"),
}
