"""What a plan has to say, in sentences: what was learned, why a customer gets a play, what to expect of the whole."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.desk.rounds.words import signed, signed_money
from everfair.loop.models import Learned, Outlook, Proposal, Way
from everfair.loop.telling import FEWEST_PER_ARM
from everfair.ui.figures import money, number, percent

ENOUGH = 30
WAYS = {
    "plan": _l("This plan"),
    "value": _l("Most valuable first"),
    "churn_risk": _l("Most likely to leave first"),
    "equally": _l("Everyone equally"),
}


def basis(outlook: Outlook) -> str:
    """What the plan rests on."""
    if outlook.enough:
        words = ngettext(
            "Learned from {n} round: {tried} treated, {held_out} held out.",
            "Learned from {n} rounds: {tried} treated, {held_out} held out.",
            outlook.rounds,
        )
        return words.format(
            n=number(outlook.rounds), tried=number(outlook.tried), held_out=number(outlook.held_out)
        )
    if not outlook.rounds:
        return _(
            "Nothing learned yet: no round of this show with a hold-out has come to its edition. Plays are dealt by "
            "chance among those of each segment, so that this round teaches."
        )
    return _(
        "Nothing learned yet: {tried} treated and {held_out} held out in earlier rounds, about {needs} of each are "
        "needed. Plays are dealt by chance among those of each segment, so that this round teaches."
    ).format(tried=number(outlook.tried), held_out=number(outlook.held_out), needs=ENOUGH)


def in_points(value: float | None, low: float | None, high: float | None) -> str:
    """+12 points (3 to 21); nothing where it is not known."""
    if value is None or low is None or high is None:
        return ""
    return _("{value} points ({low} to {high})").format(
        value=signed(value), low=signed(low), high=signed(high)
    )


def effect(row: Learned) -> str:
    if row["effect"] is not None:
        return in_points(row["effect"], row["low"], row["high"])
    fewest = min(row["tried"], row["held_out"])
    words = ngettext(
        "not enough: {n} on the smaller side, it takes {fewest}",
        "not enough: {n} on the smaller side, it takes {fewest}",
        fewest,
    )
    return words.format(n=number(fewest), fewest=FEWEST_PER_ARM)


def why(proposal: Proposal | None) -> str:
    """Why a customer gets its play, or none."""
    if proposal is None:
        return _("No play is expected to bring more than it costs here, or the budget is spent on others.")
    if proposal.by_hand:
        return _("Chosen by hand.") if proposal.use_id else _("Left out by hand.")
    if proposal.gain is None:
        return _("To learn: nothing is known yet of what the plays do.")
    return why_planned(proposal)


def why_planned(proposal: Proposal) -> str:
    learns = proposal.purpose == Proposal.Purpose.LEARN
    tried, n = number(proposal.tried), proposal.tried
    if not n:
        return (
            _("To learn: not tried at this stage yet.")
            if learns
            else _("Not tried at this stage yet; believed from what plays do elsewhere.")
        )
    if learns:
        words = ngettext(
            "To learn more: it may be the best here. {tried} customer at this stage got it so far.",
            "To learn more: it may be the best here. {tried} customers at this stage got it so far.",
            n,
        )
    else:
        words = ngettext(
            "Brings the most for the budget, by what {tried} customer at this stage showed.",
            "Brings the most for the budget, by what {tried} customers at this stage showed.",
            n,
        )
    return words.format(tried=tried)


def more(way: Way) -> str:
    """How many more are expected to come: 54 (32 to 75)."""
    if way["more"] is None or way["more_low"] is None or way["more_high"] is None:
        return _("not known yet")
    value, low, high = (number(round(each)) for each in (way["more"], way["more_low"], way["more_high"]))
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def returned(way: Way, currency: str) -> str:
    sums = (way["returned_minor"], way["returned_low_minor"], way["returned_high_minor"])
    if None in sums:
        return _("not known yet") if way["more"] is None else _("not known: no past stand has a price")
    value, low, high = (signed_money(whole(minor), currency) for minor in sums)
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def whole(minor: int | None) -> int | None:
    """Three figures say as much as an expectation knows."""
    if minor is None or not minor:
        return minor
    return round(minor, 3 - len(str(abs(minor))))


def per_yuan(way: Way) -> float | None:
    """Returned for each unit of money spent."""
    if way["returned_minor"] is None or not way["cost_minor"]:
        return None
    return way["returned_minor"] / way["cost_minor"]


def expectation(outlook: Outlook, currency: str) -> str:
    """The plan in one sentence."""
    way: Way = outlook.ways[0]
    cost = money(way["cost_minor"], currency)
    if not way["customers"] and not outlook.round.budget_minor:
        return _("No budget is set, so nobody gets a play.")
    if not way["customers"]:
        return _("No customer gets a play: the budget is too small, or no play is expected to pay.")
    if way["more"] is None:
        return _(
            "{cost} for {n} customers, held-out ones among them; what they bring is not known yet."
        ).format(cost=cost, n=number(way["customers"]))
    said = _("{cost} for {n} customers, held-out ones among them: {more} more are expected to come").format(
        cost=cost, n=number(way["customers"]), more=more(way)
    )
    if way["returned_minor"] is None:
        return _("{said}.").format(said=said)
    return _("{said}, bringing {returned}.").format(said=said, returned=returned(way, currency))


def learning(outlook: Outlook, currency: str) -> str:
    """What share is spent to learn."""
    way: Way = outlook.ways[0]
    if not way["cost_minor"]:
        return ""
    share = outlook.learning_minor / way["cost_minor"]
    return _("{share} of it ({cost}) is spent to learn what plays do.").format(
        share=percent(min(1.0, share)), cost=money(outlook.learning_minor, currency)
    )
