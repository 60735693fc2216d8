"""What templates name, looked up and written by the shortest way.

Django tries whatever it meets as a dictionary first, and what it writes as a number, a moment and a word yet to be
translated. Most of what templates name are attributes of rows, and texts. Anything else goes Django's way.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.template import Context
from django.template.base import FilterExpression, Node, Variable, VariableDoesNotExist, VariableNode
from django.template.base import render_value_in_context as written
from django.template.smartif import TokenBase
from django.utils.safestring import SafeString

MISSING = object()


class Looked(Variable):
    __slots__ = ("first", "more")

    def __init__(self, said: str) -> None:
        super().__init__(said)
        assert self.lookups, "a name, and nothing written out"
        self.first, *self.more = self.lookups

    def resolve(self, context: Any) -> Any:
        found = self.straight(context)
        return super().resolve(context) if found is MISSING or callable(found) else found

    def straight(self, context: Context) -> Any:
        """Missing too where it is looked up in yet another way."""
        found = told(context, self.first)
        for name in self.more:
            if found is None:
                raise VariableDoesNotExist(f"Failed lookup for key [{name}] in None")
            found = looked_at(found, name)
        return found


def told(context: Context, name: str) -> Any:
    for scope in reversed(context.dicts):
        if name in scope:
            return scope[name]
    return MISSING


def looked_at(held: Any, name: str) -> Any:
    if type(held) is dict:
        return held.get(name, MISSING)
    if callable(held) or hasattr(type(held), "__getitem__"):
        return MISSING
    try:
        return getattr(held, name, MISSING)
    except ObjectDoesNotExist:  # silent in templates
        return MISSING


class Text(VariableNode):
    """What is told is most often a text."""

    def render(self, context: Context) -> str:
        said = self.filter_expression.resolve(context)
        if type(said) is SafeString:
            return said
        if type(said) is str and context.autoescape:
            return escape(said)
        return written(said, context)


def shortened(node: Node) -> Node:
    """The node, with what it names looked up by the shortest way."""
    for said in expressions(list(vars(node).values())):
        if isinstance(said.var, Variable) and said.var.lookups is not None and not said.var.translate:
            said.var = Looked(str(said.var))
    if type(node) is not VariableNode:
        return node
    made = Text(node.filter_expression)
    vars(made).update(vars(node))  # where it stands in its file
    return made


def expressions(held: Any) -> Iterator[FilterExpression]:
    """All that something of a node's holds."""
    if isinstance(held, FilterExpression):
        yield held
    elif isinstance(held, TokenBase):  # of a condition
        yield from expressions([held.first, held.second, getattr(held, "value", None)])
    elif isinstance(held, (list, tuple, dict)):
        for one in held.values() if isinstance(held, dict) else held:
            yield from expressions(one)
