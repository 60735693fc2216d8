"""What a finding counts, in words, where there is too little of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COUNTED: dict[str, str | Promise] = {
    "respondents": _("respondents"),
    "customers": _("customers"),
    "leaders": _("leaders"),
    "editions": _("editions"),
    "observations": _("observations"),
}


def needed(of: str) -> str:
    """The word of what is counted; one that is not known stands as it is."""
    return str(COUNTED.get(of, of))
