"""What relationships are worth: past and to come, by cells of history and margin, completed with the own figures.

Between the steps `science` works on few cells: `chapters` (given: which history and strand a cell is, once for each
history, and its lift: how likely it comes next beside all of that history) lead to `purses`, and what `purse_values`
(given) says of them comes back to every relationship.
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.money import CLASSES, COSTS, KINDS, VALUES
from everfair.engine.steps.signals import PLACE

DEAREST = 64  # editions paid for, from which on they count as so many

PURSE_OF = Step(
    "purse_of",
    "what a relationship left each edition it came to, and the class of that: known where it came and left anything",
    ("balance", "cell_of", "chapters"),
    f"""
    SELECT b.relationship, h.chapter, h.strand,
           CAST(least(CASE WHEN b.paid > 0 THEN least(b.paid, h.times) ELSE h.times END, {DEAREST}) AS INTEGER) AS paid,
           b.plain / CASE WHEN b.paid > 0 THEN least(b.paid, h.times) ELSE h.times END AS margin,
           CAST(floor({CLASSES} * ln(b.plain / CASE WHEN b.paid > 0 THEN least(b.paid, h.times) ELSE h.times END))
             AS INTEGER) AS class
    FROM balance b
    JOIN cell_of c ON c.relationship = b.relationship
    JOIN chapters h ON h.cell = c.cell
    WHERE h.times > 0 AND b.plain > 0
    """,
)
PURSES = Step(
    "purses",
    "a history, editions paid for and class of margin that relationships share, and their mean margin an edition:"
    " rounded, as lives are drawn from it, and sums of floating numbers differ in their last digits",
    ("purse_of",),
    """
    SELECT strand, chapter, paid, class, count(*) AS n, round(avg(margin), 4) AS margin
    FROM purse_of GROUP BY strand, chapter, paid, class
    """,
)
KEPT_BY_STRAND = Step(
    "kept_by_strand",
    "what the relationships of a strand that have money cost as it was: all that came, and how often",
    ("balance", "cell_of", "chapters"),
    """
    SELECT h.strand, sum(b.keeping) AS keeping, sum(b.winning) AS winning, sum(h.times) AS times,
           sum(CASE WHEN h.times > 0 THEN 1 ELSE 0 END) AS customers
    FROM balance b JOIN cell_of c ON c.relationship = b.relationship JOIN chapters h ON h.cell = c.cell
    GROUP BY h.strand
    """,
)
TO_COME = "v.editions * (v.flat + v.slope * p.margin) - v.kept"
OWN = Step(
    "own",
    "what a relationship left and cost so far, and what it will, by its own chance to come next beside that of its"
    " chapter, with the interval of that; NULL where it is not known",
    ("balance", "purse_of", "purse_values", "cell_of", "chapters"),
    f"""
    SELECT b.relationship, h.strand, {", ".join(f"b.{kind}" for kind in KINDS)},
           CASE WHEN b.area > 0 THEN b.price / b.area END AS price,
           h.lift * ({TO_COME}) AS potential,
           least(h.lift * ({TO_COME}),
             {TO_COME} + v.below * (v.flat + v.slope * p.margin) / (v.flat + v.slope * v.margin)) AS low,
           greatest(h.lift * ({TO_COME}),
             {TO_COME} + v.above * (v.flat + v.slope * p.margin) / (v.flat + v.slope * v.margin)) AS high
    FROM balance b
    JOIN cell_of c ON c.relationship = b.relationship
    JOIN chapters h ON h.cell = c.cell
    LEFT JOIN purse_of p ON p.relationship = b.relationship
    LEFT JOIN purse_values v ON v.chapter = p.chapter AND v.paid = p.paid AND v.class = p.class
    """,
)
BROUGHT = Step(
    "brought",
    "a referral in the order of days, with what the child is worth of itself",
    ("referrals", "own", "moment"),
    f"""
    SELECT f.series, f.side, f.referrer, coalesce(f.child, -1) AS child, f.weight, f.is_warning, f.occurred_on,
           o.economic - {" - ".join(f"o.{kind}" for kind in COSTS)} + coalesce(o.potential, 0) AS worth
    FROM referrals f LEFT JOIN own o ON o.relationship = f.child CROSS JOIN moment m
    WHERE CAST(f.occurred_on AS DATE) <= CAST(m.today AS DATE)
    """,
)
SUMMED = Step(
    "summed",
    "the values and costs of a relationship with what comes through others (given as `indirect`), of any strand",
    ("own", "indirect", "cell_of", "chapters"),
    f"""
    SELECT relationship, max(strand) AS strand, {", ".join(f"sum({kind}) AS {kind}" for kind in KINDS)},
           max(price) AS price, max(potential) AS potential, max(low) AS low, max(high) AS high
    FROM (
      SELECT relationship, strand, {", ".join(KINDS)}, price, potential, low, high FROM own
      UNION ALL
      SELECT i.relationship, h.strand, 0, i.demonstration, i.recommendation, 0, 0, 0, 0, NULL, NULL, NULL, NULL
      FROM indirect i
      JOIN cell_of c ON c.relationship = i.relationship
      JOIN chapters h ON h.cell = c.cell
    )
    GROUP BY relationship
    """,
)
LINES = Step(
    "lines",
    "where profit today and profit to come part the quadrants of a strand: their means; and its median price",
    ("summed",),
    f"""
    WITH priced AS (
      SELECT strand, price, row_number() OVER (PARTITION BY strand ORDER BY price) AS place,
             count(*) OVER (PARTITION BY strand) AS n
      FROM summed WHERE price IS NOT NULL
    ), middle AS (
      SELECT strand, avg(price) AS price FROM priced WHERE place IN ((n + 1) // 2, n // 2 + 1) GROUP BY strand
    )
    SELECT s.strand, avg({" + ".join(f"s.{kind}" for kind in VALUES)} - {" - ".join(f"s.{kind}" for kind in COSTS)})
             AS profit, avg(s.potential) AS potential, max(m.price) AS price
    FROM summed s LEFT JOIN middle m ON m.strand = s.strand
    WHERE s.potential IS NOT NULL
    GROUP BY s.strand
    """,
)
CODES = ("large_cheap_others_follow", "earns", "will_earn", "others_follow", "recommends", "teaches")
_HEAVIER = {code: " + ".join(
    f"CASE WHEN {other} > {code} OR ({other} = {code} AND {CODES.index(other)} < {CODES.index(code)}) THEN 1 ELSE 0 END"
    for other in CODES if other != code
) for code in CODES}  # fmt: skip
_RANKS = ", ".join(f"CASE WHEN {code} > 0 THEN {rank} END AS {code}" for code, rank in _HEAVIER.items())
_PLACES = ", ".join(
    "CASE " + " ".join(f"""WHEN {code} = {place} THEN '"{code}"'""" for code in CODES) + " END"
    for place in range(len(CODES))
)
# What a hundred years at a high rate make of a large amount has to fit a column.
MOST_MINOR = "1e15"


def minor(amount: str) -> str:
    """In whole minor units; NULL stays NULL."""
    return (
        f"CASE WHEN abs({amount}) < {MOST_MINOR} THEN CAST(round({amount}) AS BIGINT) "
        f"ELSE CAST(sign({amount}) * {MOST_MINOR} AS BIGINT) END"
    )


WORTH = Step(
    "worth",
    "a relationship with money: its columns of the score",
    ("summed", "lines", "sides", "terms", "visits", "places", "sizes"),
    f"""
    WITH stands AS (
      SELECT v.key // {PLACE} AS relationship, v.area_dm2, v.area_dm2 > z.middle_to AS is_large
      FROM visits v
      JOIN summed s ON s.relationship = v.key // {PLACE}
      JOIN places p ON p.place = v.key % {PLACE} JOIN sizes z ON z.strand = p.strand
      WHERE v.is_last
    ), told AS (
      SELECT s.*, t.currency, {" + ".join(f"s.{kind}" for kind in VALUES)} AS brought,
             {" + ".join(f"s.{kind}" for kind in COSTS)} AS cost,
             l.profit AS profit_line, l.potential AS potential_line,
             coalesce(a.is_large, FALSE) AND coalesce(s.price < l.price, FALSE) AS is_large_and_cheap, a.area_dm2
      FROM summed s
      JOIN sides d ON d.strand = s.strand
      JOIN terms t ON t.series = d.series
      LEFT JOIN lines l ON l.strand = s.strand
      LEFT JOIN stands a ON a.relationship = s.relationship
    ), weighed AS (
      SELECT relationship,
             CASE WHEN is_large_and_cheap AND demonstration > economic THEN demonstration ELSE 0 END
               AS large_cheap_others_follow,
             CASE WHEN brought > cost AND brought - cost >= coalesce(profit_line, 0) THEN brought - cost ELSE 0 END
               AS earns,
             CASE WHEN potential > 0 AND potential >= potential_line THEN potential ELSE 0 END AS will_earn,
             CASE WHEN demonstration > cost AND NOT (is_large_and_cheap AND demonstration > economic)
                  THEN demonstration ELSE 0 END AS others_follow,
             CASE WHEN recommendation > cost THEN recommendation ELSE 0 END AS recommends,
             CASE WHEN capability > cost THEN capability ELSE 0 END AS teaches
      FROM told
    ), ranked AS (
      SELECT relationship, {_RANKS} FROM weighed
    ), reasoned AS (
      SELECT relationship, '[' || concat_ws(', ', {_PLACES}) || ']' AS caring FROM ranked
    )
    SELECT t.relationship, t.strand, t.currency, t.area_dm2,
           {", ".join(f"{minor(f't.{kind}')} AS value_{kind}" for kind in VALUES)},
           {", ".join(f"{minor(f't.{kind}')} AS cost_{kind}" for kind in COSTS)},
           {minor("t.brought - t.cost")} AS profit, {minor("t.potential")} AS potential,
           {minor("t.economic - t.cost + t.potential")} AS lifetime_value,
           {minor("t.economic - t.cost + t.low")} AS lifetime_low,
           {minor("t.economic - t.cost + t.high")} AS lifetime_high,
           CASE WHEN t.potential IS NULL THEN NULL
                WHEN t.potential >= t.potential_line THEN
                  CASE WHEN t.brought - t.cost >= t.profit_line THEN 'core' ELSE 'promising' END
                WHEN t.brought - t.cost >= t.profit_line THEN 'earning' ELSE 'marginal' END AS quadrant,
           r.caring
    FROM told t JOIN reasoned r ON r.relationship = t.relationship
    """,
)
TOTALS = Step(
    "totals",
    "the money of a strand together",
    ("worth",),
    f"""
    SELECT strand, count(*) AS n, max(currency) AS currency, sum(profit) AS profit,
           sum(coalesce(potential, 0)) AS potential,
           sum(coalesce(lifetime_value, 0)) AS lifetime, count(lifetime_value) AS lifetimes,
           sum(power((lifetime_high - lifetime_low) / 3.29, 2)) AS variance,
           {", ".join(f"sum(value_{kind}) AS {kind}" for kind in VALUES)},
           {", ".join(f"sum(cost_{kind}) AS {kind}" for kind in COSTS)},
           {", ".join(f"sum(CASE WHEN value_{kind} <> 0 THEN 1 ELSE 0 END) AS n_{kind}" for kind in VALUES)},
           {", ".join(f"sum(CASE WHEN cost_{kind} <> 0 THEN 1 ELSE 0 END) AS n_{kind}" for kind in COSTS)}
    FROM worth GROUP BY strand
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
    "how many of a strand are worth care for the same reasons in the same order",
    ("worth",),
    "SELECT strand, caring, count(*) AS n FROM worth GROUP BY strand, caring",
)
BUBBLES = Step(
    "bubbles",
    "the customers of a strand with most profit today or to come",
    ("worth",),
    """
    SELECT strand, relationship, profit, potential, area_dm2, quadrant, caring
    FROM (
      SELECT strand, relationship, profit, potential, area_dm2, quadrant, caring,
             row_number() OVER (PARTITION BY strand ORDER BY greatest(abs(profit), abs(potential)) DESC, relationship)
               AS rank
      FROM worth WHERE quadrant IS NOT NULL
    )
    WHERE rank <= 300
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
AT_STAKE = Step(
    "at_stake",
    "what those are worth who may leave for a reason (given: `leaving` by cell, `opinions` by relationship, which count"
    " first)",
    ("worth", "cell_of", "leaving", "opinions"),
    """
    SELECT w.strand, coalesce(o.leaving_reason, l.leaving_reason) AS reason,
           CAST(sum(w.lifetime_value) AS BIGINT) AS worth
    FROM worth w
    JOIN cell_of c ON c.relationship = w.relationship
    LEFT JOIN leaving l ON l.cell = c.cell
    LEFT JOIN opinions o ON o.relationship = w.relationship
    WHERE w.lifetime_value IS NOT NULL AND (o.leaving_reason IS NOT NULL OR l.leaving_reason IS NOT NULL)
    GROUP BY w.strand, coalesce(o.leaving_reason, l.leaving_reason)
    """,
)
PURSE_STEPS = (PURSE_OF, PURSES, KEPT_BY_STRAND)
OWN_STEPS = (OWN, BROUGHT)
WORTH_STEPS = (SUMMED, LINES, WORTH, TOTALS, WRITTEN, QUADRANTS, CARED, BUBBLES, DENSITY)
