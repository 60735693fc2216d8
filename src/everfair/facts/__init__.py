"""The declared shape of the fact tables: what leaves the books for analysis, and nothing else."""

from everfair.facts.shape import Column, Table, Type
from everfair.facts.tables import (
    ANSWERS,
    EDITIONS,
    INTERACTIONS,
    LEDGER,
    PARTICIPATIONS,
    RATINGS,
    REFERRALS,
    RELATIONSHIPS,
    SUGGESTIONS,
    TABLES,
    TERMS,
)

__all__ = [
    "ANSWERS",
    "EDITIONS",
    "INTERACTIONS",
    "LEDGER",
    "PARTICIPATIONS",
    "RATINGS",
    "REFERRALS",
    "RELATIONSHIPS",
    "SUGGESTIONS",
    "TABLES",
    "TERMS",
    "Column",
    "Table",
    "Type",
]
