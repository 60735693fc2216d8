"""What a run keeps of a strip, and what is drawn from it."""

from everfair.ui.strip import Dot, draw_strip
from everfair.ui.strip_code import strip_of
from everfair.ui.templatetags.ui import strip


def test_stages_marks_and_chance_are_drawn() -> None:
    dots = [
        Dot(),
        Dot(came=True, area_level=2, stage="confirmation"),
        Dot(came=False, stage="weakening"),
        Dot(came=True, stage="trust"),
    ]
    assert strip_of("-FWT|-301|64,50,76") == draw_strip(dots, (0.64, 0.5, 0.76))


def test_without_a_chance_no_bar_is_drawn() -> None:
    assert strip_of("C|-|") == draw_strip([Dot(stage="cultivation")])


def test_before_any_edition_there_is_a_strip_nevertheless() -> None:
    assert strip_of("||") == draw_strip([])


def test_of_a_long_history_the_end_is_drawn_as_the_whole_would_be() -> None:
    long = [Dot(came=bool(number % 2), stage="trust") for number in range(30)]
    assert strip_of("T" * 30 + "|" + "01" * 15 + "|") == draw_strip(long)


def test_one_drawn_by_an_earlier_version_is_shown_as_it_is() -> None:
    drawn = '<svg class="strip row"></svg>'
    assert drawn in strip(drawn, "came once")


def test_no_strip_is_a_dash() -> None:
    assert "–" in strip("")
