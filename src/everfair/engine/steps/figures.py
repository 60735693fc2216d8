"""Figures of each edition, counted on cells."""

from everfair.engine.pipeline import Step

CELL_VISITS = Step(
    "cell_visits",
    "the relationships of a cell came to an edition; the positions of their visits before and after",
    ("unpacked",),
    """
    SELECT cell, series, side, count, position,
           lag(position) OVER (PARTITION BY cell ORDER BY position) AS before,
           lead(position) OVER (PARTITION BY cell ORDER BY position) AS after
    FROM unpacked WHERE came = 1
    """,
)
BOOKED = Step(
    "booked",
    "how many are booked for the next edition: in all, and of those at the last one",
    ("cells", "cell_visits", "sides"),
    """
    WITH last_there AS (
      SELECT v.cell FROM cell_visits v
      JOIN sides s ON s.series = v.series AND s.side = v.side AND v.position = s.editions - 1
    )
    SELECT series, side,
           CAST(sum(count) FILTER (WHERE next_mark = 2) AS BIGINT) AS booked,
           CAST(sum(count) FILTER (WHERE next_mark = 2 AND cell IN (SELECT cell FROM last_there)) AS BIGINT)
             AS booked_again
    FROM cells GROUP BY series, side
    """,
)
EDITION_COUNTS = Step(
    "edition_counts",
    "an edition and side with its counts: the numerators and denominators of its measures",
    ("cell_visits", "analysed", "sides", "observations", "places", "booked"),
    """
    WITH counted AS (
      SELECT series, side, position,
             CAST(sum(count) AS BIGINT) AS participants,
             CAST(sum(count) FILTER (WHERE before IS NULL) AS BIGINT) AS first_timers,
             CAST(sum(count) FILTER (WHERE before IS NOT NULL) AS BIGINT) AS returning,
             CAST(sum(count) FILTER (WHERE before = position - 1) AS BIGINT) AS came_again,
             CAST(sum(count) FILTER (WHERE after = position + 1) AS BIGINT) AS come_next
      FROM cell_visits GROUP BY series, side, position
    ), measured AS (
      SELECT place, CAST(sum(area_dm2) AS BIGINT) AS area_dm2, count(area_dm2) AS areas_known
      FROM observations GROUP BY place
    )
    SELECT a.series, a.side, a.edition, a.position, a.position = s.editions - 1 AS is_last, s.next_edition,
           c.participants, coalesce(c.first_timers, 0) AS first_timers, coalesce(c.returning, 0) AS returning,
           coalesce(c.came_again, 0) AS came_again, coalesce(c.come_next, 0) AS come_next,
           lag(c.participants) OVER (PARTITION BY a.series, a.side ORDER BY a.position) AS participants_before,
           coalesce(b.booked_again, 0) AS booked_again, m.area_dm2, m.areas_known
    FROM analysed a
    JOIN counted c ON c.series = a.series AND c.side = a.side AND c.position = a.position
    JOIN places p ON p.edition = a.edition AND p.side = a.side
    JOIN measured m ON m.place = p.place
    JOIN sides s ON s.series = a.series AND s.side = a.side
    LEFT JOIN booked b ON b.series = a.series AND b.side = a.side
    """,
)
FIGURE_STEPS = (CELL_VISITS, BOOKED, EDITION_COUNTS)
