"""XML without document types, entities or bottomless nesting."""

from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from everfair.tables.codes import TableCode
from everfair.tables.problems import TableError

Attributes = dict[str, str]
# the last two: encodings that expat does not know
BROKEN = (expat.ExpatError, ValueError, LookupError)


class Element:
    """Receives the elements of a part by their local names. Sub-classes say what they want."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def parse(chunks: Iterable[bytes], part: str, into: Element, depth: int, elements: int) -> None:
    for _ in steps(chunks, part, into, depth, elements):
        pass


def steps(chunks: Iterable[bytes], part: str, into: Element, depth: int, elements: int) -> Iterator[None]:
    """Parse chunk by chunk, with a pause after each; more elements than so many are refused."""
    parser = _parser(part, into, depth, elements)
    try:
        for data in chunks:
            parser.Parse(data, False)
            yield
        parser.Parse(b"", True)
    except BROKEN as broken:
        raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": part}) from broken
    yield


def _parser(part: str, into: Element, limit: int, elements: int) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = False
    depth = begun = 0
    local: dict[str, str] = {}

    def unsafe(*_: object) -> NoReturn:
        raise TableError(TableCode.UNSAFE_XML, {"part": part})

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, begun
        depth += 1
        begun += 1
        if depth > limit or len(local) > 10_000 or begun > elements:
            unsafe()
        if name not in local:
            local[name] = name.rpartition(" ")[2]
        into.start(local[name], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        into.end(local[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = into.text
    parser.StartDoctypeDeclHandler = unsafe
    parser.EntityDeclHandler = unsafe
    parser.UnparsedEntityDeclHandler = unsafe
    parser.ExternalEntityRefHandler = unsafe
    return parser


def local_attributes(attributes: Attributes) -> Attributes:
    """Attributes by their local names, as r:id -> id."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


Visit = Callable[[str, Attributes], None]


class Visitor(Element):
    """Calls back with each element's start; enough for parts that keep everything in attributes."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    def start(self, name: str, attributes: Attributes) -> None:
        self._visit(name, attributes)
