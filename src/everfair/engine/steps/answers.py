"""Answers as scores from 0 to 1 (1 is good, or much): one for each thing asked about each topic, and who said it."""

from everfair.engine.pipeline import Step
from everfair.engine.steps.signals import ANSWER, AREA, CAME, PLACE

NOBODY = -1  # no relationship, no edition
CONTESTED_FROM = 0.5  # mean score of a market in which there is much choice
VOICES = 5  # that make a market's score
SCORE = "CASE WHEN is_turned THEN (high - value) / (high - low) ELSE (value - low) / (high - low) END"

BITS = 62  # of a number that tell which questions were answered
REPLIED = """answers a
      JOIN questions q ON q.asks = a.asks AND q.topic = a.topic
      CROSS JOIN moment m"""
COUNTS = "a.value IS NOT NULL AND CAST(a.occurred_on AS DATE) <= CAST(m.today AS DATE)"

QUESTIONS = Step(
    "questions",
    "one thing asked about one topic, as a number in the order of both",
    ("answers",),
    """
    SELECT CAST(row_number() OVER (ORDER BY asks, topic) - 1 AS INTEGER) AS question, asks, topic
    FROM (SELECT DISTINCT asks, topic FROM answers WHERE value IS NOT NULL)
    """,
)
SHEETS = Step(
    "sheets",
    "a response with scores and who gave it; `is_plain`: it surely has one score for each question; `is_only`: its"
    " relationship gave no other. Most are both, and nothing of them needs to be put together",
    ("answers", "questions", "sides", "moment"),
    f"""
    SELECT g.response, g.series, g.side, s.strand, g.edition, g.relationship, g.respondent, g.is_plain,
           g.relationship <> {NOBODY} AND count(*) OVER (PARTITION BY g.relationship) = 1 AS is_only
    FROM (
      SELECT a.response, max(a.series) AS series, max(a.side) AS side, coalesce(max(a.edition), {NOBODY}) AS edition,
             coalesce(max(a.relationship), {NOBODY}) AS relationship, max(a.respondent) AS respondent,
             bit_count(bit_or(CAST(1 AS BIGINT) << (q.question % {BITS}))) = count(*) AS is_plain
      FROM {REPLIED}
      WHERE {COUNTS}
      GROUP BY a.response
    ) g
    LEFT JOIN sides s ON s.series = g.series AND s.side = g.side
    """,
)
REPLIES = Step(
    "replies",
    "what a respondent said to one question: the mean over its items",
    ("answers", "questions", "sheets", "moment"),
    f"""
    SELECT a.response, q.question, {SCORE} AS score, 1 AS items, a.low, a.high, a.occurred_on
    FROM {REPLIED}
      JOIN sheets s ON s.response = a.response
    WHERE {COUNTS} AND s.is_plain
    UNION ALL
    SELECT a.response, q.question, avg({SCORE}), count(*), min(a.low), max(a.high), max(a.occurred_on)
    FROM {REPLIED}
      JOIN sheets s ON s.response = a.response
    WHERE {COUNTS} AND NOT s.is_plain
    GROUP BY a.response, q.question
    """,
)
TOLD_BY = Step(
    "told_by",
    "what a relationship said to one question about an edition: the mean over its people; whether it is what it said"
    " last",
    ("replies", "sheets"),
    f"""
    SELECT s.strand, s.relationship, s.edition, r.question, r.score, 1 AS voices, TRUE AS is_latest
    FROM replies r JOIN sheets s ON s.response = r.response
    WHERE s.is_only
    UNION ALL
    SELECT strand, relationship, edition, question, score, voices,
           row_number() OVER (PARTITION BY relationship, question ORDER BY occurred_on DESC, edition DESC) = 1
    FROM (
      SELECT s.strand, s.relationship, s.edition, r.question, avg(r.score) AS score, count(*) AS voices,
             max(r.occurred_on) AS occurred_on
      FROM replies r JOIN sheets s ON s.response = r.response
      WHERE s.relationship <> {NOBODY} AND NOT s.is_only
      GROUP BY s.strand, s.relationship, s.edition, r.question
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
    ("sheets", "rated", "words", "cell_of"),
    """
    SELECT c.relationship, c.cell
    FROM cell_of c
    JOIN (
      SELECT relationship FROM sheets UNION SELECT relationship FROM rated UNION SELECT relationship FROM words
    ) s ON s.relationship = c.relationship
    """,
)
CONTESTED = Step(
    "contested",
    "whether a relationship's market is contested: by its own word, else by that of its industry",
    ("told_by", "questions", "trade_of", "trades"),
    f"""
    WITH said AS (
      SELECT t.relationship, max(t.score) AS score
      FROM told_by t JOIN questions q ON q.question = t.question
      WHERE q.asks = 'contested' AND t.is_latest
      GROUP BY t.relationship
    ), markets AS (
      SELECT o.trade, avg(s.score) AS score
      FROM said s
      JOIN trade_of o ON o.relationship = s.relationship
      JOIN trades t ON t.trade = o.trade
      WHERE t.industry <> ''
      GROUP BY o.trade HAVING count(*) >= {VOICES}
    )
    SELECT o.relationship, coalesce(s.score, m.score) >= {CONTESTED_FROM} AS is_contested
    FROM trade_of o
    LEFT JOIN said s ON s.relationship = o.relationship
    LEFT JOIN markets m ON m.trade = o.trade
    WHERE coalesce(s.score, m.score) IS NOT NULL
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
    ("told_by", "questions", "places", "moments"),
    f"""
    SELECT p.strand, t.relationship, t.score, CASE WHEN h.key IS NULL THEN 0 ELSE 1 END AS came
    FROM told_by t
    JOIN questions a ON a.question = t.question
    JOIN places p ON p.edition = t.edition AND p.strand = t.strand
    JOIN places q ON q.place = p.place + 1 AND q.strand = p.strand
    LEFT JOIN (
      SELECT key FROM moments WHERE visit >= {CAME}
    ) h ON h.key = t.relationship * {PLACE} + q.place
    WHERE a.asks = 'intent'
    """,
)
ANSWER_STEPS = (
    QUESTIONS, SHEETS, REPLIES, TOLD_BY, WORDS, ITEMS, RATED, SPEAKERS, CONTESTED, RETURNS, INTENDED,
)  # fmt: skip
