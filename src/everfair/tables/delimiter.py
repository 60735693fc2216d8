"""Which character parts the cells of a CSV."""

from collections import Counter
from itertools import islice
from math import log2

from everfair.tables.codes import TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import TableError
from everfair.tables.records import Line, Records

TAKEN = (",", "\t", ";", "|")
# met in the wild; refused by name rather than read as one column
OTHERS = ("，", "；", "^", "~", "\x1f", "\x01", "¦", "#", ":")
SAMPLE = 60


def declared(lines: list[Line]) -> str | None:
    """Excel's own first line, as in "sep=;"."""
    first = lines[0].text.strip().strip('"') if lines else ""
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else None


def detect(lines: list[Line], limits: Limits) -> str:
    if said := declared(lines):
        return said
    scores = {delimiter: _score(*_agreement(lines, delimiter, limits)) for delimiter in TAKEN}
    best = max(TAKEN, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    for odd in OTHERS:
        share, width = _agreement(lines, odd, limits)
        if share > 0.9 and width > 2:
            raise TableError(TableCode.DELIMITER_UNKNOWN, {"delimiter": odd})
    return ","


def _score(share: float, width: int) -> float:
    """Many cells in most lines; titles above the header cost little."""
    return share * log2(width) if width else 0.0


def _agreement(lines: list[Line], delimiter: str, limits: Limits) -> tuple[float, int]:
    """Share of the records that have the commonest number of cells above one, and that number."""
    records = islice(Records(iter(lines), delimiter, None, limits), SAMPLE)
    counts = [len(record.cells) for record in records if not record.blank]
    several = Counter(count for count in counts if count > 1)
    if not several:
        return 0.0, 0
    width, times = max(several.items(), key=lambda item: (item[1], item[0]))
    return times / len(counts), width
