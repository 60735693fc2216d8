"""What relationships are worth together: totals, quadrants, the largest of them, and what is at stake."""

from everfair.engine.pipeline import Step
from everfair.engine.steps.caring import WORDS
from everfair.engine.steps.money import COSTS, VALUES

TOTALS = Step(
    "totals",
    "the money of a strand together, and its currency",
    ("worth", "sides", "terms"),
    f"""
    SELECT w.strand, count(*) AS n, max(t.currency) AS currency, sum(profit) AS profit,
           sum(coalesce(potential, 0)) AS potential,
           sum(coalesce(lifetime_value, 0)) AS lifetime, count(lifetime_value) AS lifetimes,
           sum(power((lifetime_high - lifetime_low) / 3.29, 2)) AS variance,
           {", ".join(f"sum(value_{kind}) AS {kind}" for kind in VALUES)},
           {", ".join(f"sum(cost_{kind}) AS {kind}" for kind in COSTS)},
           {", ".join(f"sum(CASE WHEN value_{kind} <> 0 THEN 1 ELSE 0 END) AS n_{kind}" for kind in VALUES)},
           {", ".join(f"sum(CASE WHEN cost_{kind} <> 0 THEN 1 ELSE 0 END) AS n_{kind}" for kind in COSTS)}
    FROM worth w JOIN sides d ON d.strand = w.strand JOIN terms t ON t.series = d.series
    GROUP BY w.strand
    """,
)
WRITTEN = Step(
    "written",
    "what people or files wrote into the ledger of a strand, and adopted suggestions: entries and their amount by kind",
    ("entered", "worth"),
    """
    SELECT w.strand, e.kind, sum(e.entries) AS entries, sum(e.written) AS amount
    FROM entered e JOIN worth w ON w.relationship = e.relationship
    WHERE e.entries > 0 GROUP BY w.strand, e.kind
    """,
)
QUADRANTS = Step(
    "quadrants",
    "a quadrant of a strand, its customers and their money",
    ("worth",),
    """
    SELECT strand, quadrant, count(*) AS n, sum(profit) AS profit, sum(potential) AS potential,
           sum(lifetime_value) AS lifetime
    FROM worth WHERE quadrant IS NOT NULL GROUP BY strand, quadrant
    """,
)
CARED = Step(
    "cared",
    "how many of a strand are worth care for the same reasons in the same order, and those in words, as JSON",
    ("worth",),
    f"""
    SELECT strand, caring, {WORDS} AS words, n
    FROM (
      SELECT strand, caring, count(*) AS n FROM worth GROUP BY strand, caring
    )
    """,
)
DENSITY = Step(
    "density",
    "how many of a strand have about that profit and that potential, in half steps of powers of ten",
    ("worth",),
    """
    SELECT strand, profit_step, potential_step, count(*) AS n
    FROM (
      SELECT strand,
             CAST(sign(profit) * floor(2 * log10(1 + abs(profit))) AS INTEGER) AS profit_step,
             CAST(sign(potential) * floor(2 * log10(1 + abs(potential))) AS INTEGER) AS potential_step
      FROM worth WHERE quadrant IS NOT NULL
    )
    GROUP BY strand, profit_step, potential_step
    """,
)
SHOWN = 300  # of a strand
ROUNDED = 2  # minor units by which what is looked at may begin earlier than a step
LARGEST = "greatest(abs(w.profit), abs(w.potential))"
BUBBLES = Step(
    "bubbles",
    "the customers of a strand with most profit today or to come: looked for from that step of `density` on from which"
    " there are enough",
    ("worth", "cared", "density"),
    f"""
    WITH counted AS (
      SELECT strand, greatest(abs(profit_step), abs(potential_step)) AS step, sum(n) AS n
      FROM density GROUP BY strand, greatest(abs(profit_step), abs(potential_step))
    ), above AS (
      SELECT strand, step, sum(n) OVER (PARTITION BY strand ORDER BY step DESC) AS n FROM counted
    ), enough AS (
      SELECT strand, power(10, coalesce(max(CASE WHEN n >= {SHOWN} THEN step END), 0) / 2) - {ROUNDED} AS least
      FROM above GROUP BY strand
    )
    SELECT b.strand, b.relationship, b.profit, b.potential, b.area_dm2, b.quadrant, c.words AS caring
    FROM (
      SELECT w.strand, w.relationship, w.profit, w.potential, w.area_dm2, w.quadrant, w.caring,
             row_number() OVER (PARTITION BY w.strand ORDER BY {LARGEST} DESC, w.relationship) AS rank
      FROM worth w JOIN enough e ON e.strand = w.strand
      WHERE w.quadrant IS NOT NULL AND {LARGEST} >= e.least
    ) b
    JOIN cared c ON c.strand = b.strand AND c.caring = b.caring
    WHERE b.rank <= {SHOWN}
    """,
)
AT_STAKE = Step(
    "at_stake",
    "what those are worth who may leave for a reason (given: `leaving` by cell, `opinions` by relationship, which count"
    " first)",
    ("worth", "cell_of", "leaving", "opinions"),
    """
    WITH own AS (
      SELECT relationship, leaving_reason FROM opinions WHERE leaving_reason IS NOT NULL
    ), by_cell AS (
      SELECT c.relationship, l.leaving_reason FROM cell_of c JOIN leaving l ON l.cell = c.cell
    ), told AS (
      SELECT coalesce(o.relationship, c.relationship) AS relationship,
             coalesce(o.leaving_reason, c.leaving_reason) AS reason
      FROM by_cell c FULL JOIN own o ON o.relationship = c.relationship
    )
    SELECT w.strand, t.reason, CAST(sum(w.lifetime_value) AS BIGINT) AS worth
    FROM told t JOIN worth w ON w.relationship = t.relationship
    WHERE w.lifetime_value IS NOT NULL
    GROUP BY w.strand, t.reason
    """,
)
VALUED_STEPS = (TOTALS, WRITTEN, QUADRANTS, CARED, DENSITY, BUBBLES)
