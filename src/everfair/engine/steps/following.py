"""When stands were booked, by days before the opening: of all, and of those whom others may follow."""

from everfair.engine.pipeline import Step

LONGEST_AHEAD = 540  # days before the opening: who books earlier counts as on that day
MOST_LEADERS, ONE_IN = 60, 20  # the largest of each strand

BOOKINGS = Step(
    "bookings",
    "a booking whose day is known, by days before the opening",
    ("participations", "editions", "relationships"),
    f"""
    SELECT p.relationship, p.series, p.side, p.edition, r.industry, p.area_dm2, p.booked_on, e.ordinal,
           least(datediff('day', CAST(p.booked_on AS DATE), CAST(e.starts_on AS DATE)), {LONGEST_AHEAD}) AS ahead
    FROM participations p
    JOIN editions e ON e.edition = p.edition
    JOIN relationships r ON r.relationship = p.relationship
    WHERE p.booked_on IS NOT NULL AND p.status IN ('booked', 'came', 'no_show')
      AND CAST(p.booked_on AS DATE) < CAST(e.starts_on AS DATE)
    """,
)
BOOKING_DAYS = Step(
    "booking_days",
    "how many of an industry booked an edition so many days before its opening",
    ("bookings",),
    """
    SELECT series, side, edition, ordinal, industry, ahead, count(*) AS n
    FROM bookings GROUP BY series, side, edition, ordinal, industry, ahead
    """,
)
LEADERS = Step(
    "leaders",
    "the relationships with the largest stands of a strand, whom others may follow",
    ("bookings",),
    f"""
    SELECT relationship, series, side, industry
    FROM (
      SELECT relationship, series, side, max(industry) AS industry,
             row_number() OVER (PARTITION BY series, side ORDER BY max(area_dm2) DESC, relationship) AS rank,
             count(*) OVER (PARTITION BY series, side) AS everybody
      FROM bookings WHERE area_dm2 IS NOT NULL
      GROUP BY relationship, series, side
    )
    WHERE rank <= {MOST_LEADERS} AND rank * {ONE_IN} <= everybody
    """,
)
LED = Step(
    "led",
    "a booking of a leader",
    ("bookings", "leaders"),
    """
    SELECT b.relationship, b.series, b.side, b.edition, max(b.ahead) AS ahead
    FROM bookings b JOIN leaders l ON l.relationship = b.relationship
    GROUP BY b.relationship, b.series, b.side, b.edition
    """,
)
OPENING = Step(
    "opening",
    "how many days are left until an edition that has not been held opens",
    ("editions", "moment"),
    """
    SELECT edition, datediff('day', CAST(today AS DATE), CAST(starts_on AS DATE)) AS days_left
    FROM editions, moment
    WHERE starts_on IS NOT NULL AND CAST(starts_on AS DATE) >= CAST(today AS DATE)
    """,
)
FOLLOWING_STEPS = (BOOKINGS, BOOKING_DAYS, LEADERS, LED, OPENING)
