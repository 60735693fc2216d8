"""Run every ``bench/bench_*.py`` (or those named) and print figures with what they are compared to.

    python -m bench.run [names ...]
    python -m bench.run --help          what each of them measures

Each file has a function ``figures()`` that yields `bench.figures.Figure`. They are
printed, never asserted: the machine decides them.
"""

import ast
import importlib
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.figures import Figure

HERE = Path(__file__).parent


def main() -> int:
    if "--help" in sys.argv:
        return told()
    wanted = sys.argv[1:] or names()
    with tempfile.TemporaryDirectory(prefix="everfair-bench-") as folder:
        os.environ |= {"EVERFAIR_DATA": folder, "DJANGO_SETTINGS_MODULE": "everfair.settings"}
        for name in wanted:
            print(f"\n{name}", flush=True)
            show(importlib.import_module(f"bench.bench_{name}").figures())
    return 0


def names() -> list[str]:
    return [file.stem.removeprefix("bench_") for file in sorted(HERE.glob("bench_*.py"))]


def told() -> int:
    """The first sentence of each file, without importing what it measures."""
    for name in names():
        said = ast.get_docstring(ast.parse((HERE / f"bench_{name}.py").read_text(encoding="utf-8"))) or ""
        print(f"  {name:<12} {said.splitlines()[0] if said else ''}")
    return 0


def show(figures: Iterable[Figure]) -> None:
    print(f"  {'what':<58} {'figure':>12} {'':<8} {'against':>12} {'ratio':>7}")
    for figure in figures:
        print(line(figure), flush=True)


def line(figure: Figure) -> str:
    start = f"  {figure.what:<58} {figure.value:>12,.3g} {figure.unit:<8}"
    if figure.ratio is None or figure.against is None:
        return start
    return f"{start} {figure.against:>12,.3g} {figure.ratio:>7.2f}  {figure.against_what}"


if __name__ == "__main__":
    sys.exit(main())
