"""What relationships trade in, as numbers: they are joined and counted in a fraction of the time of words."""

from everfair.engine.pipeline import Step

TRADES = Step(
    "trades",
    "an industry of a strand, as a number",
    ("relationships", "sides"),
    """
    SELECT CAST(row_number() OVER (ORDER BY s.strand, r.industry) - 1 AS INTEGER) AS trade, s.strand, r.series, r.side,
           r.industry
    FROM (SELECT DISTINCT series, side, industry FROM relationships) r
    JOIN sides s ON s.series = r.series AND s.side = r.side
    """,
)
TRADE_OF = Step(
    "trade_of",
    "what a relationship trades in",
    ("relationships", "trades"),
    """
    SELECT r.relationship, t.trade
    FROM relationships r JOIN trades t ON t.series = r.series AND t.side = r.side AND t.industry = r.industry
    """,
)
TRADE_STEPS = (TRADES, TRADE_OF)
