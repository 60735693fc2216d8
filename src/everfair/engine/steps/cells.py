"""Histories of relationships, and the few distinct ones: cells. What follows costs by cells, not by customers.

A code packs what one edition told of a relationship into a number of base 4 digits: came (1 only heard of, 2 came),
and 0 for unknown, level + 1 otherwise: size, change of area, engagement, satisfaction, complaint (the lowest digit
first). Histories are told apart by their fingerprints (see `fingerprints`).
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.signals import (
    ANSWER,
    ANSWERED,
    AREA,
    CAME,
    CAME_WITH,
    CHANGED_FROM,
    CHANGED_TO,
    DELIGHTED_FROM,
    MUCH,
    OPEN,
    PLACED,
    RELATIONSHIP,
    SATISFIED_FROM,
    SOLVED,
    below,
    over,
)

DIGITS = ("came", "size", "change", "engagement", "satisfaction", "complaint")
PRESENCE, SIZE, CHANGE, ENGAGEMENT, SATISFACTION, COMPLAINT = (4**place for place in range(len(DIGITS)))

# Bits of what participations and relationships tell of a history, beside its codes; the strand stands above them.
EVER_CAME, ASKED, BROKE_OFF, NEXT_ASKED, NEXT_BROKE_OFF, NEXT_BOOKED, STRAND = (2**bit for bit in range(7))
ONE_STRAND, ONE_MARK = 16, 4  # kind = so many of the strand and the mark + asked + 2 for broken off

ANSWERS = over(below("visit", AREA), ANSWER)
SCORES = below("visit", ANSWER)
TALKS = below("heard", OPEN)
HEARD = f"""
           CASE WHEN {TALKS} >= {MUCH * ANSWERED} THEN {3 * ENGAGEMENT}
                WHEN {TALKS} >= {ANSWERED} THEN {2 * ENGAGEMENT}
                WHEN {TALKS} > 0 THEN {ENGAGEMENT} ELSE 0 END
         + CASE WHEN {below("visit", AREA)} = 0 THEN 0
                WHEN {SCORES} >= {DELIGHTED_FROM} * {ANSWERS} THEN {3 * SATISFACTION}
                WHEN {SCORES} >= {SATISFIED_FROM} * {ANSWERS} THEN {2 * SATISFACTION}
                ELSE {SATISFACTION} END
         + CASE WHEN heard < {OPEN} THEN 0
                WHEN {below("heard", SOLVED)} >= {OPEN} THEN {2 * COMPLAINT} ELSE {3 * COMPLAINT} END"""

OBSERVATIONS = Step(
    "observations",
    "a relationship around an edition that told anything, packed into a number",
    ("moments", "visits", "sizes", "places"),
    f"""
    SELECT v.key, CAST(
           CASE WHEN s.least = s.most THEN {2 * PRESENCE + 2 * SIZE}
                WHEN v.area_dm2 <= s.small_to THEN {2 * PRESENCE + SIZE}
                WHEN v.area_dm2 <= s.middle_to THEN {2 * PRESENCE + 2 * SIZE}
                ELSE {2 * PRESENCE + 3 * SIZE} END
         + CASE WHEN v.before IS NULL THEN 0
                WHEN v.area_dm2 < {CHANGED_FROM} * v.before THEN {CHANGE}
                WHEN v.area_dm2 > {CHANGED_TO} * v.before THEN {3 * CHANGE} ELSE {2 * CHANGE} END
         + {HEARD} AS INTEGER) AS code
    FROM visits v
    JOIN places p ON p.place = {PLACED}
    JOIN sizes s ON s.strand = p.strand
    UNION ALL
    SELECT key, CAST(CASE WHEN visit < {CAME} THEN {PRESENCE} ELSE {2 * PRESENCE} END
         + {HEARD} AS INTEGER)
    FROM moments WHERE {CAME_WITH} < {AREA}
    """,
)
HISTORIES = Step(
    "histories",
    "a relationship with all that makes it differ from others: the fingerprint of its observations, and its kind: the"
    " strand, what is known for the next edition, and of those who never came whether they were asked or broke off",
    ("relationships", "observations", "participations", "sides", "places"),
    f"""
    WITH told AS (
      SELECT {RELATIONSHIP} AS relationship, o.code * CAST(p.one AS DOUBLE) AS one,
             o.code * CAST(p.other AS DOUBLE) AS other, (o.code >> 1) & {EVER_CAME} AS bits
      FROM observations o JOIN places p ON p.place = {PLACED}
      UNION ALL
      SELECT p.relationship, 0, 0,
             CAST(CASE WHEN p.status = 'no_show' OR p.status = 'cancelled' THEN
                    CASE WHEN s.next_edition IS NULL THEN {BROKE_OFF} ELSE {BROKE_OFF + NEXT_BROKE_OFF} END
                  WHEN s.next_edition IS NULL THEN {ASKED}
                  WHEN p.status = 'booked' THEN {ASKED + NEXT_BOOKED} ELSE {ASKED + NEXT_ASKED} END AS INTEGER)
      FROM participations p
      LEFT JOIN sides s ON s.side = p.side AND s.next_edition = p.edition
      WHERE p.status <> 'came'
      UNION ALL
      SELECT r.relationship, 0, 0, CAST(s.strand * {STRAND} AS INTEGER)
      FROM relationships r JOIN sides s ON s.series = r.series AND s.side = r.side
    ), summed AS (
      SELECT relationship, CAST(sum(one) AS BIGINT) AS one, CAST(sum(other) AS BIGINT) AS other, bit_or(bits) AS bits
      FROM told GROUP BY relationship
    )
    SELECT relationship, one, other, CAST(
           bits // {STRAND} * {ONE_STRAND}
         + CASE WHEN bits % {STRAND} >= {NEXT_BOOKED} THEN 2 WHEN bits % {STRAND} >= {NEXT_BROKE_OFF} THEN 3
                WHEN bits % {STRAND} >= {NEXT_ASKED} THEN 1 ELSE 0 END * {ONE_MARK}
         + CASE WHEN bits % {ASKED} = {EVER_CAME} THEN 0 ELSE bits % {NEXT_ASKED} // {ASKED} END AS INTEGER) AS kind
    FROM summed
    """,
)
CELLS = Step(
    "cells",
    "a distinct history within a strand, how many relationships share it, and the first of them",
    ("histories",),
    f"""
    SELECT CAST(row_number() OVER (ORDER BY kind // {ONE_STRAND}, example) - 1 AS INTEGER) AS cell,
           kind // {ONE_STRAND} AS strand, one, other, kind, kind // {ONE_MARK} % 4 AS next_mark,
           kind % 2 AS was_asked, kind // 2 % 2 AS broke_off, count, example
    FROM (
      SELECT kind, one, other, count(*) AS count, min(relationship) AS example
      FROM histories GROUP BY kind, one, other
    )
    """,
)
CELL_OF = Step(
    "cell_of",
    "which cell a relationship is in",
    ("histories", "cells"),
    """
    SELECT h.relationship, c.cell
    FROM histories h JOIN cells c ON c.one = h.one AND c.other = h.other AND c.kind = h.kind
    """,
)
OBSERVED = Step(
    "observed",
    "an observation of a cell",
    ("cells", "observations"),
    f"""
    SELECT c.cell, CAST({PLACED} AS INTEGER) AS place, o.code
    FROM observations o JOIN cells c ON c.example = {RELATIONSHIP}
    """,
)
SCORED = Step(
    "scored",
    "a relationship to be scored: its cell, and the details that its words need",
    ("cell_of", "visits", "spoken"),
    f"""
    SELECT c.relationship, c.cell, v.area_dm2, v.area_before_dm2, p.complaint_on, p.solved_on, p.score
    FROM cell_of c
    LEFT JOIN (
      SELECT {RELATIONSHIP} AS relationship, area_dm2, before AS area_before_dm2 FROM visits WHERE is_last
    ) v ON v.relationship = c.relationship
    LEFT JOIN spoken p ON p.relationship = c.relationship
    """,
)
CELL_STEPS = (OBSERVATIONS, HISTORIES, CELLS, CELL_OF, OBSERVED, SCORED)
