"""Scores with what is known of some relationships only: their money, their opinions, why they may leave."""

from everfair.engine.pipeline import Step
from everfair.engine.steps.scores import AS_THEY_ARE, INPUTS, STANDING

WORTH_COLUMNS = (
    "currency", "value_economic", "value_demonstration", "value_recommendation", "value_capability", "cost_initial",
    "cost_maintenance", "cost_ending", "profit", "potential", "lifetime_value", "lifetime_low", "lifetime_high",
    "quadrant", "caring",
)  # fmt: skip
IN_WORDS = {"currency": "m.currency", "caring": "a.words AS caring"}
OPINION_COLUMNS = (
    "wallet_share", "gap", "intent", "recommend", "quality_satisfaction", "quality_trust", "quality_belonging",
    "quality_friendship", "quality", "attitude", "loyalty_phase", "loyalty_cell", "loyalty_cell_before", "loyalty_type",
)  # fmt: skip
LEAVING_COLUMNS = ("leaving_reason", "leaving_p")
ALWAYS = ("relationship_id", *AS_THEY_ARE, "last_area_dm2", "strip", "evidence")


def scores_with(*, worth: bool, opinions: bool, leaving: bool) -> Step:
    """The step `scores`, its rows completed from the tables there are: `worth`, `opinions` (given, by relationship)
    and `leaving` (given, by cell; an opinion of its own counts first). Columns of a table that is not there are left
    out."""
    columns = [f"b.{name}" for name in ALWAYS if name != "decision_type"]
    joins, inputs = [], [*INPUTS]
    if worth:
        columns += [IN_WORDS.get(name, f"w.{name}") for name in WORTH_COLUMNS]
        joins.append(
            "LEFT JOIN worth w ON w.relationship = b.relationship_id"
            " LEFT JOIN totals m ON m.strand = w.strand"
            " LEFT JOIN cared a ON a.strand = w.strand AND a.caring = w.caring"
        )
        inputs += ["worth", "totals", "cared"]
    columns += [f"o.{name}" for name in OPINION_COLUMNS] if opinions else []
    columns.append(_first("decision_type", "o.decision_type" if opinions else "", "b.decision_type"))
    columns.append(_first("satisfaction", "o.satisfaction" if opinions else "", "b.score / 10.0"))
    if opinions:
        joins.append("LEFT JOIN opinions o ON o.relationship = b.relationship_id")
        inputs.append("opinions")
    if leaving or opinions:
        columns += [
            _first(name, f"o.{name}" if opinions else "", f"l.{name}" if leaving else "")
            for name in LEAVING_COLUMNS
        ]
    if leaving:
        joins.append("LEFT JOIN leaving l ON l.cell = b.cell")
        inputs.append("leaving")
    return Step(
        "scores",
        "the score of a relationship, a column for each of the table it is published to, but for the run",
        tuple(inputs),
        f"""
    SELECT {", ".join(columns)}
    FROM ({STANDING}) b
    {" ".join(joins)}
    """,
    )


def _first(name: str, *columns: str) -> str:
    """The first of them that knows."""
    told = [column for column in columns if column]
    return f"{told[0]} AS {name}" if len(told) == 1 else f"coalesce({', '.join(told)}) AS {name}"


SCORES = scores_with(worth=False, opinions=False, leaving=False)
