"""The leaves import what their contract names and nothing else; science knows neither the clock nor files."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "everfair"
NO_WORLD = {
    "time",
    "os",
    "io",
    "pathlib",
    "socket",
    "subprocess",
    "urllib",
    "http",
    "logging",
    "threading",
    "shutil",
}

ALLOWED = {
    "science": {"numpy", "scipy", "sklearn", "everfair.science"},
    "names": {"opencc", "pypinyin", "rapidfuzz", "everfair.names"},
    "facts": {"everfair.facts"},
    "tables": {"python_calamine", "everfair", "everfair.tables"},
    "engine": {
        "duckdb",
        "splink",
        "pyarrow",
        "numpy",
        "pyspark",
        "sqlglot",
        "everfair.engine",
        "everfair.names",
        "everfair.facts",
    },
}


def imported(leaf: str) -> Iterator[tuple[str, str]]:
    """Every (file, module) a leaf imports; our own by their room."""
    for file in sorted((SOURCE / leaf).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for name in names_in(node):
                yield (
                    str(file.relative_to(SOURCE)),
                    ".".join(name.split(".")[: 2 if "everfair" in name else 1]),
                )


def names_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level:
        return []  # a neighbour in the same leaf: leaves are flat
    if isinstance(node, ast.ImportFrom):
        return (
            [f"everfair.{alias.name}" for alias in node.names]
            if node.module == "everfair"
            else [node.module or ""]
        )
    return []


@pytest.mark.parametrize("leaf", ALLOWED)
def test_a_leaf_imports_only_what_its_contract_names(leaf: str) -> None:
    assert (SOURCE / leaf).is_dir()
    strange = [
        (file, module)
        for file, module in imported(leaf)
        if module not in ALLOWED[leaf] and module not in sys.stdlib_module_names
    ]
    assert strange == []


@pytest.mark.parametrize("leaf", ["science", "facts"])
def test_arithmetic_knows_no_clock_and_no_files(leaf: str) -> None:
    assert [(file, module) for file, module in imported(leaf) if module in NO_WORLD] == []
