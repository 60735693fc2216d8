"""What the list can show of a customer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.desk.customers.listing import cells
from everfair.relations import wording
from everfair.shows.models.role import Side
from everfair.tables.values.amounts import in_units
from everfair.ui import figures
from everfair.ui.lists import Column
from everfair.ui.strip_in_words import sentence

SCORE_SORTS = {
    "strip": ("last_edition", "times_came"),
    "stage": ("stage", "chance"),
    "chance": ("chance",),
    "times": ("times_came",),
    "last": ("last_edition",),
    "area": ("last_area_dm2",),
    "ladder": ("ladder",),
    "depth": ("depth",),
    "in_stage": ("editions_in_stage",),
    "lifetime": ("lifetime_value",),
    "profit": ("profit",),
    "satisfaction": ("satisfaction",),
    "leaving": ("leaving_p",),
}
"""Columns of a score by which the list is sorted."""


def of_score(name: str) -> Any:
    return lambda row: getattr(row.standing.score, name) if row.standing.score is not None else None


def money(row: Any) -> str:
    return " + ".join(figures.money(minor, currency) for minor, currency in row.amounts)


def plain_money(row: Any) -> str:
    return " + ".join(f"{in_units(minor, currency):f} {currency}".strip() for minor, currency in row.amounts)


def word_of(words: Any, name: str) -> Any:
    def said(row: Any) -> str:
        score = row.standing.score
        return words(getattr(score, name)) if score is not None and getattr(score, name) else ""

    return said


def named_by(column: str) -> Any:
    """One of the choices of a column, in words."""
    return lambda row: (
        (getattr(row.standing.score, f"get_{column}_display")() or "") if row.standing.score else ""
    )


def why_leaving(row: Any) -> str:
    score = row.standing.score
    return score.why_leaving if score is not None else ""


def score_column(code: str, label: Any, **more: Any) -> Column:
    return Column(code, label, sort=f"score_{SCORE_SORTS[code][0]}", nullable=True, **more)


COLUMNS: Sequence[Column] = (
    Column("name", _("Name"), value="party", kind="title", sort="party__sort_key",
           draw=cells.named, export=lambda row: row.party.zh or row.party.en),
    Column("english", _("English name"), value="party.en", sort="party__en", shown=False),
    score_column("strip", _("Editions"), value=of_score("strip"), kind="strip", downwards=True,
                 sentence=lambda row: sentence(row.standing)),
    score_column("stage", _("Stage"), value="standing.stage", draw=cells.staged,
                 export=lambda row: row.standing.stage_word),
    score_column("chance", _("Chance"), value=of_score("chance"), draw=cells.likely,
                 downwards=True, help=_("to come to the next edition")),
    score_column("times", pgettext_lazy("column", "Came"), value=of_score("times_came"), kind="number", downwards=True,
                 help=_("how many editions in all")),
    score_column("last", _("Last edition"), value=of_score("last_edition"), downwards=True),
    score_column("area", _("Last area"), value=of_score("last_area_dm2"), kind="area", downwards=True, shown=False),
    Column("amount", _("Amount"), value=money, export=plain_money, shown=False,
           help=_("for the stands at the last edition they came to")),
    Column("owner", _("Owner"), value="owner", sort="owner__name", nullable=True),
    Column("city", _("City"), value="party.city", sort="party__city", shown=False),
    Column("country", _("Country"), value=lambda row: figures.country(row.party.country), sort="party__country",
           shown=False),
    score_column("ladder", _("Ladder"), value=word_of(wording.ladder_word, "ladder"), shown=False),
    score_column("depth", pgettext_lazy("of a relationship", "Depth"),
                 value=word_of(wording.depth_word, "depth"), shown=False),
    score_column("in_stage", _("In this stage"), value=of_score("editions_in_stage"), kind="number",
                 downwards=True, shown=False, help=_("editions in a row")),
    score_column("lifetime", _("Lifetime value"), value=of_score("lifetime_value"), kind="money", downwards=True,
                 currency=of_score("currency"), shown=False),
    score_column("profit", _("Profit so far"), value=of_score("profit"), kind="money", downwards=True,
                 currency=of_score("currency"), shown=False),
    Column("quadrant", _("Value quadrant"), value=named_by("quadrant"), shown=False),
    score_column("satisfaction", pgettext_lazy("of a customer", "Satisfaction"), value=of_score("satisfaction"),
                 kind="percent", downwards=True, shown=False),
    Column("loyalty", _("Loyalty"), value=named_by("loyalty_cell"), shown=False),
    score_column("leaving", _("Reason for leaving"), value=why_leaving, downwards=True, shown=False),
    Column("dealing", _("Last dealing"), value="dealt_on", kind="date", sort="dealing", nullable=True,
           downwards=True),
    Column("side", _("Side"), value=lambda row: Side(row.side).label, sort="side", shown=False),
    Column("series", pgettext_lazy("noun", "Show"), value="series", draw=cells.show_named, sort="series",
           shown=False),
)  # fmt: skip


@lru_cache(maxsize=10)
def columns_shown(also: frozenset[str]) -> Sequence[Column]:
    """With these shown beside the name, besides what is shown always."""
    name, *rest = COLUMNS
    told = [replace(one, shown=True) for one in rest if one.code in also]
    return [name, *told, *(one for one in rest if one.code not in also)]
