"""What PostgreSQL believes of the tables that a load fills.

It keeps its plans, those of foreign keys too. One made while a table was known to be empty - everything in it was
taken back, or the house was restored just now - reads all of it for every row, which is thousands of times dearer
by the end of a long list, until a new ANALYZE makes it plan again: autovacuum comes minutes later.
"""

from django.db import connection

from everfair.parties.models import ContactPoint, MatchKey, Name, Organisation, Party
from everfair.relations.models import Relationship
from everfair.shows.models import Participation, Stand

_FILLED = (Party, Organisation, Name, ContactPoint, MatchKey, Relationship, Participation, Stand)
_BY = 4  # so many times as large as PostgreSQL believes
_LEAST, _MOST = 8, 1_000  # pages: below, reading all is as good; above, it never plans to

_OUTGROWN = """
SELECT relname FROM pg_class
WHERE oid = ANY(%s::regclass[]) AND relpages < %s
AND pg_relation_size(oid) > greatest(relpages * %s, %s) * current_setting('block_size')::int
"""


def tell_outgrown() -> None:
    """ANALYZE those of the tables that grew far beyond what was known of them; between two transactions."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_OUTGROWN, [[model._meta.db_table for model in _FILLED], _MOST, _BY, _LEAST])
        for (table,) in cursor.fetchall():
            cursor.execute(f'ANALYZE "{table}" (id)')
