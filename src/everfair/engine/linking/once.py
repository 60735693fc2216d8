"""Two lists of which each names everyone once: a record has one partner on the other side, or none.

What speaks for another partner of either record speaks against a pair, and a record without rivals is the likelier to
be right the more of the shorter list has a partner at all.
"""

import math
from typing import Any

from everfair.names.weights import LinkModel

_ROUNDS = 12
_MOST_PAIRED = 0.98


def settle(connection: Any, model: LinkModel) -> None:
    """Weighs the pairs of the table `scored` anew, each against its rivals."""
    shorter = _shorter_side(connection)
    odds = model.prior / (1 - model.prior)
    connection.execute(
        f"UPDATE scored SET weight = greatest(least(weight - ({math.log2(odds)!r}), 300), -300)"
    )
    connection.execute(
        """CREATE OR REPLACE TABLE rivalled AS
        WITH sides AS (SELECT first AS id, weight FROM scored UNION ALL SELECT second, weight FROM scored),
        totals AS (SELECT id, sum(pow(2::DOUBLE, weight)) AS total FROM sides GROUP BY id)
        SELECT scored.*, a.total + b.total - 2 * pow(2::DOUBLE, weight) AS rivals
        FROM scored JOIN totals a ON a.id = first JOIN totals b ON b.id = second"""
    )
    for _ in range(_ROUNDS):
        ((paired,),) = connection.execute(
            f"SELECT coalesce(sum(1 / (1 + pow(2::DOUBLE, -({_weight(odds)})))), 0) FROM rivalled"
        ).fetchall()
        share = min(max(float(paired), 1.0) / shorter, _MOST_PAIRED)
        odds = share / (1 - share) / _longer_side(connection)
    connection.execute(
        f"""CREATE OR REPLACE TABLE scored AS
        SELECT * EXCLUDE (rivals) REPLACE ({_weight(odds)} AS weight,
            1 / (1 + pow(2::DOUBLE, -({_weight(odds)}))) AS probability) FROM rivalled"""
    )


def _weight(odds: float) -> str:
    return f"weight + ({math.log2(odds)!r}) - log2(1 + {odds!r} * rivals)"


def _shorter_side(connection: Any) -> int:
    return min(_sides(connection))


def _longer_side(connection: Any) -> int:
    return max(_sides(connection))


def _sides(connection: Any) -> list[int]:
    rows = connection.execute("SELECT count(*) FROM records GROUP BY side").fetchall()
    return [int(count) for (count,) in rows]
