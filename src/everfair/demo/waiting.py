"""A list that waits for somebody's decision: late applications, some of them badly typed."""

from collections.abc import Iterator

import numpy as np

from everfair.demo import lists
from everfair.demo.fair import Fair
from everfair.demo.life import Ints
from everfair.demo.lists import Table
from everfair.intake.models import Kind

COUNT = 40
SLIPS = {
    3: (13, "约18"),
    9: (16, "2026年2月30日"),
    15: (10, "expo(at)example"),
    22: (14, "面议"),
    30: (1, ""),
}
"""Row -> (column, what stands there)."""


def waiting_list(fair: Fair, status: Ints) -> Table:
    """Some who are invited to the edition to come, or were never asked, apply."""
    free = np.flatnonzero((status == 3) | ((status == 0) & (fair.lives.entry < fair.next)))
    chosen = np.zeros_like(status)
    chosen[fair.random.permutation(free)[:COUNT]] = 2
    name = f"{fair.about.zh}-第{fair.next + 1:02}届-补充报名.csv"
    return Table(name, Kind.PARTICIPATIONS, lists.PARTICIPATIONS, slipped(lists.bookings(fair, chosen)))


def slipped(
    rows: Iterator[tuple[int, str, tuple[object, ...]]],
) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    for place, (number, manner, cells) in enumerate(rows):
        column, text = SLIPS.get(place, (None, ""))
        yield number, manner, tuple(text if at == column else cell for at, cell in enumerate(cells))
