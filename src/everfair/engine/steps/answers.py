"""Answers as scores from 0 to 1 (1 is good, or much): one for each thing asked about each topic, and who said it."""

from everfair.engine.pipeline import Step
from everfair.engine.steps.signals import ANSWER, AREA, CAME, PLACE

NOBODY = -1  # no relationship, no edition
CONTESTED_FROM = 0.5  # mean score of a market in which there is much choice
VOICES = 5  # that make a market's score
SCORE = "CASE WHEN is_turned THEN (high - value) / (high - low) ELSE (value - low) / (high - low) END"

REPLIES = Step(
    "replies",
    "what a respondent said of one thing asked about one topic of an edition: the mean over its items",
    ("answers", "moment"),
    f"""
    SELECT series, side, coalesce(edition, {NOBODY}) AS edition, response,
           coalesce(max(relationship), {NOBODY}) AS relationship, max(respondent) AS respondent, asks, topic,
           avg({SCORE}) AS score, count(*) AS items, min(low) AS low, max(high) AS high,
           max(occurred_on) AS occurred_on
    FROM answers, moment
    WHERE value IS NOT NULL AND CAST(occurred_on AS DATE) <= CAST(today AS DATE)
    GROUP BY series, side, edition, response, asks, topic
    """,
)
TOLD_BY = Step(
    "told_by",
    "what a relationship said of one thing asked about one topic of an edition: the mean over its people;"
    " `latest` counts back from what was said last",
    ("replies",),
    f"""
    SELECT series, side, relationship, edition, asks, topic, score, voices, occurred_on,
           row_number() OVER (PARTITION BY relationship, asks, topic ORDER BY occurred_on DESC, edition DESC) AS latest
    FROM (
      SELECT series, side, relationship, edition, asks, topic, avg(score) AS score, count(*) AS voices,
             max(occurred_on) AS occurred_on
      FROM replies WHERE relationship <> {NOBODY}
      GROUP BY series, side, relationship, edition, asks, topic
    )
    """,
)
WORDS = Step(
    "words",
    "an answer in words that is counted: a ladder, or why one left",
    ("answers", "moment"),
    f"""
    SELECT series, side, coalesce(edition, {NOBODY}) AS edition, response,
           coalesce(relationship, {NOBODY}) AS relationship, asks, text, occurred_on
    FROM answers, moment
    WHERE asks IN ('ladder', 'leaving_reason') AND text <> ''
      AND CAST(occurred_on AS DATE) <= CAST(today AS DATE)
    """,
)
ITEMS = Step(
    "items",
    "a respondent's answer to one item on the quality of the relationship",
    ("answers", "moment"),
    f"""
    SELECT series, side, response, asks, item, avg({SCORE}) AS score
    FROM answers, moment
    WHERE value IS NOT NULL AND asks IN ('satisfaction', 'trust', 'belonging', 'friendship')
      AND CAST(occurred_on AS DATE) <= CAST(today AS DATE)
    GROUP BY series, side, response, asks, item
    """,
)
RATED = Step(
    "rated",
    "how a competing show does on a topic, in the eyes of a respondent",
    ("ratings", "moment"),
    f"""
    SELECT series, side, coalesce(edition, {NOBODY}) AS edition, coalesce(relationship, {NOBODY}) AS relationship,
           respondent, competitor, topic, avg((value - low) / (high - low)) AS score
    FROM ratings, moment
    WHERE CAST(occurred_on AS DATE) <= CAST(today AS DATE)
    GROUP BY series, side, edition, relationship, respondent, competitor, topic
    """,
)
SPEAKERS = Step(
    "speakers",
    "a relationship that answered, rated or said why it left: its cell",
    ("told_by", "rated", "words", "cell_of"),
    """
    SELECT c.relationship, c.cell
    FROM cell_of c
    JOIN (
      SELECT relationship FROM told_by UNION SELECT relationship FROM rated UNION SELECT relationship FROM words
    ) s ON s.relationship = c.relationship
    """,
)
CONTESTED = Step(
    "contested",
    "whether a relationship's market is contested: by its own word, else by that of its industry",
    ("told_by", "relationships"),
    f"""
    WITH said AS (
      SELECT relationship, score FROM told_by WHERE asks = 'contested' AND latest = 1
    ), markets AS (
      SELECT r.series, r.side, r.industry, avg(s.score) AS score
      FROM said s JOIN relationships r ON r.relationship = s.relationship
      WHERE r.industry <> ''
      GROUP BY r.series, r.side, r.industry HAVING count(*) >= {VOICES}
    )
    SELECT relationship, coalesce(max(own), max(market)) >= {CONTESTED_FROM} AS is_contested
    FROM (
      SELECT relationship, score AS own, CAST(NULL AS DOUBLE) AS market FROM said
      UNION ALL
      SELECT r.relationship, CAST(NULL AS DOUBLE), m.score
      FROM relationships r JOIN markets m ON m.series = r.series AND m.side = r.side AND m.industry = r.industry
    )
    GROUP BY relationship
    """,
)
RETURNS = Step(
    "returns",
    "how many of a strand were about so satisfied at an edition, and whether they came to the next one",
    ("moments", "places", "contested"),
    f"""
    WITH asked AS (
      SELECT key, key // {PLACE} AS relationship, key % {PLACE} AS place,
             round((visit % {ANSWER}) / (visit % {AREA} // {ANSWER}) / 10.0, 2) AS satisfaction
      FROM moments WHERE visit >= {CAME} AND visit % {AREA} >= {ANSWER}
    ), here AS (
      SELECT key FROM moments WHERE visit >= {CAME}
    )
    SELECT p.strand, a.satisfaction,
           CASE WHEN c.is_contested THEN 1 WHEN c.is_contested IS NULL THEN -1 ELSE 0 END AS level,
           count(*) AS n, count(h.key) AS stayed
    FROM asked a
    JOIN places p ON p.place = a.place
    JOIN places q ON q.place = a.place + 1 AND q.strand = p.strand
    LEFT JOIN here h ON h.key = a.key + 1
    LEFT JOIN contested c ON c.relationship = a.relationship
    GROUP BY p.strand, a.satisfaction,
             CASE WHEN c.is_contested THEN 1 WHEN c.is_contested IS NULL THEN -1 ELSE 0 END
    """,
)
INTENDED = Step(
    "intended",
    "how surely a relationship meant to come again, and whether it came to the next edition",
    ("told_by", "places", "moments"),
    f"""
    SELECT p.strand, t.relationship, t.score, CASE WHEN h.key IS NULL THEN 0 ELSE 1 END AS came
    FROM told_by t
    JOIN places p ON p.edition = t.edition AND p.side = t.side
    JOIN places q ON q.place = p.place + 1 AND q.strand = p.strand
    LEFT JOIN (
      SELECT key FROM moments WHERE visit >= {CAME}
    ) h ON h.key = t.relationship * {PLACE} + q.place
    WHERE t.asks = 'intent'
    """,
)
ANSWER_STEPS = (REPLIES, TOLD_BY, WORDS, ITEMS, RATED, SPEAKERS, CONTESTED, RETURNS, INTENDED)
