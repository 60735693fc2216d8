"""Every code is listed with its parameters, and is used with exactly these."""

import ast
from collections.abc import Iterator
from pathlib import Path

import everfair.tables
from everfair.tables import PARAMS, CellCode, NoteCode, TableCode, ValueCode

FOLDER = Path(everfair.tables.__file__).parent
KINDS = {kind.__name__: kind for kind in (TableCode, CellCode, ValueCode, NoteCode)}


def uses() -> Iterator[tuple[str, str, set[str]]]:
    """(kind, member, parameter names) where both stand in one call."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args:
                first, last = node.args[0], node.args[-1]
                if isinstance(first, ast.Attribute) and isinstance(last, ast.Dict) and None not in last.keys:
                    kind = ast.unparse(first.value)
                    names = {ast.literal_eval(key) for key in last.keys if key is not None}
                    if kind in KINDS:
                        yield kind, first.attr, names


def test_every_code_has_its_parameters_listed() -> None:
    assert set(PARAMS) == {code for kind in KINDS.values() for code in kind}


def test_codes_are_used_with_the_parameters_listed() -> None:
    found = list(uses())
    assert len(found) > 40
    for kind, member, names in found:
        assert names == set(PARAMS[KINDS[kind][member]]), f"{kind}.{member}"


def test_every_code_is_used() -> None:
    source = "".join(path.read_text() for path in FOLDER.rglob("*.py") if path.name != "codes.py")
    assert [code for code in PARAMS if f"{type(code).__name__}.{code.name}" not in source] == []
