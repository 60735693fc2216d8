"""What the text of a cell means. Each parser answers exactly or raises `ValueProblem`; none guesses.

Texts may be full width, with any kind of space around them; Chinese and Western ways of writing are read.
"""

from everfair.tables.values.addresses import parse_email, parse_phone_text
from everfair.tables.values.amounts import Amount, parse_amount, to_minor
from everfair.tables.values.areas import parse_area
from everfair.tables.values.dates import parse_date, parse_datetime
from everfair.tables.values.numbers import parse_int
from everfair.tables.values.ordinals import Ordinal, OrdinalKind, parse_ordinal
from everfair.tables.values.texts import check_text

__all__ = [
    "Amount",
    "Ordinal",
    "OrdinalKind",
    "check_text",
    "parse_amount",
    "parse_area",
    "parse_date",
    "parse_datetime",
    "parse_email",
    "parse_int",
    "parse_ordinal",
    "parse_phone_text",
    "to_minor",
]
