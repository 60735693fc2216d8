"""A page as one list of nodes: its parents around it and its parts inside, put together when the template is read.

Django puts a page together anew in each answer: it looks up every template the page is made of and sets up a scope for
each block and each part, which takes as long as to draw what stands in them.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import Any

from django.template import Context, Origin, Template, TemplateDoesNotExist
from django.template.base import FilterExpression, Node, NodeList, TextNode
from django.template.defaulttags import (
    CommentNode,
    CycleNode,
    ForNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    WithNode,
)
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode

Parents = Callable[[str, Sequence[Origin]], Template]
"""Gives a template as it was written, by its name, and none of those that were read already."""
Parts = Callable[[str], Template]
"""Gives a template put together."""

SILENT = (LoadNode, CommentNode)
APART = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)
"""These know of the template they stand in, and begin anew each time it is drawn."""
NAMES = ("asvar", "target_var", "varname", "variable", "variable_name", "var_name")
"""Where nodes keep the name under which they leave something to those after them."""


def flattened(template: Template, parents: Parents, parts: Parts) -> NodeList:
    """What is only known when it is drawn is left as it was."""
    chain = [template]
    while name := parent_of(chain[-1]):
        chain.append(parents(name, [one.origin for one in chain]))
    if first_of(chain[-1], ExtendsNode) or any("block.super" in one.source for one in chain):
        return template.nodelist
    blocks: dict[str, BlockNode] = {}
    for one in chain:
        for block in nodes_of(one.nodelist, BlockNode):
            blocks.setdefault(block.name, block)
    return Flattening(blocks, parts).nodes(chain[-1].nodelist)


def parent_of(template: Template) -> str:
    """Empty where it stands alone, or where only the context tells."""
    extends = first_of(template, ExtendsNode)
    return name_in(extends.parent_name) if extends is not None else ""


def first_of(template: Template, kind: type[Any]) -> Any:
    return next((node for node in template.nodelist if isinstance(node, kind)), None)


def nodes_of(nodes: NodeList, kinds: Any) -> list[Any]:
    """However deep they stand."""
    return list(nodes.get_nodes_by_type(kinds))


def name_in(said: FilterExpression) -> str:
    """The name of a template, written out and not told from here."""
    name = said.var
    plain = isinstance(name, str) and not said.filters and not name.startswith(".")
    return str(name) if plain else ""


class Flattening:
    def __init__(self, blocks: dict[str, BlockNode], parts: Parts) -> None:
        self.blocks, self.parts = blocks, parts

    def nodes(self, nodes: NodeList) -> NodeList:
        return joined(new for node in nodes for new in self.made_of(node))

    def made_of(self, node: Node) -> NodeList:
        if isinstance(node, SILENT):
            return NodeList()
        if isinstance(node, BlockNode):
            return scoped(self.nodes(self.blocks[node.name].nodelist), {})
        if isinstance(node, IncludeNode) and (part := self.part(node)) is not None:
            return scoped(part, node.extra_context)
        return NodeList([self.with_flat_insides(node)])

    def part(self, node: IncludeNode) -> NodeList | None:
        """Nothing where it cannot be told which, or where it must be drawn as a template of its own."""
        name = name_in(node.template)
        if not name or node.isolated_context:
            return None
        try:
            nodes = self.parts(name).nodelist
        except TemplateDoesNotExist:
            return None
        return None if nodes_of(nodes, APART) else nodes

    def with_flat_insides(self, node: Node) -> Node:
        """A copy where there is something inside: the template as it was written may be part of other pages."""
        inner = {name: held for name, held in vars(node).items() if isinstance(held, NodeList)}
        if not inner and not isinstance(node, IfNode):
            return node
        made = copy(node)
        if isinstance(made, IfNode):
            branches = made.conditions_nodelists
            made.conditions_nodelists = [(when, self.nodes(held)) for when, held in branches]
        for name, held in inner.items():
            setattr(made, name, self.nodes(held))
        return made


def insides(node: Node) -> Iterator[NodeList]:
    """The lists of nodes that a node holds."""
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
    yield from (held for held in vars(node).values() if isinstance(held, NodeList))


def joined(nodes: Iterator[Node]) -> NodeList:
    """Texts that stand beside each other become one."""
    made = NodeList()
    for node in nodes:
        if isinstance(node, TextNode) and made and isinstance(before := made[-1], TextNode):
            made[-1] = TextNode(before.s + node.s)
        else:
            made.append(node)
    return made


def scoped(nodes: NodeList, told: dict[str, FilterExpression]) -> NodeList:
    """What they name is theirs alone."""
    return NodeList([Part(nodes, told)]) if told or any(map(leaves_names, nodes)) else nodes


def leaves_names(node: Node) -> bool:
    if isinstance(node, (ForNode, WithNode, Part)):  # in scopes of their own
        return False
    names = any(getattr(node, name, None) for name in NAMES)
    return names or any(leaves_names(inner) for nodes in insides(node) for inner in nodes)


class Part(Node):
    """Nodes in a scope of their own; `told` is given to them by name."""

    def __init__(self, nodelist: NodeList, told: dict[str, FilterExpression]) -> None:
        self.nodelist, self.told = nodelist, told

    def render(self, context: Context) -> str:
        given = {name: said.resolve(context) for name, said in self.told.items()}
        with context.push(**given):
            return self.nodelist.render(context)
