"""A topic is found in a heading by its name; a name of one sign would stand in any."""

import pytest

from everfair.intake.questions.wording import Wording
from everfair.surveys.models import Topic


def wording(*names: str) -> Wording:
    return Wording(
        Topic(code=f"t{at}", en=name if name.isascii() else "", zh=name) for at, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("e", "plan e expectation"),
        ("价", "展位价格期望"),
        ("1", "hall 1 expectation"),
        ("12", "Question 12 expected"),
    ],
)
def test_a_name_of_one_sign_or_of_figures_is_not_found_within_a_heading(name: str, heading: str) -> None:
    assert wording(name).say(heading).topic == ""


@pytest.mark.parametrize("name", ["e", "价", "12"])
def test_it_is_found_where_the_heading_says_nothing_else(name: str) -> None:
    assert wording(name).say(name).topic == "t0"


@pytest.mark.parametrize(
    ("name", "heading"),
    [("layout", "Layout: expectation"), ("布局", "展区布局期望"), ("PR", "PR performance")],
)
def test_longer_names_are_found_as_before(name: str, heading: str) -> None:
    assert wording(name).say(heading).topic == "t0"
