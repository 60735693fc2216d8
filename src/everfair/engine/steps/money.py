"""What relationships brought and cost, in the money of the day up to which facts count.

Money of other currencies than the series' own is left out and counted. Past amounts grow at the series' yearly rate.
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.signals import ANSWERED, CAME, PLACE

KINDS = ("economic", "demonstration", "recommendation", "capability", "initial", "maintenance", "ending")
VALUES, COSTS = KINDS[:4], KINDS[4:]
GIVEN_UP = 2  # editions after the last one attended from which contacts are costs of ending
CLASSES = 16  # of worth, for each e-fold


def grown(day: str, rate: str = "t.rate") -> str:
    """By how much a day's money has grown until today."""
    days = f"datediff('day', CAST({day} AS DATE), CAST(m.today AS DATE))"
    return f"power(1 + {rate}, coalesce(greatest({days}, 0), 0) / 365.25)"


EARNED = Step(
    "earned",
    "what the stands of a relationship left: `economic` in today's money, `plain` as it was; editions paid for, and"
    " the area and price of those stands",
    ("participations", "held", "terms", "moment"),
    f"""
    WITH priced AS (
      SELECT e.edition, t.currency, t.margin, t.margin * {grown("e.starts_on")} AS now
      FROM held e JOIN terms t ON t.series = e.series CROSS JOIN moment m
    )
    SELECT p.relationship, sum(p.amount_minor * w.now) AS economic, sum(p.amount_minor * w.margin) AS plain,
           count(*) AS paid, sum(CASE WHEN p.area_dm2 > 0 THEN p.amount_minor END) AS price, sum(p.area_dm2) AS area
    FROM participations p JOIN priced w ON w.edition = p.edition AND w.currency = p.currency
    WHERE p.status = 'came' AND p.amount_minor IS NOT NULL
    GROUP BY p.relationship
    """,
)
CONTACTS = Step(
    "contacts",
    "what contacts with a relationship cost: before it came first, while it came, and after it was given up",
    ("moments", "places", "terms", "moment"),
    f"""
    WITH costly AS (
      SELECT p.place, t.contact_minor AS plain, t.contact_minor * {grown("p.starts_on")} AS now
      FROM places p JOIN terms t ON t.series = p.series CROSS JOIN moment m
      WHERE t.contact_minor > 0
    ), lives AS (
      SELECT key // {PLACE} AS relationship, min(c.place) AS first, max(c.place) AS last
      FROM moments JOIN costly c ON c.place = key % {PLACE}
      WHERE visit >= {CAME} GROUP BY key // {PLACE}
    )
    SELECT h.relationship,
           CASE WHEN l.first IS NULL OR h.place < l.first THEN 'initial'
                WHEN h.place >= l.last + {GIVEN_UP} THEN 'ending' ELSE 'maintenance' END AS kind,
           sum(h.contacts * c.now) AS amount, sum(h.contacts * c.plain) AS plain
    FROM (
      SELECT key // {PLACE} AS relationship, key % {PLACE} AS place, heard % {ANSWERED} AS contacts
      FROM moments WHERE heard % {ANSWERED} > 0
    ) h
    JOIN costly c ON c.place = h.place
    LEFT JOIN lives l ON l.relationship = h.relationship
    GROUP BY h.relationship, CASE WHEN l.first IS NULL OR h.place < l.first THEN 'initial'
                WHEN h.place >= l.last + {GIVEN_UP} THEN 'ending' ELSE 'maintenance' END
    """,
)
ENTERED = Step(
    "entered",
    "what the ledger, adopted suggestions and contacts say of one kind of value or cost of a relationship",
    ("ledger", "suggestions", "contacts", "terms", "moment"),
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
    UNION ALL
    SELECT relationship, kind, amount, plain, 0, 0 FROM contacts
    """,
)
_SUMS = ",\n           ".join(
    f"sum(CASE WHEN kind = '{kind}' THEN amount ELSE 0 END) AS {kind}" for kind in KINDS
)
BALANCE = Step(
    "balance",
    "the four values and three costs of a relationship in today's money; `plain` economic value, costs of winning and"
    " keeping as they were",
    ("earned", "entered"),
    f"""
    SELECT relationship,
           {_SUMS},
           sum(CASE WHEN kind = 'economic' THEN plain ELSE 0 END) AS plain,
           sum(CASE WHEN kind = 'initial' THEN plain ELSE 0 END) AS winning,
           sum(CASE WHEN kind = 'maintenance' THEN plain ELSE 0 END) AS keeping,
           sum(paid) AS paid, sum(price) AS price, sum(area) AS area
    FROM (
      SELECT relationship, 'economic' AS kind, economic AS amount, plain, paid, price, area FROM earned
      UNION ALL
      SELECT relationship, kind, amount, plain, 0, 0, 0 FROM entered
    )
    GROUP BY relationship
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
MONEY_STEPS = (EARNED, CONTACTS, ENTERED, BALANCE, EDITION_MONEY)
