"""Templates as they stand in one language: what is the same in every answer is worked out when they are read.

Words, icons, addresses of files and of pages are most of what templates hold, and to look each of them up takes more
time than all the rest. Each template is kept once for each language, its constants turned into plain text; what
depends on the request or the context is left as it was written.
"""

from copy import copy
from typing import Any

from django.template import Context, Engine, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, Variable
from django.template.defaulttags import AutoEscapeControlNode, URLNode
from django.template.library import SimpleBlockNode, SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.l10n import LocalizeNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

from everfair.ui.addresses import address
from everfair.ui.flattening import flattened, insides, joined
from everfair.ui.looking_up import shortened

CONSTANT_TAGS = frozenset({"icon", "htmx_script"})
"""Nothing but their arguments and the language decides what they draw."""
LEFT = (AutoEscapeControlNode, LocalizeNode)
"""What stands within these is drawn in another way."""


class Folding(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        context = Context()
        with context.bind_template(template):
            fold(template.nodelist, context)
        return template


class Loader(cached.Loader, Folding):
    """Keeps each template once for every language: as it was written, and with all that it is made of."""

    def __init__(self, engine: Engine, loaders: Any) -> None:
        super().__init__(engine, loaders)
        self.whole: dict[str, Template] = {}

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """`skip` is named where a page looks for its parent while it is drawn."""
        written = super().get_template(template_name, skip)
        if skip is not None or self.engine.debug:
            return written
        key = self.cache_key(template_name)
        if key not in self.whole:
            self.whole[key] = written  # for a part that is met within itself
            whole = copy(written)
            whole.nodelist = flattened(written, super().get_template, self.get_template)
            self.whole[key] = whole
        return self.whole[key]

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"

    def reset(self) -> None:
        super().reset()
        self.whole.clear()


def fold(nodes: NodeList, context: Context) -> None:
    """In place, for others may hold the same list."""
    nodes[:] = joined(folded_node(node, context) for node in nodes)


def folded_node(node: Node, context: Context) -> Node:
    if is_constant(node):
        return TextNode(str(node.render(context)))
    if isinstance(node, URLNode) and is_plain(node):
        return shortened(Address(node))
    if not isinstance(node, LEFT):
        for inner in insides(node):
            fold(inner, context)
    return shortened(node)


def is_constant(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return not node.asvar and is_word(node.filter_expression) and is_said(node.message_context)
    if isinstance(node, BlockTranslateNode):
        return not node.asvar and not node.plural and is_said(node.message_context) and is_text(node)
    if isinstance(node, SimpleNode) and not isinstance(node, SimpleBlockNode):
        return node.func.__name__ in CONSTANT_TAGS and node.target_var is None and is_given(node)
    return isinstance(node, StaticNode) and node.varname is None and is_said(node.path)


def is_word(said: FilterExpression) -> bool:
    """A text in quotes, to be translated."""
    return getattr(said.var, "literal", None) is not None and not said.filters


def is_said(said: FilterExpression | None) -> bool:
    """Whether nothing is read from the context."""
    return said is None or (not isinstance(said.var, Variable) and not said.filters)


def is_text(node: BlockTranslateNode) -> bool:
    return not node.extra_context and all(token.token_type == TokenType.TEXT for token in node.singular)


def is_given(node: SimpleNode) -> bool:
    return all(is_said(said) for said in (*node.args, *node.kwargs.values()))


def is_plain(node: URLNode) -> bool:
    """An address of a page that may name rows, and nothing else."""
    return not node.kwargs and not node.asvar and is_said(node.view_name)


class Address(URLNode):
    """The address of a page, of a row's or of a room's, by a pattern looked up once."""

    def __init__(self, written: URLNode) -> None:
        super().__init__(written.view_name, written.args, written.kwargs, written.asvar)

    def render(self, context: Context) -> str:
        numbers = [said.resolve(context) for said in self.args]
        if all(type(number) is int for number in numbers):
            return address(self.view_name.resolve(context), *numbers)
        return super().render(context)
