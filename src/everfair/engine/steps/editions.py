"""Which editions count, in which order, and to which of them a day belongs."""

from everfair.engine.pipeline import Step
from everfair.engine.steps.fingerprints import WEIGHTS

LONGEST = len(WEIGHTS)  # editions of a series that are looked at, the latest ones

SIDES_OF_A_SHOW = ("exhibitor", "visitor", "sponsor")  # and any other
MOST_DAYS = 2**22  # from the year 1 to 9999


def day_of(facts: str) -> str:
    """A number for series, side and day of a row: it is joined faster than three columns, a word among them."""
    side = " ".join(f"WHEN '{side}' THEN {number}" for number, side in enumerate(SIDES_OF_A_SHOW))
    strand = f"{facts}.series * 4 + CASE {facts}.side {side} ELSE {len(SIDES_OF_A_SHOW)} END"
    return f"({strand}) * {MOST_DAYS} + datediff('day', DATE '1970-01-01', CAST({facts}.occurred_on AS DATE))"


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
TURNOUT = Step(
    "turnout",
    "an edition to which anyone came on that side of the show",
    ("participations",),
    "SELECT DISTINCT series, side, edition FROM participations WHERE status = 'came'",
)
ANALYSED = Step(
    "analysed",
    "a held edition to which anyone came on that side of the show; positions count from 0",
    ("turnout", "held"),
    f"""
    WITH latest AS (
      SELECT t.series, t.side, h.edition, h.ordinal, h.label, h.starts_on,
             row_number() OVER (PARTITION BY t.series, t.side ORDER BY h.ordinal DESC) AS latest
      FROM turnout t JOIN held h ON h.edition = t.edition
    )
    SELECT series, side, edition, ordinal, label, starts_on,
           CAST(row_number() OVER (PARTITION BY series, side ORDER BY ordinal) - 1 AS INTEGER) AS position
    FROM latest WHERE latest <= {LONGEST}
    """,
)
SIDES = Step(
    "sides",
    "a strand: a series and side of the show, with how many editions are analysed and which one comes next",
    ("analysed", "relationships", "editions", "held"),
    """
    WITH known AS (SELECT series, side, count(*) AS relationships FROM relationships GROUP BY series, side),
    past AS (
      SELECT series, side, CAST(count(*) AS INTEGER) AS editions, max(ordinal) AS last_ordinal
      FROM analysed GROUP BY series, side
    ), ahead AS (
      SELECT k.series, k.side, e.edition,
             row_number() OVER (PARTITION BY k.series, k.side ORDER BY e.ordinal) AS number
      FROM known k
      LEFT JOIN past p ON p.series = k.series AND p.side = k.side
      JOIN editions e ON e.series = k.series AND e.ordinal > coalesce(p.last_ordinal, -1)
      WHERE e.edition NOT IN (SELECT edition FROM held)
    )
    SELECT CAST(row_number() OVER (ORDER BY k.series, k.side) AS INTEGER) AS strand, k.series, k.side,
           k.relationships, coalesce(p.editions, 0) AS editions, a.edition AS next_edition
    FROM known k
    LEFT JOIN past p ON p.series = k.series AND p.side = k.side
    LEFT JOIN ahead a ON a.series = k.series AND a.side = k.side AND a.number = 1
    """,
)
PLACES = Step(
    "places",
    "a position of a series and side, numbered through the house; where nothing was held yet, one to begin with",
    ("sides", "analysed", "weights"),
    """
    WITH positions AS (
      SELECT s.strand, s.series, s.side, a.edition, coalesce(a.position, 0) AS position, a.starts_on
      FROM sides s LEFT JOIN analysed a ON a.series = s.series AND a.side = s.side
    )
    SELECT CAST(row_number() OVER (ORDER BY p.strand, p.position) - 1 AS INTEGER) AS place,
           p.strand, p.series, p.side, p.edition, p.position, p.starts_on, w.one, w.other
    FROM positions p JOIN weights w ON w.position = p.position
    """,
)
DAYS = Step(
    "days",
    "a day of a series and side, as a number, with the place of the edition begun last before it; of the days up to"
    " today on which anything was heard by anybody",
    ("interactions", "places", "moment"),
    f"""
    WITH heard AS (
      SELECT h.occurred_on
      FROM (SELECT DISTINCT occurred_on FROM interactions) h CROSS JOIN moment m
      WHERE h.occurred_on <= m.today
    ), begun AS (
      SELECT p.series, p.side, h.occurred_on,
             coalesce(max(CASE WHEN p.starts_on <= h.occurred_on THEN p.place END), min(p.place)) AS place
      FROM heard h CROSS JOIN places p
      GROUP BY p.series, p.side, h.occurred_on
    )
    SELECT {day_of("b")} AS day, b.place FROM begun b
    """,
)
EDITION_STEPS = (HELD, TURNOUT, ANALYSED, SIDES, PLACES, DAYS)
