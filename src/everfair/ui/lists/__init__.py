"""One framework for every list page: columns, filters, views, selection, export; its state lives in the address.

docs/ui-components.md shows how to subclass `ListPage`.
"""

from everfair.ui.lists.bulk import BulkAction
from everfair.ui.lists.columns import Column
from everfair.ui.lists.filters import Choices, Contains, DateRange, Filter, Flag, NumberRange, OneOf
from everfair.ui.lists.page import ListPage
from everfair.ui.lists.state import ListState, parse

__all__ = [
    "BulkAction",
    "Choices",
    "Column",
    "Contains",
    "DateRange",
    "Filter",
    "Flag",
    "ListPage",
    "ListState",
    "NumberRange",
    "OneOf",
    "parse",
]
