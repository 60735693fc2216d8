from decimal import Decimal

import pytest
from django.db.models import Q
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from everfair.ui.lists import Choices, Column, Contains, DateRange, Flag, ListState, NumberRange, parse
from everfair.ui.stages import stage_choices

COLUMNS = (
    Column("name", "Name", kind="title", sort="name"),
    Column("chance", "Chance", kind="percent", sort="p", downwards=True),
    Column("strip", "Editions", kind="strip"),
)
FILTERS = (
    Choices(code="stage", label="Stage", choices=stage_choices),
    NumberRange(code="chance", label="Chance", field="p", scale=Decimal("0.01")),
    DateRange(code="seen", label="Seen"),
    Flag(code="mine", label="Mine"),
    Contains(code="city", label="City"),
)


def read(query: str) -> ListState:
    return parse(QueryDict(query), COLUMNS, FILTERS)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%E9%9D%92%E5%B1%B1",
        "stage=trust&stage=weakening",
        "chance=20..80&sort=-chance",
        "seen=2026-01-01..&mine=1&city=Tokyo+%26+Co",
        "series=3&edition=12&q=a&cols=chance,name&page=4&view=7",
    ],
)
def test_what_is_read_is_written_back(query: str) -> None:
    assert read(query).query == QueryDict(query).urlencode(safe=",.:")


@given(
    st.dictionaries(
        st.sampled_from(["q", "stage", "chance", "seen", "mine", "city", "sort", "cols", "page", "view"]),
        st.text(max_size=30),
    )
)
def test_any_address_is_borne_and_reads_the_same_when_written(given_: dict[str, str]) -> None:
    asked = QueryDict(mutable=True)
    asked.update(given_)
    state = parse(asked, COLUMNS, FILTERS)
    assert read(state.query) == state
    for each in FILTERS:
        if values := state.filters.get(each.code):
            assert isinstance(each.condition(values), Q)


@pytest.mark.parametrize(
    "query",
    [
        "stage=loved", "sort=password", "sort=strip", "sort=--name", "cols=password,,", "page=0", "page=-3", "page=²",
        "page=1e9", "view=x", "chance=nan..inf", "chance=a..b", "seen=2026-02-30..", "mine=yes", "unknown=1", "q=%00",
    ],
)  # fmt: skip
def test_what_the_list_does_not_know_is_left_out(query: str) -> None:
    assert read(query).query == ""


def test_the_two_inputs_of_a_range_become_one_value() -> None:
    assert read("chance=20&chance=80").filters == {"chance": ("20..80",)}
    assert read("chance=&chance=80").filters == {"chance": ("..80",)}
    assert read("chance=&chance=").filters == {}


@pytest.mark.parametrize("low", ["1e999999999", "-1e999999999", "nan", "snan", "inf", "1e309"])
def test_a_number_out_of_all_bounds_narrows_nothing(low: str) -> None:
    assert read(f"chance={low}..").filters == {}


def test_a_range_is_compared_in_the_stored_unit() -> None:
    assert FILTERS[1].condition(("20..80",)) == Q(p__gte=Decimal("0.20")) & Q(p__lte=Decimal("0.80"))


def test_a_change_goes_back_to_the_first_page() -> None:
    assert read("page=5&stage=trust").without("stage", "trust").query == ""
    assert read("page=5").with_filter("stage", ["trust"]).query == "stage=trust"
    assert read("page=5").sorted_by("name").query == "sort=name"


def test_sorting_twice_turns_the_order_round() -> None:
    assert read("").sorted_by("name").sorted_by("name").query == "sort=-name"


def test_a_saved_view_keeps_neither_page_nor_show() -> None:
    assert read("series=3&q=a&page=4&view=7&sort=name").bare.query == "q=a&sort=name"


def test_the_show_stays_when_a_filter_goes() -> None:
    assert read("series=3&stage=trust").without("stage", "trust").query == "series=3"
