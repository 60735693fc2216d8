"""Histories of relationships, and the few distinct ones: cells. What follows costs by cells, not by customers.

An observation packs what one edition told of a relationship into a number of base 4 digits, 0 for unknown and
level + 1 otherwise: came, size, change of area, engagement, satisfaction, complaint (the lowest digit first),
and above them the position of the edition. `unpacked` takes it apart.
"""

from everfair.engine.pipeline import Step

DIGITS = ("came", "size", "change", "engagement", "satisfaction", "complaint")
ROOM = 4 ** len(DIGITS)

OBSERVATIONS = Step(
    "observations",
    "a relationship around an edition that told anything, packed into a number",
    ("visits", "areas", "signals"),
    f"""
    WITH told AS (
      SELECT relationship, position, 1 AS came, NULL AS size, NULL AS change,
             NULL AS engagement, NULL AS satisfaction, NULL AS complaint FROM visits
      UNION ALL
      SELECT relationship, position, NULL, size, change, NULL, NULL, NULL FROM areas
      UNION ALL
      SELECT relationship, position, NULL, NULL, NULL, engagement, satisfaction, complaint FROM signals
    )
    SELECT relationship, CAST(position AS BIGINT) * {ROOM} + CAST(
             {" + ".join(f"{4**place} * (coalesce(max({digit}), -1) + 1)" for place, digit in enumerate(DIGITS))}
           AS BIGINT) AS packed
    FROM told GROUP BY relationship, position
    """,
)
COMING = Step(
    "coming",
    "what is known of a relationship for the next edition, and whether an earlier booking broke off",
    ("marks", "relationships", "sides"),
    """
    SELECT relationship,
           max(CASE WHEN m.edition <> s.next_edition OR s.next_edition IS NULL THEN 0
                    WHEN m.booked THEN 2 WHEN m.broke_off THEN 3 WHEN m.asked THEN 1 ELSE 0 END) AS next_mark,
           CAST(bool_or(m.asked OR m.booked) AS INTEGER) AS was_asked,
           CAST(bool_or(m.broke_off) AS INTEGER) AS broke_off
    FROM marks m
    JOIN relationships r USING (relationship)
    JOIN sides s ON s.series = r.series AND s.side = r.side
    WHERE NOT m.came
    GROUP BY relationship
    """,
)
HISTORIES = Step(
    "histories",
    "a relationship with all its observations in order",
    ("relationships", "observations", "coming"),
    """
    WITH told AS (
      SELECT relationship, list(packed ORDER BY packed) AS history
      FROM observations GROUP BY relationship
    )
    SELECT r.relationship, r.series, r.side, coalesce(t.history, []) AS history,
           coalesce(c.next_mark, 0) AS next_mark, coalesce(c.was_asked, 0) AS was_asked,
           coalesce(c.broke_off, 0) AS broke_off
    FROM relationships r
    LEFT JOIN told t USING (relationship)
    LEFT JOIN coming c USING (relationship)
    """,
)
CELLS = Step(
    "cells",
    "a distinct history within a series and side, and how many relationships share it",
    ("histories",),
    """
    SELECT CAST(row_number() OVER (ORDER BY series, side, history, next_mark, was_asked, broke_off) - 1 AS INTEGER)
             AS cell, *
    FROM (
      SELECT series, side, history, next_mark, was_asked, broke_off, count(*) AS count
      FROM histories GROUP BY ALL
    )
    """,
)
CELL_OF = Step(
    "cell_of",
    "which cell a relationship is in",
    ("histories", "cells"),
    """
    SELECT h.relationship, c.cell
    FROM histories h
    JOIN cells c USING (series, side, history, next_mark, was_asked, broke_off)
    """,
)
LEVELS = ", ".join(
    f"CAST((packed // {4**place}) % 4 - 1 AS TINYINT) AS {digit}" for place, digit in enumerate(DIGITS)
)
UNPACKED = Step(
    "unpacked",
    "an observation of a cell, taken apart; -1 is unknown",
    ("cells",),
    f"""
    SELECT cell, series, side, count, CAST(packed // {ROOM} AS INTEGER) AS position,
           {LEVELS}
    FROM (SELECT cell, series, side, count, unnest(history) AS packed FROM cells)
    """,
)
SCORED = Step(
    "scored",
    "a relationship to be scored: its cell, and the details that its words need",
    ("cell_of", "details"),
    """
    SELECT c.relationship, c.cell, d.area_dm2, d.area_before_dm2, d.complaint_on, d.solved_on, d.score
    FROM cell_of c LEFT JOIN details d USING (relationship)
    """,
)
CELL_STEPS = (OBSERVATIONS, COMING, HISTORIES, CELLS, CELL_OF, UNPACKED, SCORED)
