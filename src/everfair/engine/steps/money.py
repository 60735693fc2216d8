"""What relationships brought and cost, in the money of the day up to which facts count.

Money of other currencies than the series' own is left out and counted. Past amounts grow at the series' yearly rate.
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.signals import ANSWERED, PLACED, RELATIONSHIP, below

KINDS = ("economic", "demonstration", "recommendation", "capability", "initial", "maintenance", "ending")
VALUES, COSTS = KINDS[:4], KINDS[4:]
GIVEN_UP = 2  # editions after the last one attended from which contacts are costs of ending
CLASSES = 16  # of worth, for each e-fold
DEAREST = 64  # editions paid for, from which on they count as so many


def grown(day: str, rate: str = "t.rate") -> str:
    """By how much a day's money has grown until today."""
    days = f"datediff('day', CAST({day} AS DATE), CAST(m.today AS DATE))"
    return f"power(1 + {rate}, coalesce(greatest({days}, 0), 0) / 365.25)"


LIVES = Step(
    "lives",
    "a relationship with what its history says (given by cell: `chapters`), and the area of its last stand",
    ("scored", "chapters"),
    """
    SELECT s.relationship, h.strand, h.chapter, h.times, h.lift, h.first, h.last, s.area_dm2
    FROM scored s JOIN chapters h ON h.cell = s.cell
    """,
)
EARNED = Step(
    "earned",
    "what the stands of a relationship left: `economic` in today's money, `plain` as it was; editions paid for, and"
    " the price of a square decimetre",
    ("participations", "held", "terms", "moment"),
    f"""
    WITH priced AS (
      SELECT e.edition, t.currency, t.margin, t.margin * {grown("e.starts_on")} AS now
      FROM held e JOIN terms t ON t.series = e.series CROSS JOIN moment m
    )
    SELECT relationship, economic, plain, paid, CASE WHEN area > 0 THEN priced / area END AS price
    FROM (
      SELECT p.relationship, sum(p.amount_minor * w.now) AS economic, sum(p.amount_minor * w.margin) AS plain,
             count(*) AS paid, sum(CASE WHEN p.area_dm2 > 0 THEN CAST(p.amount_minor AS DOUBLE) ELSE 0 END) AS priced,
             sum(CAST(p.area_dm2 AS DOUBLE)) AS area
      FROM participations p JOIN priced w ON w.edition = p.edition AND w.currency = p.currency
      WHERE p.status = 'came' AND p.amount_minor IS NOT NULL
      GROUP BY p.relationship
    )
    """,
)
_WINNING, _ENDING = "h.place < l.first", f"h.place >= l.last + {GIVEN_UP}"
_KEEPING = f"h.place >= l.first AND h.place < l.last + {GIVEN_UP}"


def _contacts(when: str, price: str) -> str:
    return f"sum(CASE WHEN {when} THEN h.contacts * c.{price} ELSE 0 END)"


# Every moment, and the few costly places by LEFT JOIN, so that DuckDB knows the moments for the many and lives for the
# few, which it then finds by number; what costs nothing is left out afterwards.
CONTACTS = Step(
    "contacts",
    "what contacts with a relationship cost: before it came first, while it came, and after it was given up; `winning`"
    " and `keeping` are the first two as they were",
    ("moments", "lives", "places", "terms", "moment"),
    f"""
    WITH costly AS (
      SELECT CAST(p.place AS BIGINT) AS place, t.contact_minor AS plain,
             t.contact_minor * {grown("p.starts_on")} AS now
      FROM places p JOIN terms t ON t.series = p.series CROSS JOIN moment m
      WHERE t.contact_minor > 0
    )
    SELECT relationship, initial, maintenance, ending, winning, keeping
    FROM (
      SELECT h.relationship, {_contacts(_WINNING, "now")} AS initial, {_contacts(_KEEPING, "now")} AS maintenance,
             {_contacts(_ENDING, "now")} AS ending, {_contacts(_WINNING, "plain")} AS winning,
             {_contacts(_KEEPING, "plain")} AS keeping
      FROM (
        SELECT {RELATIONSHIP} AS relationship, {PLACED} AS place, CAST({below("heard", ANSWERED)} AS DOUBLE) AS contacts
        FROM moments
      ) h
      JOIN lives l ON l.relationship = h.relationship
      LEFT JOIN costly c ON c.place = h.place
      GROUP BY h.relationship
    )
    WHERE initial + maintenance + ending > 0
    """,
)
ENTERED = Step(
    "entered",
    "what the ledger and adopted suggestions say of one kind of value or cost of a relationship",
    ("ledger", "suggestions", "terms", "moment"),
    f"""
    SELECT l.relationship, l.kind, sum(l.amount_minor * {grown("l.occurred_on")}) AS amount,
           sum(l.amount_minor) AS plain, sum(CASE WHEN l.is_entry THEN 1 ELSE 0 END) AS entries,
           sum(CASE WHEN l.is_entry THEN l.amount_minor * {grown("l.occurred_on")} ELSE 0 END) AS written
    FROM ledger l JOIN terms t ON t.series = l.series AND t.currency = l.currency CROSS JOIN moment m
    WHERE CAST(l.occurred_on AS DATE) <= CAST(m.today AS DATE)
    GROUP BY l.relationship, l.kind
    UNION ALL
    SELECT s.relationship, 'capability', sum(s.effect_minor * {grown("s.occurred_on")}), sum(s.effect_minor), count(*),
           sum(s.effect_minor * {grown("s.occurred_on")})
    FROM suggestions s JOIN terms t ON t.series = s.series AND t.currency = s.currency CROSS JOIN moment m
    WHERE s.state = 'adopted' AND s.effect_minor > 0 AND CAST(s.occurred_on AS DATE) <= CAST(m.today AS DATE)
    GROUP BY s.relationship
    """,
)


