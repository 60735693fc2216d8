"""The figures of one source as the page shows them: each named, counted, and leading to the customers behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.intake.words import say_problem
from everfair.quality.measures import DECAY_A_YEAR, Group, Measure, of_group
from everfair.quality.models import Figures
from everfair.ui.figures import number, percent

Of = Figures.Of
GROUPS: dict[Group, tuple[str | Promise, str | Promise]] = {
    Group.COMPLETE: (_l("What is missing"), _l("parts of a file that are not filled")),
    Group.FRESH: (
        _l("How fresh contacts are"),
        _l("verified means that somebody made sure; seen in a list is not enough"),
    ),
    Group.DOUBLE: (_l("Duplicates"), _l("pairs of which at least one is here")),
    Group.WRONG: (_l("What looks wrong"), _l("worth a look before anybody relies on it")),
    Group.ROWS: (_l("Rows of the files"), _l("what was read and what was refused")),
}
UNITLESS = {"points", "rows", "age_median", "complete"}


@dataclass(frozen=True)
class Tile:
    measure: Measure
    value: str
    url: str
    note: str


@dataclass(frozen=True)
class Section:
    name: str | Promise
    about: str | Promise
    tiles: list[Tile]


def sections(figures: Figures) -> list[Section]:
    found = [
        Section(
            *GROUPS[group],
            [tile(figures, one) for one in of_group(group) if figures.count(one.code) is not None],
        )
        for group in Group
    ]
    return [section for section in found if section.tiles]


def tile(figures: Figures, measure: Measure) -> Tile:
    return Tile(measure, shown(figures, measure), url(figures, measure), note(figures, measure))


def shown(figures: Figures, measure: Measure) -> str:
    value = figures.count(measure.code)
    return percent(value) if measure.code == "complete" else number(value)


def note(figures: Figures, measure: Measure) -> str:
    """What part that is, and of how many."""
    share = figures.share(measure.code, measure.of) if measure.of else None
    if share is None:
        return ""
    whole = number(figures.count(measure.of))
    said = _("{share} of {whole}").format(share=percent(share), whole=whole)
    if measure.code == "decayed":
        return _("{said}; by the trade's rule of thumb: {lost} a year").format(
            said=said, lost=percent(DECAY_A_YEAR)
        )
    return said


def url(figures: Figures, measure: Measure) -> str:
    """The list behind the figure; none where nothing is."""
    if not figures.count(measure.code):
        return ""
    if measure.asks:
        return f"{reverse('customers:everyone')}?{measure.asks}{within(figures)}"
    return beyond(figures, measure.code)


def within(figures: Figures) -> str:
    """Only those of the source."""
    asked: dict[str, dict[str, int | None]] = {
        Of.SERIES: {"show": figures.series_id},
        Of.BATCH: {"batch": figures.batch_id},
        Of.HAND: {"hand": 1},
    }
    mine = asked.get(figures.of)
    return f"&{urlencode(mine)}" if mine else ""


def beyond(figures: Figures, code: str) -> str:
    """What is not of customers: pairs of the whole house, rows of one file."""
    if figures.of == Of.BATCH:
        page = reverse("data:import", args=[figures.batch_id])
        return {"rows_refused": f"{page}?show=refused", "rows": page, "copied": page, "stub": page}.get(
            code, ""
        )
    if figures.of == Of.HOUSE:
        pages = {"pairs_waiting": "data:duplicates", "pairs_joined": "data:merges"}
        return reverse(pages[code]) if code in pages else ""
    return ""


@dataclass(frozen=True)
class Refusal:
    """Why rows were refused, and what would be right."""

    header: str
    words: str
    count: int


def refusals(figures: Figures) -> list[Refusal]:
    return [
        Refusal(one["header"], say_problem(one["problem"] or one), one["count"]) for one in figures.reasons
    ]


def summary(figures: Figures) -> str:
    """The first sentence: how many, how complete, how fresh."""
    customers = figures.count("customers") or 0
    said = ngettext("{n} customer", "{n} customers", customers).format(n=number(customers))
    complete, fresh = figures.values.get("complete"), figures.share("points_fresh", "points")
    if complete is not None:
        said = _("{said}; files are {share} complete").format(said=said, share=percent(complete))
    if fresh is not None:
        said = _("{said}; {share} of the contacts are verified").format(said=said, share=percent(fresh))
    return said
