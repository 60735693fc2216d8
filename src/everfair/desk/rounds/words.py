"""What a round has to say, in sentences: what its hold-out can tell, why it cannot start, what it changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.loop.models import Result, Segment
from everfair.loop.plan import Plan
from everfair.loop.telling import FEWEST_PER_ARM, Telling
from everfair.tables.values.amounts import decimals_of
from everfair.ui.figures import money, number, percent
from everfair.ui.stages import STAGES


def size_words() -> dict[int, str]:
    return {0: _("small stand"), 1: _("middle-sized stand"), 2: _("large stand"), -1: _("size not known")}


def whom(segment: Segment) -> str:
    """Whom a segment takes: trust · chance 0–50% · large stand."""
    stages = _(" or ").join(str(STAGES[stage].word) for stage in segment.stages if stage in STAGES)
    return " · ".join(part for part in (stages, whom_besides_stage(segment)) if part) or _("every customer")


def whom_besides_stage(segment: Segment) -> str:
    """Chance and size, where the segment asks for them."""
    sizes = size_words()
    large = _(" or ").join(sizes[size] for size in segment.sizes if size in sizes)
    parts = (chance_words(segment.chance_from, segment.chance_to), large)
    return " · ".join(part for part in parts if part)


def chance_words(low: float, high: float) -> str:
    if low <= 0 and high >= 1:
        return ""
    if high >= 1:
        return _("chance from {low}").format(low=percent(low))
    if low <= 0:
        return _("chance under {high}").format(high=percent(high))
    return _("chance from {low} to under {high}").format(low=percent(low), high=percent(high))


def telling(tells: Telling) -> str:
    """What a hold-out of this size can tell."""
    if not tells.held_out:
        return _("Nobody is held out: what the plays change cannot be told.")
    if not tells.enough:
        words = ngettext(
            "With {n} held out nothing can be told: it takes at least {fewest} on each side, "
            "about {needs} to see 10 points.",
            "With {n} held out nothing can be told: it takes at least {fewest} on each side, "
            "about {needs} to see 10 points.",
            min(tells.held_out, tells.treated),
        )
        least = min(tells.held_out, tells.treated)
        return words.format(n=number(least), fewest=FEWEST_PER_ARM, needs=number(tells.needs))
    points = tells.points or 0
    words = ngettext(
        "With {n} held out, a change of about {points} point could be seen.",
        "With {n} held out, a change of about {points} points could be seen.",
        points,
    )
    return words.format(n=number(tells.held_out), points=points)


def budget(plan: Plan, currency: str) -> str:
    """Planned cost against budget."""
    cost, limit = money(plan.cost_minor, currency), money(plan.budget_minor, currency)
    if not plan.budget_minor:
        return _("The plan costs {cost}; no budget is set yet.").format(cost=cost)
    if plan.over_minor:
        over = money(plan.over_minor, currency)
        return _(
            "The plan costs {cost}: {over} over the budget of {budget}. Raise the budget, "
            "hold more out, or choose cheaper plays."
        ).format(cost=cost, over=over, budget=limit)
    left = money(plan.left_minor, currency)
    return _("{cost} of {budget} planned, {left} left.").format(cost=cost, budget=limit, left=left)


def refusal(code: str, params: Mapping[str, Any]) -> str:
    """Why a round could not start, and what to do."""
    if code == "over_budget":
        currency = str(params.get("currency", ""))
        return _(
            "The plan costs {cost} and the budget is {budget}. Raise the budget, hold more "
            "out, or choose cheaper plays."
        ).format(cost=money(params.get("cost"), currency), budget=money(params.get("budget"), currency))
    return {
        "not_draft": _("The round has started already."),
        "edition_held": _("The edition has been held: plan a round for the next one."),
        "no_scores": _(
            "There are no scores to plan on yet. Analyse first; the draft then takes the new scores."
        ),
        "no_plays": _(
            "No segment has a play. Choose at least one: customers of a segment without plays are left alone."
        ),
        "no_plan": _("There is no plan of the draft as it stands yet: wait for it, or plan anew."),
        "nobody": _(
            "No customer falls into a segment that has plays. Widen a segment, or choose "
            "plays for one that has customers."
        ),
        "no_budget": _("No budget is set, and by plan nobody gets a play without one. Set a budget first."),
        "not_worth_it": _(
            "The plan gives nobody a play: the budget is too small for any, or none is expected to bring more than "
            "it costs. Raise the budget, or choose other plays."
        ),
        "gone": _("The draft was thrown away meanwhile."),
    }.get(code, code)


def result(row: Result, *, held: bool) -> str:
    """The result in one sentence: 14 more came than without: between 3 and 25; each cost 310."""
    verdict = row.verdict
    if verdict == "too_few":
        return too_few(row)
    said = HELD if held else COMING
    figures = {
        "more": number(max(0, row.more)),
        "fewer": number(max(0, -row.more)),
        "low": number(row.more_low if verdict == "rose" else max(0, -row.more_high)),
        "high": number(row.more_high if verdict == "rose" else max(0, -row.more_low)),
        "most": number(max(0, row.more_high)),
        "each": money(in_whole(row.each_minor, row.currency), row.currency),
    }
    paid = verdict == "rose" and row.each_minor is not None
    return str(said["paid" if paid else verdict]).format(**figures)


# What is said of an edition that has been held, and of one still to come. `low` and `high` count those more
# where it rose, those fewer otherwise.
HELD = {
    "paid": _l("{more} more came than without: between {low} and {high}; each cost {each}."),
    "rose": _l("{more} more came than without: between {low} and {high}."),
    "fell": _l("{fewer} fewer came than without: between {low} and {high}."),
    "unclear": _l("No difference can be told: between {high} fewer and {most} more came than without."),
}
COMING = {
    "paid": _l("{more} more have booked than without: between {low} and {high}; each cost {each}."),
    "rose": _l("{more} more have booked than without: between {low} and {high}."),
    "fell": _l("{fewer} fewer have booked than without: between {low} and {high}."),
    "unclear": _l(
        "No difference can be told yet: between {high} fewer and {most} more have booked than without."
    ),
}


def in_whole(minor: int | None, currency: str) -> int | None:
    """Without cents: an average says no more than that."""
    return None if minor is None else round(minor, -decimals_of(currency))


def too_few(row: Result) -> str:
    if not row.treated or not row.held_out:
        return _("Nothing can be told: nobody was held out.") if row.treated else _("Nobody was treated.")
    words = ngettext(
        "Too few to tell: {n} on the smaller side; about {needs} on each would be needed to see 10 points.",
        "Too few to tell: {n} on the smaller side; about {needs} on each would be needed to see 10 points.",
        row.fewest,
    )
    return words.format(n=number(row.fewest), needs=number(row.needs or FEWEST_PER_ARM))


def points(row: Result) -> str:
    """The uplift in points with its interval: +12 (3 to 21)."""
    if row.uplift is None or row.low is None or row.high is None:
        return _("too few to tell")
    value, low, high = (signed(share) for share in (row.uplift, row.low, row.high))
    return _("{value} points ({low} to {high})").format(value=value, low=low, high=high)


def signed(share: float) -> str:
    shown = round(share * 100)
    return f"+{shown}" if shown > 0 else f"−{-shown}" if shown < 0 else "0"


def returned(row: Result) -> str:
    """Money that came back, with its interval."""
    if row.returned_minor is None:
        return ""
    sums = (row.returned_minor, row.returned_low_minor, row.returned_high_minor)
    value, low, high = (signed_money(minor, row.currency) for minor in sums)
    return _("{value} returned (between {low} and {high})").format(value=value, low=low, high=high)


def signed_money(minor: int | None, currency: str) -> str:
    return f"−{money(-minor, currency)}" if minor is not None and minor < 0 else money(minor, currency)


def past_of_play(rows: Sequence[Result]) -> str:
    """What a play did before: +9 points (2 to 16), 240 customers, Spring round."""
    if not rows:
        return _("Not tried with a hold-out yet.")
    row = next((one for one in rows if one.is_told), rows[0])
    count = row.treated + row.held_out
    words = ngettext("{points}, {n} customer, in “{round}”", "{points}, {n} customers, in “{round}”", count)
    return words.format(points=points(row), n=number(count), round=row.round)
