"""What was told of a relationship around each edition, in levels; and details that words need.

What happens from the first day of an edition until the next one belongs to that edition; what happened before
the first one belongs to the first. Levels are 0, 1, 2, as `science.signals` counts them (of complaints: 1 open,
2 solved); what is absent was not told.

All participations and interactions are grouped once, by relationship and place. One key and two sums make that
several times as fast as many columns, so each sum carries several counts, a power of two apart. They are added as
floating numbers, which are exact below 2^53 and take half the time of whole ones. They are taken apart by bits, which
takes a fraction of the time of dividing.
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.editions import day_of

CHANGED_FROM, CHANGED_TO = 0.95, 1.05  # shares of the area last time within which it stayed the same
MUCH = 3  # contacts from one edition to the next that make the engagement high
AS_A_RULE = 0.2  # of those who came, heard of around the edition
SATISFIED_FROM, DELIGHTED_FROM = 6.5, 8.5  # mean score of 0 to 10
SMALL_TO, MIDDLE_TO = 0.34, 0.80  # shares of all visits with a known area

PLACE = 2**16  # key = relationship * PLACE + place
ANSWER, AREA, CAME = (
    2**14,
    2**24,
    2**50,
)  # visit = scores + ANSWER for each + AREA * area + CAME for each role
LARGEST = CAME // AREA - 1  # some 67 hectares
CONTACT, ANSWERED, OPEN, SOLVED = 1, 2**14, 2**28, 2**38  # heard = so many of each


def over(packed: str, unit: int) -> str:
    """How many of a unit (a power of two) are in a packed number, larger ones among them."""
    return f"({packed} >> {unit.bit_length() - 1})"


def below(packed: str, unit: int) -> str:
    """What a packed number counts in smaller units than this one."""
    return f"({packed} & {unit - 1})"


# Divided, as DuckDB then knows between which bounds a relationship lies, which joins use.
RELATIONSHIP, PLACED = f"(key // {PLACE})", below("key", PLACE)
CAME_WITH = below("visit", CAME)  # area and answers of a visit


MOMENTS = Step(
    "moments",
    "a relationship around an edition that told anything: its visit and answers, and what was heard, as packed sums",
    ("participations", "interactions", "places", "days"),
    f"""
    SELECT key, CAST(sum(visit) AS BIGINT) AS visit, CAST(sum(heard) AS BIGINT) AS heard
    FROM (
      SELECT i.relationship * {PLACE} + d.place AS key,
             CASE WHEN i.kind = 'satisfaction' THEN coalesce(CAST({ANSWER} + i.score AS DOUBLE), 0e0) ELSE 0e0 END
               AS visit,
             CASE WHEN i.kind = 'satisfaction' THEN 0e0
                  WHEN i.kind = 'complaint' THEN CASE WHEN i.outcome = 'solved' THEN {SOLVED}e0 ELSE {OPEN}e0 END
                  WHEN i.kind = 'note' OR i.outcome = 'not_reached' OR i.outcome = 'declined' THEN {CONTACT}e0
                  ELSE {CONTACT + ANSWERED}e0 END AS heard
      FROM interactions i
      JOIN days d ON d.day = {day_of("i")}
      UNION ALL
      SELECT p.relationship * {PLACE} + e.place AS key,
             CAST({CAME} + {AREA} * least(coalesce(p.area_dm2, 0), {LARGEST}) AS DOUBLE) AS visit, 0e0 AS heard
      FROM participations p
      JOIN places e ON e.edition = p.edition AND e.side = p.side
      WHERE p.status = 'came'
    )
    GROUP BY key
    """,
)
VISITS = Step(
    "visits",
    "a relationship came to an analysed edition with a known area, and its area the time before",
    ("moments",),
    f"""
    SELECT key, area_dm2, visit, heard,
           lag(area_dm2) OVER (PARTITION BY {RELATIONSHIP} ORDER BY key) AS before,
           lead(key) OVER (PARTITION BY {RELATIONSHIP} ORDER BY key) IS NULL AS is_last
    FROM (
      SELECT key, CAST({over(CAME_WITH, AREA)} AS INTEGER) AS area_dm2, visit, heard
      FROM moments WHERE {CAME_WITH} >= {AREA}
    )
    """,
)
AREAS = Step(
    "areas",
    "how many had a stand of that area at an edition",
    ("visits",),
    f"SELECT {PLACED} AS place, area_dm2, count(*) AS n FROM visits GROUP BY {PLACED}, area_dm2",
)
SIZES = Step(
    "sizes",
    "the bounds between small, middle and large stands of a series and side",
    ("areas", "places"),
    f"""
    WITH counted AS (
      SELECT p.strand, a.area_dm2, sum(a.n) AS n
      FROM areas a JOIN places p ON p.place = a.place
      GROUP BY p.strand, a.area_dm2
    ), ranked AS (
      SELECT strand, area_dm2, sum(n) OVER (PARTITION BY strand ORDER BY area_dm2) AS up_to,
             sum(n) OVER (PARTITION BY strand) AS visits
      FROM counted
    )
    SELECT strand,
           min(CASE WHEN up_to >= {SMALL_TO} * visits THEN area_dm2 END) AS small_to,
           min(CASE WHEN up_to >= {MIDDLE_TO} * visits THEN area_dm2 END) AS middle_to,
           min(area_dm2) AS least, max(area_dm2) AS most
    FROM ranked GROUP BY strand
    """,
)
RECORDING = Step(
    "recording",
    "whether contacts and complaints were recorded as a rule around an edition, so that none means none",
    ("moments", "places"),
    f"""
    WITH counted AS (
      SELECT {PLACED} AS place, count(*) AS came,
             sum(CASE WHEN {below("heard", ANSWERED)} > 0 THEN 1 ELSE 0 END) AS contacts,
             max(heard) AS most
      FROM moments WHERE visit >= {CAME}
      GROUP BY {PLACED}
    )
    SELECT p.place, p.position, c.contacts >= {AS_A_RULE} * c.came AS contacts,
           c.most >= {OPEN} AS complaints
    FROM counted c JOIN places p ON p.place = c.place
    """,
)
SPOKEN = Step(
    "spoken",
    "what words about one relationship need: its last score, and the days of its last complaints",
    ("interactions", "moment"),
    """
    SELECT relationship,
           max(CASE WHEN kind = 'complaint' AND outcome <> 'solved' THEN occurred_on END) AS complaint_on,
           max(CASE WHEN kind = 'complaint' AND outcome = 'solved' THEN occurred_on END) AS solved_on,
           max(CASE WHEN kind = 'satisfaction'
                    THEN datediff('day', DATE '1970-01-01', occurred_on) * 32 + score END) % 32 AS score
    FROM interactions, moment
    WHERE kind IN ('complaint', 'satisfaction') AND occurred_on <= today
    GROUP BY relationship
    """,
)
SIGNAL_STEPS = (MOMENTS, VISITS, AREAS, SIZES, RECORDING, SPOKEN)
