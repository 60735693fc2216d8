"""The pages of findings: which findings stand on which, in the order they are read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Theme:
    code: str
    word: Promise | str
    about: Promise | str
    icon: str
    codes: tuple[str, ...]
    brings: str
    """The kind of list that fills an empty page."""


THEMES = (
    Theme(
        "value", pgettext_lazy("findings", "Value"),
        _("What relationships are worth and what they cost, who is followed and who brings others."),
        "wallet", ("value-quadrant", "value-totals", "followers", "referrals", "wallet-share"), "ledger",
    ),
    Theme(
        "satisfaction", pgettext_lazy("findings", "Satisfaction"),
        _("What customers expected and saw, what matters to them, and how competing shows are seen."),
        "mood-smile",
        ("gaps", "importance-performance", "importance", "penalty-reward", "competitors", "zones", "delivered-value"),
        "answers",
    ),
    Theme(
        "quality", pgettext_lazy("findings", "Quality"),
        _("How good the relationship is, in four parts, and what trust goes with."),
        "heart-handshake", ("quality", "trust-drivers"), "answers",
    ),
    Theme(
        "loyalty", pgettext_lazy("findings", "Loyalty"),
        _("Who likes us and who comes, of which kind the loyalty is, and how it hangs on satisfaction."),
        "anchor",
        ("loyalty-moves", "loyalty-types", "loyalty-curve", "calibration-of-intent", "segments"),
        "answers",
    ),
    Theme(
        "goals", pgettext_lazy("findings", "Goals"),
        _("What customers come for, whether they reach it, and what it leads to for them."),
        "flag", ("goals", "means-end"), "answers",
    ),
    Theme(
        "leaving", pgettext_lazy("findings", "Leaving"),
        _("Why customers leave, what keeping more of them would be worth, and how the bookings go."),
        "door-exit", ("churn-reasons", "retention-worth", "booking-pace"), "answers",
    ),
)  # fmt: skip
BY_CODE = {theme.code: theme for theme in THEMES}
