"""Histories of relationships, and the few distinct ones: cells. What follows costs by cells, not by customers.

A code packs what one edition told of a relationship into a number of base 4 digits: came (1 only heard of, 2 came),
and 0 for unknown, level + 1 otherwise: size, change of area, engagement, satisfaction, complaint (the lowest digit
first). `unpacked` takes it apart. Histories are told apart by their fingerprints (see `fingerprints`).
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.signals import (
    ANSWER,
    ANSWERED,
    CAME,
    CHANGED_FROM,
    CHANGED_TO,
    DELIGHTED_FROM,
    MUCH,
    OPEN,
    PLACE,
    SATISFIED_FROM,
    SOLVED,
)

DIGITS = ("came", "size", "change", "engagement", "satisfaction", "complaint")
ROOM = 4 ** len(DIGITS)
PRESENCE, SIZE, CHANGE, ENGAGEMENT, SATISFACTION, COMPLAINT = (4**place for place in range(len(DIGITS)))

HEARD = f"""
           CASE WHEN (heard // {ANSWERED}) % {OPEN // ANSWERED} >= {MUCH} THEN {3 * ENGAGEMENT}
                WHEN (heard // {ANSWERED}) % {OPEN // ANSWERED} > 0 THEN {2 * ENGAGEMENT}
                WHEN heard % {ANSWERED} > 0 THEN {ENGAGEMENT} ELSE 0 END
         + CASE WHEN answers = 0 THEN 0
                WHEN answers % {ANSWER} >= {DELIGHTED_FROM} * (answers // {ANSWER}) THEN {3 * SATISFACTION}
                WHEN answers % {ANSWER} >= {SATISFIED_FROM} * (answers // {ANSWER}) THEN {2 * SATISFACTION}
                ELSE {SATISFACTION} END
         + CASE WHEN (heard // {OPEN}) % {SOLVED // OPEN} > 0 THEN {2 * COMPLAINT}
                WHEN heard >= {SOLVED} THEN {3 * COMPLAINT} ELSE 0 END"""

OBSERVATIONS = Step(
    "observations",
    "a relationship around an edition that told anything, packed into a number",
    ("moments", "visits", "sizes", "places"),
    f"""
    SELECT v.key, v.place, v.area_dm2, CAST(
           CASE WHEN s.least = s.most THEN {2 * PRESENCE + 2 * SIZE}
                WHEN v.area_dm2 <= s.small_to THEN {2 * PRESENCE + SIZE}
                WHEN v.area_dm2 <= s.middle_to THEN {2 * PRESENCE + 2 * SIZE}
                ELSE {2 * PRESENCE + 3 * SIZE} END
         + CASE WHEN v.before IS NULL THEN 0
                WHEN v.area_dm2 < {CHANGED_FROM} * v.before THEN {CHANGE}
                WHEN v.area_dm2 > {CHANGED_TO} * v.before THEN {3 * CHANGE} ELSE {2 * CHANGE} END
         + {HEARD} AS INTEGER) AS code
    FROM visits v
    JOIN places p ON p.place = v.place
    JOIN sizes s ON s.series = p.series AND s.side = p.side
    UNION ALL
    SELECT key, key % {PLACE}, NULL, CAST(
           CASE WHEN visit = 0 THEN {PRESENCE} ELSE {2 * PRESENCE} END
         + {HEARD} AS INTEGER)
    FROM moments WHERE visit <= {CAME}
    """,
)
TOLD = Step(
    "told",
    "the fingerprint of all observations of a relationship, and to how many editions it came",
    ("observations", "places"),
    f"""
    SELECT o.key // {PLACE} AS relationship, CAST(sum(o.code * p.one) AS BIGINT) AS one,
           CAST(sum(o.code * p.other) AS BIGINT) AS other, max(o.code % {SIZE}) AS presence
    FROM observations o JOIN places p ON p.place = o.place
    GROUP BY o.key // {PLACE}
    """,
)
COMING = Step(
    "coming",
    "what is known of a relationship for the next edition, and whether it was ever asked, or broke off",
    ("participations", "sides"),
    """
    SELECT p.relationship,
           max(CASE WHEN s.next_edition IS NULL THEN 0
                    WHEN p.status = 'booked' THEN 3 WHEN p.status IN ('no_show', 'cancelled') THEN 2
                    ELSE 1 END) AS mark,
           max(CASE WHEN p.status IN ('invited', 'applied', 'booked') THEN 1 ELSE 0 END) AS was_asked,
           max(CASE WHEN p.status IN ('no_show', 'cancelled') THEN 1 ELSE 0 END) AS broke_off
    FROM participations p
    LEFT JOIN sides s ON s.side = p.side AND s.next_edition = p.edition
    WHERE p.status <> 'came'
    GROUP BY p.relationship
    """,
)
HISTORIES = Step(
    "histories",
    "a relationship with all that makes it differ from others; asked and broken off tell of those who never came",
    ("relationships", "told", "coming"),
    """
    SELECT r.relationship, r.series, r.side, coalesce(t.one, 0) AS one, coalesce(t.other, 0) AS other,
           CASE c.mark WHEN 3 THEN 2 WHEN 2 THEN 3 WHEN 1 THEN 1 ELSE 0 END AS next_mark,
           CASE WHEN t.presence = 2 THEN 0 ELSE coalesce(c.was_asked, 0) END AS was_asked,
           CASE WHEN t.presence = 2 THEN 0 ELSE coalesce(c.broke_off, 0) END AS broke_off
    FROM relationships r
    LEFT JOIN told t ON t.relationship = r.relationship
    LEFT JOIN coming c ON c.relationship = r.relationship
    """,
)
CELLS = Step(
    "cells",
    "a distinct history within a series and side, how many relationships share it, and the first of them",
    ("histories",),
    """
    SELECT CAST(row_number() OVER (ORDER BY series, side, example) - 1 AS INTEGER) AS cell, series, side, one,
           other, next_mark, was_asked, broke_off, count, example
    FROM (
      SELECT series, side, one, other, next_mark, was_asked, broke_off, count(*) AS count,
             min(relationship) AS example
      FROM histories GROUP BY series, side, one, other, next_mark, was_asked, broke_off
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
    JOIN cells c ON c.one = h.one AND c.other = h.other AND c.series = h.series AND c.side = h.side
     AND c.next_mark = h.next_mark AND c.was_asked = h.was_asked AND c.broke_off = h.broke_off
    """,
)
LEVELS = ", ".join(
    f"CAST((code // {4**place}) % 4 - 1 AS TINYINT) AS {digit}" for place, digit in enumerate(DIGITS)
)
UNPACKED = Step(
    "unpacked",
    "an observation of a cell, taken apart; -1 is unknown",
    ("cells", "observations", "places"),
    f"""
    SELECT c.cell, c.series, c.side, c.count, p.position, {LEVELS}
    FROM observations o
    JOIN cells c ON c.example = o.key // {PLACE}
    JOIN places p ON p.place = o.place
    """,
)
SCORED = Step(
    "scored",
    "a relationship to be scored: its cell, and the details that its words need",
    ("cell_of", "details"),
    """
    SELECT c.relationship, c.cell, d.area_dm2, d.area_before_dm2, d.complaint_on, d.solved_on, d.score
    FROM cell_of c LEFT JOIN details d ON d.relationship = c.relationship
    """,
)
CELL_STEPS = (OBSERVATIONS, TOLD, COMING, HISTORIES, CELLS, CELL_OF, UNPACKED, SCORED)
