"""When stands of the demo are booked: each in its own time, and some soon after a leader of their industry."""

from collections import defaultdict
from random import Random

from everfair.demo.fair import AREAS, Fair

USUAL, AHEAD = (20, 260), (125, 300)  # days before the opening: of editions held, of the one to come
LEADS_FROM = AREAS[-3]  # area of a leader, dm2
FOLLOWS = 0.3  # of an industry with leaders, this share books within `SOON` days of one
SOON = 10


def booking_days(fair: Fair, at: int, rows: list[int]) -> dict[int, int]:
    """Row -> days before the opening of edition `at`."""
    first, last = AHEAD if at == fair.next else USUAL
    days = {row: drawn(fair, at, row, "booked").randint(first, last) for row in rows}
    leaders = defaultdict(list)
    for row in rows:
        if fair.areas[at][row] >= LEADS_FROM:
            leaders[industry(fair, row)].append(row)
    followed = {}
    for row in rows:
        led = [one for one in leaders[industry(fair, row)] if one != row]
        random = drawn(fair, at, row, "follows")
        if led and fair.areas[at][row] < LEADS_FROM and random.random() < FOLLOWS:
            followed[row] = max(days[random.choice(led)] - random.randint(1, SOON), first)
    return days | followed


def drawn(fair: Fair, at: int, row: int, what: str) -> Random:
    return Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:{what}:{int(fair.numbers[row])}")


def industry(fair: Fair, row: int) -> str:
    return fair.namer.organisation(int(fair.numbers[row])).industry
