"""What the score of a relationship takes from its cell, completed with what is told of it alone.

Evidence is JSON, put together of texts: each item's beginning and value, as cells have them, and between them what is
a relationship's own (its area, its last score, the day of its complaint). What lies between two of those is joined
once for each cell.
"""

INPUTS = ("scored", "cell_scores")
AS_THEY_ARE = (
    "series_id", "stage", "stage_p", "p_cultivation", "p_confirmation", "p_trust", "p_weakening",
    "p_disappearance", "previous_stage", "stage_since_id", "editions_in_stage", "editions_to_trust", "path",
    "attended", "times_came", "missed_run", "first_edition_id", "last_edition_id", "size", "chance", "chance_low",
    "chance_high", "next_edition_id", "next_mark", "ladder", "depth", "decision_type", "reasons",
)  # fmt: skip


def _value(name: str) -> str:
    # Writing a decimal takes a fraction of the time of writing a floating number.
    return f"CAST(CAST({name}_value AS DECIMAL(18, 4)) AS VARCHAR)"


def _items(*names: str) -> str:
    """Whole items of a cell; nothing of those whose beginning is unknown."""
    return ", ".join(f"{name}_head, {_value(name)}" for name in names)


def _number(column: str) -> str:
    return f"coalesce(CAST({column} AS VARCHAR), 'null')"


def _day(column: str) -> str:
    return f"""coalesce(concat('"', CAST({column} AS VARCHAR), '"'), 'null')"""


def _own(signal: str, *parts: str) -> str:
    """The end of a cell's item on a signal, up to its value, with what is the relationship's own."""
    return f"""CASE WHEN c.has_{signal} THEN concat({", ".join(parts)}, '}}, "value": ') END"""


AREAS = _own(
    "area",
    """', "area_before_dm2": '""",
    _number("s.area_before_dm2"),
    """', "area_dm2": '""",
    _number("s.area_dm2"),
)
SCORE = _own("satisfaction", """', "score": '""", _number("s.score"))
COMPLAINT = _own(
    "complaint",
    f"""CASE c.complaint_level WHEN 1 THEN concat(', "on": ', {_day("s.complaint_on")})
                              WHEN 2 THEN concat(', "on": ', {_day("s.solved_on")}) END""",
)
STANDING = f"""
    SELECT s.relationship AS relationship_id, s.cell, s.score, {", ".join(f"c.{name}" for name in AS_THEY_ARE)},
           s.area_dm2 AS last_area_dm2, concat(c.path, '|', c.marks, '|', c.bar) AS strip,
           concat(c.to_area, {AREAS},
                  c.to_score, {SCORE},
                  c.to_complaint, {COMPLAINT}, c.to_end) AS evidence
    FROM scored s
    JOIN (
      SELECT cell, {", ".join(AS_THEY_ARE)}, marks, bar, complaint_level, area_head IS NOT NULL AS has_area,
             satisfaction_head IS NOT NULL AS has_satisfaction, complaint_head IS NOT NULL AS has_complaint,
             concat({_items("run", "earlier", "joined")}, area_head) AS to_area,
             concat({_value("area")}, {_items("area_earlier", "engagement", "engagement_earlier")},
                    satisfaction_head) AS to_score,
             concat({_value("satisfaction")}, {_items("satisfaction_earlier")}, complaint_head) AS to_complaint,
             concat({_value("complaint")}, {_items("complaint_earlier", "usual")}, '}}]') AS to_end
      FROM cell_scores
    ) c ON c.cell = s.cell
    """
