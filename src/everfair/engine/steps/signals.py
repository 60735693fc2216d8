"""What was heard of a relationship around each edition, in levels; and details that words need.

What happens from the first day of an edition until the next one belongs to that edition; what happened before
the first one belongs to the first. Levels are 0, 1, 2, as `science.signals` counts them (of complaints: 1 open,
2 solved); what is absent was not told.
"""

from everfair.engine.pipeline import Step

CHANGED_FROM, CHANGED_TO = 0.95, 1.05  # shares of the area last time within which it stayed the same
MUCH = 3  # contacts from one edition to the next that make the engagement high
AS_A_RULE = 0.2  # of those who came, heard of around the edition
SATISFIED_FROM, DELIGHTED_FROM = 6.5, 8.5  # mean score of 0 to 10

SIZES = Step(
    "sizes",
    "the bounds between small, middle and large stands of a series and side",
    ("visits",),
    """
    SELECT series, side,
           quantile_disc(area_dm2, 0.34) AS small_to, quantile_disc(area_dm2, 0.80) AS middle_to,
           min(area_dm2) AS least, max(area_dm2) AS most
    FROM visits WHERE area_dm2 IS NOT NULL
    GROUP BY series, side
    """,
)
AREAS = Step(
    "areas",
    "a visit with a known area: its size, and its change since the visit before",
    ("visits", "sizes"),
    f"""
    WITH compared AS (
      SELECT *, lag(area_dm2) OVER (PARTITION BY relationship ORDER BY position) AS before
      FROM visits WHERE area_dm2 IS NOT NULL
    )
    SELECT c.relationship, c.position, c.area_dm2, c.before,
           CASE WHEN s.least = s.most THEN 1
                WHEN c.area_dm2 <= s.small_to THEN 0
                WHEN c.area_dm2 <= s.middle_to THEN 1 ELSE 2 END AS size,
           CASE WHEN c.before IS NULL THEN NULL
                WHEN c.area_dm2 < {CHANGED_FROM} * c.before THEN 0
                WHEN c.area_dm2 > {CHANGED_TO} * c.before THEN 2 ELSE 1 END AS change
    FROM compared c JOIN sizes s USING (series, side)
    """,
)
DEALINGS = Step(
    "dealings",
    "an interaction up to today, with the position of the edition it belongs to",
    ("interactions", "relationships", "analysed", "moment"),
    """
    WITH dated AS (SELECT * FROM analysed WHERE starts_on IS NOT NULL),
    spoken AS (
      SELECT r.series, r.side, i.relationship, i.kind, i.outcome, i.score, i.occurred_on
      FROM interactions i JOIN relationships r USING (relationship), moment
      WHERE i.occurred_on <= today
    )
    SELECT s.*, coalesce(d.position, 0) AS position
    FROM spoken s
    ASOF LEFT JOIN dated d
      ON d.series = s.series AND d.side = s.side AND d.starts_on <= s.occurred_on
    """,
)
RECORDING = Step(
    "recording",
    "whether contacts and complaints were recorded as a rule around an edition, so that none means none",
    ("visits", "dealings"),
    f"""
    WITH heard AS (
      SELECT relationship, position,
             bool_or(kind NOT IN ('satisfaction', 'complaint')) AS contact,
             bool_or(kind = 'complaint') AS complaint
      FROM dealings GROUP BY relationship, position
    )
    SELECT v.series, v.side, v.position,
           count(*) FILTER (h.contact) >= {AS_A_RULE} * count(*) AS contacts,
           count(*) FILTER (h.complaint) > 0 AS complaints
    FROM visits v LEFT JOIN heard h USING (relationship, position)
    GROUP BY v.series, v.side, v.position
    """,
)
SIGNALS = Step(
    "signals",
    "what was heard of a relationship around an edition: engagement, satisfaction, complaint",
    ("dealings",),
    f"""
    SELECT relationship, position,
           CASE WHEN count(*) FILTER (answered) >= {MUCH} THEN 2
                WHEN count(*) FILTER (answered) > 0 THEN 1
                WHEN bool_or(kind NOT IN ('satisfaction', 'complaint')) THEN 0 END AS engagement,
           CASE WHEN avg(score) FILTER (kind = 'satisfaction') >= {DELIGHTED_FROM} THEN 2
                WHEN avg(score) FILTER (kind = 'satisfaction') >= {SATISFIED_FROM} THEN 1
                WHEN avg(score) FILTER (kind = 'satisfaction') IS NOT NULL THEN 0 END AS satisfaction,
           CASE WHEN bool_or(kind = 'complaint' AND outcome <> 'solved') THEN 1
                WHEN bool_or(kind = 'complaint') THEN 2 END AS complaint
    FROM (
      SELECT *, kind IN ('contact', 'meeting', 'enquiry', 'event')
                AND outcome NOT IN ('not_reached', 'declined') AS answered
      FROM dealings
    )
    GROUP BY relationship, position
    """,
)
DETAILS = Step(
    "details",
    "what words about one relationship need: areas, scores, dates",
    ("areas", "dealings"),
    """
    WITH stands AS (
      SELECT relationship, arg_max(area_dm2, position) AS area_dm2, arg_max(before, position) AS area_before_dm2
      FROM areas GROUP BY relationship
    ), spoken AS (
      SELECT relationship,
             max(occurred_on) FILTER (kind = 'complaint' AND outcome <> 'solved') AS complaint_on,
             max(occurred_on) FILTER (kind = 'complaint' AND outcome = 'solved') AS solved_on,
             arg_max(score, (occurred_on, score)) FILTER (kind = 'satisfaction' AND score IS NOT NULL) AS score,
             max(occurred_on) FILTER (kind <> 'note') AS heard_on
      FROM dealings GROUP BY relationship
    )
    SELECT relationship, area_dm2, area_before_dm2, complaint_on, solved_on, score, heard_on
    FROM stands FULL JOIN spoken USING (relationship)
    """,
)
SIGNAL_STEPS = (SIZES, AREAS, DEALINGS, RECORDING, SIGNALS, DETAILS)
