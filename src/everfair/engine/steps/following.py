"""When stands were booked, by days before the opening: of all, and of those whom others may follow."""

from everfair.engine.pipeline import Step

LONGEST_AHEAD = 540  # days before the opening: who books earlier counts as on that day
MOST_LEADERS, ONE_IN = 60, 20  # the largest of each strand

BOOKINGS = Step(
    "bookings",
    "a booking whose day is known, by days before the opening",
    ("participations", "editions"),
    f"""
    SELECT p.relationship, p.edition, p.area_dm2,
           CAST(least(datediff('day', CAST(p.booked_on AS DATE), CAST(e.starts_on AS DATE)), {LONGEST_AHEAD})
             AS INTEGER) AS ahead
    FROM participations p JOIN editions e ON e.edition = p.edition
    WHERE p.booked_on IS NOT NULL AND p.status IN ('booked', 'came', 'no_show')
      AND CAST(p.booked_on AS DATE) < CAST(e.starts_on AS DATE)
    """,
)
BOOKING_DAYS = Step(
    "booking_days",
    "how many of an industry booked an edition so many days before its opening",
    ("bookings", "editions", "trade_of", "trades"),
    """
    SELECT t.strand, d.edition, e.ordinal, t.industry, d.ahead, d.n
    FROM (
      SELECT b.edition, o.trade, b.ahead, count(*) AS n
      FROM bookings b JOIN trade_of o ON o.relationship = b.relationship
      GROUP BY b.edition, o.trade, b.ahead
    ) d
    JOIN trades t ON t.trade = d.trade
    JOIN editions e ON e.edition = d.edition
    """,
)
LARGEST = Step(
    "largest",
    "a relationship whose largest stand few of its strand surpass, and how many of the strand have stands",
    ("bookings", "trade_of", "trades"),
    f"""
    WITH stands AS (
      SELECT s.relationship, o.trade, s.area_dm2
      FROM (
        SELECT relationship, max(area_dm2) AS area_dm2 FROM bookings WHERE area_dm2 IS NOT NULL GROUP BY relationship
      ) s
      JOIN trade_of o ON o.relationship = s.relationship
    ), counted AS (
      SELECT t.strand, s.area_dm2, sum(s.n) AS n
      FROM (SELECT trade, area_dm2, count(*) AS n FROM stands GROUP BY trade, area_dm2) s
      JOIN trades t ON t.trade = s.trade
      GROUP BY t.strand, s.area_dm2
    ), ranked AS (
      SELECT strand, area_dm2, n, sum(n) OVER (PARTITION BY strand) AS everybody,
             sum(n) OVER (PARTITION BY strand ORDER BY area_dm2 DESC) AS up_to
      FROM counted
    )
    SELECT s.relationship, t.strand, t.industry, s.area_dm2, r.everybody
    FROM stands s
    JOIN trades t ON t.trade = s.trade
    JOIN ranked r ON r.strand = t.strand AND r.area_dm2 = s.area_dm2
    WHERE r.up_to - r.n < {MOST_LEADERS}
    """,
)
LEADERS = Step(
    "leaders",
    "the relationships with the largest stands of a strand, whom others may follow",
    ("largest",),
    f"""
    SELECT relationship, strand, industry
    FROM (
      SELECT relationship, strand, industry, everybody,
             row_number() OVER (PARTITION BY strand ORDER BY area_dm2 DESC, relationship) AS rank
      FROM largest
    )
    WHERE rank <= {MOST_LEADERS} AND rank * {ONE_IN} <= everybody
    """,
)
LED = Step(
    "led",
    "a booking of a leader",
    ("bookings", "leaders"),
    """
    SELECT b.relationship, l.strand, b.edition, max(b.ahead) AS ahead
    FROM bookings b JOIN leaders l ON l.relationship = b.relationship
    GROUP BY b.relationship, l.strand, b.edition
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
FOLLOWING_STEPS = (BOOKINGS, BOOKING_DAYS, LARGEST, LEADERS, LED, OPENING)
