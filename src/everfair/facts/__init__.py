"""The declared shape of the fact tables: what leaves the books for analysis, and nothing else."""

from everfair.facts.shape import Column, Table, Type
from everfair.facts.tables import EDITIONS, INTERACTIONS, PARTICIPATIONS, RELATIONSHIPS, TABLES

__all__ = [
    "EDITIONS",
    "INTERACTIONS",
    "PARTICIPATIONS",
    "RELATIONSHIPS",
    "TABLES",
    "Column",
    "Table",
    "Type",
]
