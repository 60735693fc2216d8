"""Finders by the code of what they find out."""

from collections.abc import Callable, Mapping
from typing import Any

from everfair.jobs.analysis.strand import Strand

Finder = Callable[[Strand], Mapping[str, Any]]

FINDERS: dict[str, Finder] = {}


def finder(code: str) -> Callable[[Finder], Finder]:
    """Mark what finds out the finding of that code: it answers with its body or raises NotEnough."""

    def keep(found: Finder) -> Finder:
        FINDERS[code] = found
        return found

    return keep
