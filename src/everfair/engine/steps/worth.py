"""What relationships are worth: past and to come, by cells of history and margin, completed with the own figures.

Between the steps `science` works on few cells: `chapters` (given: which history and strand a cell is, once for each
history, and its lift: how likely it comes next beside all of that history) lead to `purses`, and what `purse_values`
(given) says of them comes back to every relationship.
"""

from everfair.engine.pipeline import Step
from everfair.engine.steps.caring import CARING
from everfair.engine.steps.money import COSTS, VALUES, of_kind

PURSES = Step(
    "purses",
    "a history, editions paid for and class of margin that relationships share, and their mean margin an edition:"
    " rounded, as lives are drawn from it, and sums of floating numbers differ in their last digits",
    ("balance",),
    """
    SELECT strand, chapter, paid, class, count(*) AS n, round(avg(margin), 4) AS margin
    FROM balance WHERE margin IS NOT NULL GROUP BY strand, chapter, paid, class
    """,
)
KEPT_BY_STRAND = Step(
    "kept_by_strand",
    "what the relationships of a strand that have money cost as it was: all that came, and how often",
    ("balance",),
    """
    SELECT strand, sum(keeping) AS keeping, sum(winning) AS winning, sum(times) AS times,
           sum(CASE WHEN times > 0 THEN 1 ELSE 0 END) AS customers
    FROM balance WHERE has_money GROUP BY strand
    """,
)
OF_ITS_PURSE = "LEFT JOIN purse_values v ON v.chapter = b.chapter AND v.paid = b.paid AND v.class = b.class"
EXPECTED = "(v.flat + v.slope * b.margin)"  # margin
TO_COME = f"v.editions * {EXPECTED} - v.kept"
POTENTIAL = f"b.lift * ({TO_COME})"
BROUGHT = Step(
    "brought",
    "a referral in the order of days, with what the child is worth of itself",
    ("referrals", "balance", "purse_values", "moment"),
    f"""
    SELECT f.series, f.side, f.referrer, coalesce(f.child, -1) AS child, f.weight, f.is_warning, f.occurred_on,
           b.economic - {" - ".join(f"b.{kind}" for kind in COSTS)} + coalesce({POTENTIAL}, 0) AS worth
    FROM referrals f
    LEFT JOIN balance b ON b.relationship = f.child AND b.has_money
    {OF_ITS_PURSE}
    CROSS JOIN moment m
    WHERE CAST(f.occurred_on AS DATE) <= CAST(m.today AS DATE)
    """,
)
FEW = ("demonstration", "recommendation", "capability")  # have any of these
SUMMED = Step(
    "summed",
    "the values and costs of a relationship, with those that few have, and what comes through others (given:"
    " `indirect`); what it will leave, by its own chance to come next beside that of its chapter, with the interval of"
    " that: NULL where it is not known",
    ("balance", "entered", "indirect", "purse_values"),
    f"""
    WITH few AS (
      SELECT relationship, {", ".join(f"sum({kind}) AS {kind}" for kind in FEW)}
      FROM (
        SELECT relationship, {", ".join(f"{of_kind(kind)} AS {kind}" for kind in FEW)}
        FROM entered WHERE kind IN {FEW} GROUP BY relationship
        UNION ALL
        SELECT relationship, demonstration, recommendation, 0 FROM indirect
      )
      GROUP BY relationship
    )
    SELECT b.relationship, b.strand, b.area_dm2, b.price, b.economic,
           {", ".join(f"coalesce(f.{kind}, 0) AS {kind}" for kind in FEW)}, {", ".join(f"b.{kind}" for kind in COSTS)},
           {POTENTIAL} AS potential,
           least({POTENTIAL}, {TO_COME} + v.below * {EXPECTED} / (v.flat + v.slope * v.margin)) AS low,
           greatest({POTENTIAL}, {TO_COME} + v.above * {EXPECTED} / (v.flat + v.slope * v.margin)) AS high
    FROM balance b
    LEFT JOIN few f ON f.relationship = b.relationship
    {OF_ITS_PURSE}
    WHERE b.has_money OR f.relationship IS NOT NULL
    """,
)
BROUGHT_IN = " + ".join(VALUES)
COST = " + ".join(COSTS)
LINES = Step(
    "lines",
    "where profit today and profit to come part the quadrants of a strand: their means; and its median price",
    ("summed",),
    f"""
    SELECT strand, avg(CASE WHEN potential IS NOT NULL THEN {BROUGHT_IN} - ({COST}) END) AS profit,
           avg(potential) AS potential, median(price) AS price
    FROM summed GROUP BY strand HAVING count(potential) > 0
    """,
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
    "a relationship with money: its columns of the score. `caring` are the numbers of `CODES` that hold, the heaviest"
    " first, three bits each from the lowest on",
    ("summed", "lines", "sizes"),
    f"""
    WITH told AS (
      SELECT s.*, {BROUGHT_IN} AS brought, {COST} AS cost, l.profit AS profit_line, l.potential AS potential_line,
             coalesce(s.area_dm2 > z.middle_to, FALSE) AND coalesce(s.price < l.price, FALSE) AS is_large_and_cheap
      FROM summed s
      LEFT JOIN lines l ON l.strand = s.strand
      LEFT JOIN sizes z ON z.strand = s.strand
    ), weighed AS (
      SELECT told.*,
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
    )
    SELECT relationship, strand, area_dm2,
           {", ".join(f"{minor(kind)} AS value_{kind}" for kind in VALUES)},
           {", ".join(f"{minor(kind)} AS cost_{kind}" for kind in COSTS)},
           {minor("brought - cost")} AS profit, {minor("potential")} AS potential,
           {minor("economic - cost + potential")} AS lifetime_value,
           {minor("economic - cost + low")} AS lifetime_low,
           {minor("economic - cost + high")} AS lifetime_high,
           CASE WHEN potential IS NULL THEN NULL
                WHEN potential >= potential_line THEN
                  CASE WHEN brought - cost >= profit_line THEN 'core' ELSE 'promising' END
                WHEN brought - cost >= profit_line THEN 'earning' ELSE 'marginal' END AS quadrant,
           {CARING} AS caring
    FROM weighed
    """,
)
PURSE_STEPS = (PURSES, KEPT_BY_STRAND)
WORTH_STEPS = (SUMMED, LINES, WORTH)
