"""Which editions count, in which order, and who took part in them."""

from everfair.engine.pipeline import Step

LONGEST = 200  # editions of a series that are looked at, the latest ones

MARKS = Step(
    "marks",
    "a relationship at an edition: all its participations there taken together",
    ("participations",),
    """
    SELECT relationship, edition,
           bool_or(status = 'came') AS came,
           bool_or(status IN ('booked', 'came')) AS booked,
           bool_or(status IN ('invited', 'applied')) AS asked,
           bool_or(status IN ('no_show', 'cancelled')) AS broke_off,
           CAST(sum(area_dm2) FILTER (status IN ('came', 'booked')) AS BIGINT) AS area_dm2
    FROM participations
    GROUP BY relationship, edition
    """,
)
HELD = Step(
    "held",
    "an edition that has been held by today",
    ("editions", "moment"),
    """
    SELECT edition, series, ordinal, label, starts_on
    FROM editions, moment
    WHERE is_held AND (starts_on IS NULL OR starts_on <= today)
    """,
)
ANALYSED = Step(
    "analysed",
    "a held edition to which anyone came on that side of the show; positions count from 0",
    ("marks", "held", "relationships"),
    f"""
    WITH turnout AS (
      SELECT DISTINCT r.series, r.side, m.edition
      FROM marks m JOIN relationships r USING (relationship)
      WHERE m.came
    ), latest AS (
      SELECT t.series, t.side, h.edition, h.ordinal, h.label, h.starts_on
      FROM turnout t JOIN held h USING (edition)
      QUALIFY row_number() OVER (PARTITION BY t.series, t.side ORDER BY h.ordinal DESC) <= {LONGEST}
    )
    SELECT *, CAST(row_number() OVER (PARTITION BY series, side ORDER BY ordinal) - 1 AS INTEGER) AS position
    FROM latest
    """,
)
SIDES = Step(
    "sides",
    "a series and side of the show, with how many editions are analysed and which one comes next",
    ("analysed", "relationships", "editions", "held"),
    """
    WITH known AS (SELECT series, side, count(*) AS relationships FROM relationships GROUP BY ALL),
    past AS (
      SELECT series, side, CAST(count(*) AS INTEGER) AS editions, max(ordinal) AS last_ordinal
      FROM analysed GROUP BY ALL
    ), following AS (
      SELECT k.series, k.side, arg_min(e.edition, e.ordinal) AS next_edition
      FROM known k
      LEFT JOIN past p ON p.series = k.series AND p.side = k.side
      JOIN editions e ON e.series = k.series AND e.ordinal > coalesce(p.last_ordinal, -1)
      WHERE e.edition NOT IN (SELECT edition FROM held)
      GROUP BY k.series, k.side
    )
    SELECT k.series, k.side, k.relationships, coalesce(p.editions, 0) AS editions, c.next_edition
    FROM known k
    LEFT JOIN past p ON p.series = k.series AND p.side = k.side
    LEFT JOIN following c ON c.series = k.series AND c.side = k.side
    """,
)
VISITS = Step(
    "visits",
    "a relationship came to an analysed edition",
    ("marks", "relationships", "analysed"),
    """
    SELECT r.series, r.side, m.relationship, a.position, nullif(m.area_dm2, 0) AS area_dm2
    FROM marks m
    JOIN relationships r USING (relationship)
    JOIN analysed a ON a.series = r.series AND a.side = r.side AND a.edition = m.edition
    WHERE m.came
    """,
)
EDITION_STEPS = (MARKS, HELD, ANALYSED, SIDES, VISITS)
