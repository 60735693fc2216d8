"""Those who stand first in a show's list by chance, each with what it is found by, one behind the other on the disk.

Who searches for what many are called finds a page of them among these, read in order, in a tenth of the time it takes
to look each up. They are written down as a run is published. Of whom anything is told anew since, PostgreSQL notes;
these are looked up. On SQLite searches are quick without.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from everfair.house import planned
from everfair.parties.search import expression
from everfair.parties.search_index import TABLE as ENTRIES

TABLE, RETOLD = "relations_foremost", "relations_retold"
MOST = 32_768
"""So many of each show: whom fewer than one of so many is called like is found by gathering."""
MOST_RETOLD = 2_000
MAKE = (
    f"CREATE TABLE {TABLE} (run_id bigint NOT NULL, series_id bigint NOT NULL, place integer NOT NULL, "
    "relationship_id bigint NOT NULL, party_id bigint NOT NULL, terms tsvector, "
    "PRIMARY KEY (run_id, series_id, place))",
    f"CREATE TABLE {RETOLD} (party_id bigint NOT NULL)",
    f"""CREATE FUNCTION {RETOLD}_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO {RETOLD} SELECT party_id FROM before UNION SELECT party_id FROM afterwards;
    RETURN NULL; END $$""",
    f"""CREATE FUNCTION {RETOLD}_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO {RETOLD} SELECT party_id FROM before;
    RETURN NULL; END $$""",
    f"""CREATE FUNCTION {RETOLD}_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO {RETOLD} VALUES (NEW.party_id);
    RETURN NULL; END $$""",
    f"CREATE TRIGGER {RETOLD}_changed AFTER UPDATE ON {ENTRIES} REFERENCING OLD TABLE AS before "
    f"NEW TABLE AS afterwards FOR EACH STATEMENT EXECUTE FUNCTION {RETOLD}_changed()",
    f"CREATE TRIGGER {RETOLD}_removed AFTER DELETE ON {ENTRIES} REFERENCING OLD TABLE AS before "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {RETOLD}_removed()",
    # Who is new stands in no run yet; only a further entry of somebody known tells anything anew.
    f"CREATE TRIGGER {RETOLD}_added AFTER INSERT ON {ENTRIES} FOR EACH ROW "
    f"WHEN (NEW.party_id <> NEW.recorded_party_id) EXECUTE FUNCTION {RETOLD}_added()",
)
UNMAKE = (
    *(f"DROP TRIGGER {RETOLD}_{when} ON {ENTRIES}" for when in ("changed", "removed", "added")),
    *(f"DROP FUNCTION {RETOLD}_{when}()" for when in ("changed", "removed", "added")),
    f"DROP TABLE {TABLE}",
    f"DROP TABLE {RETOLD}",
)
# In one statement, which sees one moment: what is told in a transaction under way stays noted.
# Who has several entries is looked up: all that was typed must stand in one of them.
_WRITE = f"""
WITH known AS (DELETE FROM {RETOLD})
INSERT INTO {TABLE} (run_id, series_id, place, relationship_id, party_id, terms)
SELECT best.run_id, best.series_id, best.place, best.relationship_id, r.party_id, e.terms
FROM shows_series show
CROSS JOIN LATERAL (
    SELECT run_id, series_id, relationship_id, row_number() OVER (ORDER BY chance DESC, relationship_id) AS place
    FROM (
        SELECT run_id, series_id, relationship_id, chance FROM relations_score
        WHERE run_id = %s AND series_id = show.id AND chance IS NOT NULL
        ORDER BY chance DESC, relationship_id LIMIT {MOST}
    ) first
) best
JOIN relations_relationship r ON r.id = best.relationship_id
LEFT JOIN LATERAL (
    SELECT CASE count(*) WHEN 1 THEN (array_agg(terms))[1] END AS terms FROM {ENTRIES} WHERE party_id = r.party_id
) e ON TRUE
ORDER BY best.series_id, best.place
"""
# A value, not a condition: what exists would be joined, and everybody be read first.
# Whoever is newer than the last of them, as all whom a load brings are, is none of them.
_MET = f"""
WITH typed AS MATERIALIZED (SELECT %s::tsquery AS terms),
of_show AS MATERIALIZED (SELECT %s::bigint AS run, %s::bigint AS series),
retold AS MATERIALIZED (
    SELECT party_id FROM {RETOLD} WHERE party_id <= (
        SELECT max(party_id) FROM {TABLE} WHERE run_id = (SELECT run FROM of_show)
        AND series_id = (SELECT series FROM of_show)
    ) LIMIT {MOST_RETOLD + 1}
)
SELECT f.relationship_id FROM {TABLE} f
WHERE f.run_id = (SELECT run FROM of_show) AND f.series_id = (SELECT series FROM of_show)
AND (SELECT count(*) FROM retold) <= {MOST_RETOLD}
AND CASE WHEN f.terms IS NULL OR f.party_id IN (SELECT party_id FROM retold) THEN (
    SELECT TRUE FROM relations_relationship r JOIN {ENTRIES} e ON e.party_id = r.party_id
    WHERE r.id = f.relationship_id AND ts_match_vq(e.terms, (SELECT terms FROM typed)) LIMIT 1
) ELSE ts_match_vq(f.terms, (SELECT terms FROM typed)) END
ORDER BY f.place LIMIT %s
"""


def write(run: int) -> None:
    """As the run is published; those of other runs go."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")
            cursor.execute(_WRITE, [run])


def found(run: int, series: int, text: str, most: int) -> Sequence[int]:
    """Relationships of those found, the first so many by their chance; fewer where there are no more here."""
    if connection.vendor != "postgresql":
        return []
    numbers = [planned.way().number(one) for one in (run, series, most)]
    return [key for (key,) in planned.rows(_MET, [expression(text), *numbers])]


def make(_apps: Any, schema_editor: Any) -> None:
    """Forwards step of the migration: the run shown has its own at once."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in MAKE:
            schema_editor.execute(statement)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT run_id FROM relations_publication")
            for (run,) in cursor.fetchall():
                cursor.execute(_WRITE, [run])


def unmake(_apps: Any, schema_editor: Any) -> None:
    """Backwards step of the migration."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in UNMAKE:
            schema_editor.execute(statement)
