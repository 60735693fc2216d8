"""Two weights for each position, to tell histories apart by two sums instead of by a sorted list.

What was told at each edition is a number below 4096; a history is told by the sums of these numbers times the
weights. With weights drawn at random below 2^33, two different histories share both sums about once in 2^66 pairs, and
200 positions stay within 53 bits: they are added as floating numbers, exactly, in half the time of whole ones.
"""

import random

from everfair.engine.pipeline import Step

POSITIONS = 200
_drawn = random.Random(4096)
WEIGHTS = tuple((_drawn.getrandbits(33), _drawn.getrandbits(33)) for _ in range(POSITIONS))
_ROWS = ", ".join(f"({position}, {one}, {other})" for position, (one, other) in enumerate(WEIGHTS))

WEIGHTS_STEP = Step(
    "weights",
    "the two weights of a position in the fingerprint of a history",
    (),
    f"""
    SELECT CAST(position AS INTEGER) AS position, CAST(one AS BIGINT) AS one, CAST(other AS BIGINT) AS other
    FROM (VALUES {_ROWS}) AS drawn(position, one, other)
    """,
)
