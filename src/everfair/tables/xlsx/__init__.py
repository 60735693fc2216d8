"""Reading the sheets of an XLSX from its XML, within limits; run in a child process by `tables.child`."""

from everfair.tables.xlsx.workbook import Workbook, read_xlsx

__all__ = ["Workbook", "read_xlsx"]
