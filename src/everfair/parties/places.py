"""Cities and countries by a part of their name: few are there, though millions are in them."""

from typing import Literal

from django.db.models import Q

from everfair.house import planned
from everfair.parties.models.party import Party

Column = Literal["city", "country"]
MOST = 5_000
# From each name straight to the next one along the index, instead of past all who live there.
_NAMES = """
WITH RECURSIVE place(name) AS (
    SELECT min({column}) FROM {table} WHERE merged_into_id IS NULL
    UNION ALL
    SELECT (SELECT min({column}) FROM {table} WHERE {column} > place.name AND merged_into_id IS NULL)
    FROM place WHERE place.name IS NOT NULL
)
SELECT name FROM place WHERE name IS NOT NULL LIMIT {most}
"""


def placed(column: Column, part: str, *, path: str = "") -> Q:
    """The condition that the city or country holds what was typed. `path` leads to the party: "party__"."""
    names = all_names(column)
    if len(names) > MOST:
        return Q(**{f"{path}{column}__icontains": part})
    wanted = part.casefold()
    return Q(**{f"{path}{column}__in": [name for name in names if wanted in name.casefold()]})


def all_names(column: Column) -> list[str]:
    """Of all parties, each once; one more than `MOST` at the most."""
    asked = _NAMES.format(column=column, table=Party._meta.db_table, most=MOST + 1)
    return [name for (name,) in planned.rows(asked, [])]
