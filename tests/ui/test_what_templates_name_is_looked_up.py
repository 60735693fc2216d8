"""What templates name is found by the shortest way, and is what Django would have found."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from everfair.ui.looking_up import Looked, Text
from tests.ui.test_templates_stand_in_one_language import folded


@dataclass
class Row:
    name: str = "<a & b>"
    told: dict[str, Any] = field(default_factory=lambda: {"items": "mine", "2": "two", "of": {"x": 1.5}})
    rows: tuple[str, ...] = ("first", "second")
    nobody: None = None
    owner: "Row | None" = None

    def called(self) -> str:
        return "called"

    def counted(self, by: int) -> int:
        return by

    @property
    def lost(self) -> str:
        raise ObjectDoesNotExist

    @property
    def broken(self) -> str:
        raise AttributeError("inside")

    def __str__(self) -> str:
        return self.name


def told() -> dict[str, Any]:
    return {
        "row": Row(owner=Row(name="owner")), "safe": mark_safe("<b>"), "n": 7, "share": 0.5, "yes": True,
        "none": None, "word": gettext_lazy("Customers"), "made": lambda: Row(name="made"), "kind": Row,
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "row", "row.name", "row.owner.name", "row.owner.owner.name", "row.nobody.name", "none.name", "none",
        "row.told.items", "row.told.of.x", "row.told.2", "row.told.missing", "row.rows.1", "row.rows.9",
        "row.called", "row.called.upper", "row.counted", "row.lost", "row.lost.more", "row.missing.more", "missing",
        "safe", "n", "share", "yes", "word", "made", "made.name", "kind.name", "row.name|upper", "missing|default:n",
        "row.nobody.x|default:row.name", "True", '"text"', '_("Customers")', "row.name.upper",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "form",
    [
        "{{ %s }}", "{%% autoescape off %%}{{ %s }}{%% endautoescape %%}",
        "{%% if %s %%}yes{%% else %%}no{%% endif %%}", "{%% if n and not %s == 7 %%}yes{%% endif %%}",
        "{%% with a=%s %%}[{{ a }}]{%% endwith %%}",
        "{%% for one in row.rows %%}{{ one }}{{ forloop.counter }}{{ %s }}{%% endfor %%}",
    ],
)  # fmt: skip
def test_it_is_what_django_finds(form: str, said: str) -> None:
    words = form % said
    assert folded(words).render(Context(told())) == Template(words).render(Context(told()))


def test_what_breaks_says_so() -> None:
    for template in (Template("{{ row.broken }}"), folded("{{ row.broken }}")):
        with pytest.raises(AttributeError, match="inside"):
            template.render(Context(told()))


def test_the_shortest_way_is_taken() -> None:
    [text, condition] = folded("{{ row.name }}{% if row.owner %}x{% endif %}").nodelist
    assert isinstance(text, Text) and isinstance(text.filter_expression.var, Looked)
    [[said, _nodes]] = condition.conditions_nodelists  # type: ignore[attr-defined]
    assert isinstance(said.value.var, Looked)
