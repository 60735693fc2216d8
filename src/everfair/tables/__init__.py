"""Reading tables that people bring (CSV, XLSX) and the values in their cells; writing tables for people.

Pure: the standard library only. A table is read exactly, or refused by row and column.
"""

from everfair.tables.codes import PARAMS, CellCode, NoteCode, TableCode, ValueCode
from everfair.tables.headers import find_header
from everfair.tables.limits import Limits
from everfair.tables.opening import open_table
from everfair.tables.problems import CellProblem, Note, TableError, ValueProblem
from everfair.tables.shape import Cell, Header, Kind, Row, Sheet
from everfair.tables.table import Table

__all__ = [
    "PARAMS",
    "Cell",
    "CellCode",
    "CellProblem",
    "Header",
    "Kind",
    "Limits",
    "Note",
    "NoteCode",
    "Row",
    "Sheet",
    "Table",
    "TableCode",
    "TableError",
    "ValueCode",
    "ValueProblem",
    "find_header",
    "open_table",
]
