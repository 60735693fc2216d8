"""The cards further down the side column: what they think, worth, rounds, where it comes from.

Few who open a file look so far: they are read and drawn when one comes to them.
"""

from typing import Any

from everfair.desk.customers.file import aside
from everfair.desk.customers.file.answered import last_answers
from everfair.desk.customers.file.drawn import answer_rows
from everfair.desk.customers.file.reading import Reading
from everfair.desk.customers.file.thinks import thinks
from everfair.desk.customers.worth.standing import Worth
from everfair.relations.models import Relationship
from everfair.relations.standing import Standing


def further_cards(
    read: Reading, relationship: Relationship | None, standing: Standing | None
) -> dict[str, Any]:
    """What they are drawn from."""
    return {
        "answered": [(one, answer_rows(one.shown)) for one in last_answers(read.responses, relationship)],
        "thinks": thinks(standing.score if standing else None),
        "worth": Worth(read, relationship) if relationship is not None else None,
        "rounds": aside.rounds_of(read.rounds, relationship),
        "sources": list(aside.sources(read.imported)),
    }
