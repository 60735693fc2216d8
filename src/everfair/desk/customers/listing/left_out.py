"""What is asked of the editions of a show that is not the one looked at: it narrows nothing here, and says so."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everfair.desk.customers.listing.asked import Asked
from everfair.shows.models import Edition
from everfair.ui.lists.filters import Filter, Word
from everfair.ui.lists.state import ListState, is_key

OF_EDITIONS = ("came", "not_came", "booked", "undated", "answered", "first", "at")


@dataclass(frozen=True)
class LeftOut:
    """`asked`: the filters with their editions; `url` leads to the list of the show in which they hold."""

    show: str
    asked: Sequence[tuple[Word, Edition]]
    url: str


def left_out(asked: Asked, filters: Sequence[Filter], state: ListState) -> list[LeftOut]:
    by_show: dict[int, list[tuple[Filter, str, Edition]]] = defaultdict(list)
    for each, value, edition in not_held(asked, filters, state):
        by_show[edition.series_id].append((each, value, edition))
    kept = {code: values for code, values in state.filters.items() if code != "shows"}
    return [
        LeftOut(
            str(asked.choice.known[show]),
            [(each.label, edition) for each, _value, edition in found],
            state.but(filters=kept | given(found), kept=(("series", str(show)),), view="").url,
        )
        for show, found in by_show.items()
    ]


def not_held(
    asked: Asked, filters: Sequence[Filter], state: ListState
) -> Iterator[tuple[Filter, str, Edition]]:
    """Of shows the user may see; anything else in the address is left out without a word."""
    here = 0 if asked.everywhere else asked.series_id
    for each in filters:
        values = asked.request.GET.getlist(each.code) if each.code in OF_EDITIONS else []
        for value in dict.fromkeys(values):
            key = value.partition(":")[0]
            edition = asked.known_editions.get(int(key)) if is_key(key) else None
            if edition and edition.series_id != here and value not in state.filters.get(each.code, ()):
                yield each, value, edition


def given(found: Sequence[tuple[Filter, str, Edition]]) -> dict[str, tuple[str, ...]]:
    codes = dict.fromkeys(each.code for each, _value, _edition in found)
    return {code: tuple(value for each, value, _edition in found if each.code == code) for code in codes}
