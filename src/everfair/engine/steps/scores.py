"""Scores of all relationships: what their cell says, completed with what is told of them alone."""

from everfair.engine.pipeline import Step

AS_THEY_ARE = (
    "series_id", "stage", "stage_p", "p_cultivation", "p_confirmation", "p_trust", "p_weakening",
    "p_disappearance", "previous_stage", "stage_since_id", "editions_in_stage", "editions_to_trust", "path",
    "attended", "times_came", "missed_run", "first_edition_id", "last_edition_id", "size", "chance", "chance_low",
    "chance_high", "next_edition_id", "next_mark", "ladder", "depth", "decision_type", "reasons",
)  # fmt: skip


def _number(column: str) -> str:
    return f"coalesce(CAST({column} AS VARCHAR), 'null')"


def _day(column: str) -> str:
    return f"""coalesce(concat('"', CAST({column} AS VARCHAR), '"'), 'null')"""


def _item(name: str, own: str = "''") -> str:
    """An item of evidence as JSON; NULL where its head is."""
    return f"""c.{name}_head || {own} || '}}, "value": ' || CAST(c.{name}_value AS VARCHAR) || '}}'"""


AREAS = f"""', "area_before_dm2": ' || {_number("s.area_before_dm2")} || ', "area_dm2": ' || {_number("s.area_dm2")}"""
SCORE = f"""', "score": ' || {_number("s.score")}"""
COMPLAINT = f"""CASE c.complaint_level WHEN 1 THEN ', "on": ' || {_day("s.complaint_on")}
                       WHEN 2 THEN ', "on": ' || {_day("s.solved_on")} ELSE '' END"""
ITEMS = (
    _item("run"), _item("earlier"), _item("joined"),
    _item("area", AREAS), _item("area_earlier"),
    _item("engagement"), _item("engagement_earlier"),
    _item("satisfaction", SCORE), _item("satisfaction_earlier"),
    _item("complaint", COMPLAINT), _item("complaint_earlier"),
    """'{"code": "usual", "params": {}, "value": ' || CAST(c.usual_value AS VARCHAR) || '}'""",
)  # fmt: skip
LINES = ",\n             ".join(ITEMS)

SCORES = Step(
    "scores",
    "the score of a relationship, a column for each of the table it is published to, but for the run",
    ("scored", "cell_scores"),
    f"""
    SELECT s.relationship AS relationship_id, {", ".join(f"c.{column}" for column in AS_THEY_ARE)},
           s.area_dm2 AS last_area_dm2, c.path || '|' || c.marks || '|' || c.bar AS strip,
           '[' || concat_ws(', ',
             {LINES}) || ']' AS evidence
    FROM scored s JOIN cell_scores c ON c.cell = s.cell
    """,
)