def of_kind(kind: str, amount: str = "amount") -> str:
    """Of what was entered, by relationship."""
    return f"sum(CASE WHEN kind = '{kind}' THEN CAST({amount} AS DOUBLE) ELSE 0 END)"


def _with_entries(table: str, *names: str) -> str:
    return ", ".join(f"coalesce({table}.{name}, 0) + coalesce(n.{name}, 0) AS {name}" for name in names)


BALANCE = Step(
    "balance",
    "the economic value and the costs of a relationship in today's money, `winning` and `keeping` as they were; of one"
    " that came and left anything also how often it paid, what it left each time, and the class of that. What few have"
    " comes with `summed`",
    ("lives", "earned", "contacts", "entered"),
    f"""
    WITH noted AS (
      SELECT relationship, {", ".join(f"{of_kind(kind)} AS {kind}" for kind in ("economic", *COSTS))},
             {of_kind("economic", "plain")} AS plain, {of_kind("initial", "plain")} AS winning,
             {of_kind("maintenance", "plain")} AS keeping
      FROM entered GROUP BY relationship
    ), told AS (
      SELECT l.relationship, l.strand, l.chapter, l.times, l.lift, l.area_dm2, e.price,
             {_with_entries("e", "economic", "plain")},
             {_with_entries("c", *COSTS, "winning", "keeping")},
             CASE WHEN e.paid > 0 THEN least(e.paid, l.times) ELSE l.times END AS paid,
             e.relationship IS NOT NULL OR c.relationship IS NOT NULL OR n.relationship IS NOT NULL AS has_money
      FROM lives l
      LEFT JOIN earned e ON e.relationship = l.relationship
      LEFT JOIN contacts c ON c.relationship = l.relationship
      LEFT JOIN noted n ON n.relationship = l.relationship
    )
    SELECT relationship, strand, chapter, times, lift, area_dm2, price, has_money, economic, {", ".join(COSTS)},
           winning, keeping, CASE WHEN times > 0 AND plain > 0 THEN CAST(least(paid, {DEAREST}) AS INTEGER) END AS paid,
           CASE WHEN times > 0 AND plain > 0 THEN plain / paid END AS margin,
           CASE WHEN times > 0 AND plain > 0 THEN CAST(floor({CLASSES} * ln(plain / paid)) AS INTEGER) END AS class
    FROM told
    """,
)
EDITION_MONEY = Step(
    "edition_money",
    "one kind of value or cost of an edition as it was, and how much in other currencies was left out",
    ("participations", "ledger", "terms", "held"),
    """
    SELECT p.series, p.side, p.edition, 'economic' AS kind,
           sum(CASE WHEN p.currency = t.currency THEN p.amount_minor * t.margin ELSE 0 END) AS amount,
           sum(CASE WHEN p.currency = t.currency THEN 0 ELSE 1 END) AS left_out
    FROM participations p
    JOIN held h ON h.edition = p.edition
    JOIN terms t ON t.series = p.series
    WHERE p.status = 'came' AND p.amount_minor IS NOT NULL
    GROUP BY p.series, p.side, p.edition
    UNION ALL
    SELECT l.series, l.side, coalesce(l.edition, -1), l.kind,
           sum(CASE WHEN l.currency = t.currency THEN l.amount_minor ELSE 0 END),
           sum(CASE WHEN l.currency = t.currency THEN 0 ELSE 1 END)
    FROM ledger l JOIN terms t ON t.series = l.series
    GROUP BY l.series, l.side, l.edition, l.kind
    """,
)
RECKONING = Step(
    "reckoning",
    "what the money of a series is reckoned with, and how many editions it has a year",
    ("terms", "held"),
    """
    SELECT t.series, max(t.currency) AS currency, max(t.margin) AS margin, max(t.rate) AS rate, max(t.gamma) AS gamma,
           CASE WHEN max(h.starts_on) > min(h.starts_on)
                THEN (count(h.starts_on) - 1) * 365.25
                     / datediff('day', CAST(min(h.starts_on) AS DATE), CAST(max(h.starts_on) AS DATE))
                ELSE 1.0 END AS editions_a_year
    FROM terms t LEFT JOIN held h ON h.series = t.series
    GROUP BY t.series
    """,
)
MONEY_STEPS = (LIVES, EARNED, CONTACTS, ENTERED, BALANCE, EDITION_MONEY)
