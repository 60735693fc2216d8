"""Which columns (or items) of a list of answers are which questions; questionnaires made of those nobody knows."""

from everfair.intake.questions.proposing import instruments_for, propose, propose_for, reads, topics_for
from everfair.intake.questions.question import (
    NEW_TOPIC,
    PREFIX,
    Question,
    Questionnaire,
    asked_in,
    questionnaire_of,
    settled,
)

__all__ = [
    "NEW_TOPIC",
    "PREFIX",
    "Question",
    "Questionnaire",
    "asked_in",
    "instruments_for",
    "propose",
    "propose_for",
    "questionnaire_of",
    "reads",
    "settled",
    "topics_for",
]
