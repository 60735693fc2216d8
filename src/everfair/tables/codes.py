"""The vocabulary of refusals and remarks: every code with the names of its parameters.

The user interface renders words from a code and its parameters; nothing here is shown as it stands.
`PARAMS[code]` lists exactly the parameters that come with the code.

Four kinds:
- `TableCode`: the whole file is refused (`TableError`).
- `CellCode`: one row is refused (`CellProblem`), named by row and, where known, by column and header.
- `ValueCode`: one cell's text does not say what the column asks for (`ValueProblem`);
  `value` is the text met, `example` or `right` is what would be right.
- `NoteCode`: the file was read, and this is worth knowing (`Note`).
"""

from enum import StrEnum


class TableCode(StrEnum):
    FILE_MISSING = "file_missing"  # there is no such file
    EMPTY_FILE = "empty_file"  # nothing in it, or nothing but a byte order mark or blank lines
    HEADER_ONLY = "header_only"  # a header line and no row below it
    FILE_TOO_LARGE = "file_too_large"  # more bytes than we take
    BINARY_FILE = "binary_file"  # a picture, a PDF, an archive, a program
    HTML_FILE = "html_file"  # a web page, often saved with the ending .xls
    XML_FILE = "xml_file"  # XML, such as "XML Spreadsheet 2003"
    JSON_FILE = "json_file"  # JSON
    OLD_EXCEL = "old_excel"  # .xls of Excel 97-2003: save as .xlsx
    ENCRYPTED_WORKBOOK = "encrypted_workbook"  # protected by a password
    MACRO_WORKBOOK = "macro_workbook"  # holds macros: save as .xlsx
    BINARY_WORKBOOK = "binary_workbook"  # .xlsb: save as .xlsx
    OPEN_DOCUMENT = "open_document"  # .ods: save as .xlsx
    NOT_A_WORKBOOK = "not_a_workbook"  # an archive without a workbook in it
    DAMAGED_WORKBOOK = "damaged_workbook"  # cut off, or not as a workbook must be
    UNSAFE_XML = "unsafe_xml"  # declares a document type or entities, or nests without end
    UNPACKED_TOO_LARGE = "unpacked_too_large"  # would unpack to more than we take
    TOO_MANY_CELLS = "too_many_cells"  # more cells in the sheet than we take
    TOO_MANY_STRINGS = "too_many_strings"  # more text in the workbook than we take
    NO_SHEETS = "no_sheets"  # a workbook without a sheet of cells
    NO_SUCH_SHEET = "no_such_sheet"  # the sheet asked for is not there
    NO_SUCH_ROW = "no_such_row"  # the header row asked for is not there or is blank
    HEADER_DAMAGED = "header_damaged"  # the header line cannot be read; with its problem's parameters
    TOO_MANY_COLUMNS = "too_many_columns"  # more columns than we take
    ENCODING_UNKNOWN = "encoding_unknown"  # the encoding asked for is none we know
    ENCODING_UNCLEAR = "encoding_unclear"  # cannot be told: save as UTF-8, or say which
    DELIMITER_UNKNOWN = "delimiter_unknown"  # cells are parted by a character we do not take unasked
    READER_OUT_OF_MEMORY = "reader_out_of_memory"  # reading needed more memory than we give
    READER_TOO_SLOW = "reader_too_slow"  # reading took longer than we give
    READER_DIED = "reader_died"  # reading ended without an answer


class CellCode(StrEnum):
    INVALID_BYTES = "invalid_bytes"  # bytes that mean nothing in the file's encoding
    OTHER_ENCODING = "other_encoding"  # this row is in another encoding than the file
    CHARACTERS_LOST = "characters_lost"  # lost for good when the file was saved in an encoding without them
    CONTROL_CHARACTER = "control_character"  # NUL, control character, non-character
    CELL_TOO_LONG = "cell_too_long"  # longer than a cell may be; nothing is cut
    ROW_TOO_LONG = "row_too_long"  # a line longer than we take
    UNTERMINATED_QUOTE = "unterminated_quote"  # a quotation mark opens and never closes
    STRAY_QUOTE = "stray_quote"  # text after a closing quotation mark
    TOO_FEW_CELLS = "too_few_cells"  # fewer cells than headers
    EXTRA_CELLS = "extra_cells"  # more cells than headers
    CELL_WITHOUT_HEADER = "cell_without_header"  # a filled cell beyond the last header
    ERROR_CELL = "error_cell"  # #N/A, #REF! and the like
    FORMULA_WITHOUT_VALUE = "formula_without_value"  # never calculated: open and save in Excel
    DIGITS_LOST = "digits_lost"  # Excel keeps 15 digits; the others are gone
    IMPOSSIBLE_DATE = "impossible_date"  # a day number that is no day
    DAMAGED_CELL = "damaged_cell"  # not as a cell must be


class ValueCode(StrEnum):
    TEXT_TOO_LONG = "text_too_long"
    TEXT_CONTROL = "text_control"  # NUL, control, non-character
    TEXT_SURROGATE = "text_surrogate"  # half of a character
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"  # no such day, as 30 February
    DATE_AMBIGUOUS = "date_ambiguous"  # 03/04/2026: both readings are given
    DATE_INCOMPLETE = "date_incomplete"  # the day, or month and day, missing
    DATE_SHORT_YEAR = "date_short_year"  # a year of two figures
    DATE_OUT_OF_RANGE = "date_out_of_range"
    TIME_IMPOSSIBLE = "time_impossible"  # 24:00, 12:60
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_TOO_LARGE = "amount_too_large"
    AMOUNT_TOO_FINE = "amount_too_fine"  # more decimals than the currency has
    AMOUNT_TWO_CURRENCIES = "amount_two_currencies"
    AMOUNT_UNIT_UNCLEAR = "amount_unit_unclear"  # ￥800 below 金额（万元）
    CURRENCY_UNKNOWN = "currency_unknown"
    NUMBER_SHORTENED = "number_shortened"  # 1.38E+10: Excel dropped figures
    AREA_UNREADABLE = "area_unreadable"
    AREA_OTHER_UNIT = "area_other_unit"  # square feet; `right` is the same in square metres
    AREA_TOO_FINE = "area_too_fine"  # finer than 0.01 m2
    AREA_OUT_OF_RANGE = "area_out_of_range"
    INTEGER_UNREADABLE = "integer_unreadable"
    INTEGER_OUT_OF_RANGE = "integer_out_of_range"
    ORDINAL_UNREADABLE = "ordinal_unreadable"
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_AS_DECIMAL = "phone_as_decimal"  # 13800138000.0; `right` is without the decimals
    EMAIL_UNREADABLE = "email_unreadable"
    EMAIL_TOO_LONG = "email_too_long"
    EMAIL_LINE_BREAK = "email_line_break"  # a line break, plain or as %0a
    EMAIL_SEVERAL = "email_several"  # more than one address
    EMAIL_DECORATED = "email_decorated"  # name <address>, mailto:, quotation marks


class NoteCode(StrEnum):
    NAME_SAYS_OTHERWISE = "name_says_otherwise"  # named .xlsx and is CSV, or the other way round
    SEVERAL_SHEETS = "several_sheets"  # which was read, which were not
    HIDDEN_SHEETS = "hidden_sheets"
    HIDDEN_ROWS = "hidden_rows"  # they are read like the others
    HIDDEN_COLUMNS = "hidden_columns"  # they are read like the others
    MERGED_CELLS = "merged_cells"  # only the first cell of each has the value
    FORMULAS = "formulas"  # the values last calculated are read
    HEADER_NOT_RECOGNISED = "header_not_recognised"  # ask which line is the header
    HEADER_OF_TWO_ROWS = "header_of_two_rows"  # read as one: the upper text before the lower
    DUPLICATE_HEADER = "duplicate_header"
    BLANK_HEADER = "blank_header"
    ROWS_IN_OTHER_ENCODING = "rows_in_other_encoding"  # some rows do not fit and will be refused


Code = TableCode | CellCode | ValueCode | NoteCode

PARAMS: dict[Code, tuple[str, ...]] = {
    TableCode.FILE_MISSING: (),
    TableCode.EMPTY_FILE: (),
    TableCode.HEADER_ONLY: ("row",),
    TableCode.FILE_TOO_LARGE: ("size", "limit"),
    TableCode.BINARY_FILE: ("kind",),
    TableCode.HTML_FILE: (),
    TableCode.XML_FILE: (),
    TableCode.JSON_FILE: (),
    TableCode.OLD_EXCEL: (),
    TableCode.ENCRYPTED_WORKBOOK: (),
    TableCode.MACRO_WORKBOOK: (),
    TableCode.BINARY_WORKBOOK: (),
    TableCode.OPEN_DOCUMENT: (),
    TableCode.NOT_A_WORKBOOK: (),
    TableCode.DAMAGED_WORKBOOK: ("part",),
    TableCode.UNSAFE_XML: ("part",),
    TableCode.UNPACKED_TOO_LARGE: ("part", "size", "limit"),
    TableCode.TOO_MANY_CELLS: ("limit",),
    TableCode.TOO_MANY_STRINGS: ("limit",),
    TableCode.NO_SHEETS: (),
    TableCode.NO_SUCH_SHEET: ("sheet", "sheets"),
    TableCode.NO_SUCH_ROW: ("row",),
    TableCode.HEADER_DAMAGED: ("row", "column", "problem"),
    TableCode.TOO_MANY_COLUMNS: ("found", "limit"),
    TableCode.ENCODING_UNKNOWN: ("encoding", "known"),
    TableCode.ENCODING_UNCLEAR: ("candidates",),
    TableCode.DELIMITER_UNKNOWN: ("delimiter",),
    TableCode.READER_OUT_OF_MEMORY: ("limit", "row"),
    TableCode.READER_TOO_SLOW: ("limit", "row"),
    TableCode.READER_DIED: ("status", "row"),
    CellCode.INVALID_BYTES: ("bytes", "encoding"),
    CellCode.OTHER_ENCODING: ("encoding", "looks_like"),
    CellCode.CHARACTERS_LOST: ("sign",),
    CellCode.CONTROL_CHARACTER: ("codepoint",),
    CellCode.CELL_TOO_LONG: ("length", "limit"),
    CellCode.ROW_TOO_LONG: ("limit",),
    CellCode.UNTERMINATED_QUOTE: (),
    CellCode.STRAY_QUOTE: (),
    CellCode.TOO_FEW_CELLS: ("expected", "found"),
    CellCode.EXTRA_CELLS: ("expected", "found"),
    CellCode.CELL_WITHOUT_HEADER: ("last",),
    CellCode.ERROR_CELL: ("error",),
    CellCode.FORMULA_WITHOUT_VALUE: (),
    CellCode.DIGITS_LOST: ("kept",),
    CellCode.IMPOSSIBLE_DATE: ("serial",),
    CellCode.DAMAGED_CELL: (),
    ValueCode.TEXT_TOO_LONG: ("length", "limit"),
    ValueCode.TEXT_CONTROL: ("codepoint", "position"),
    ValueCode.TEXT_SURROGATE: ("codepoint", "position"),
    ValueCode.DATE_UNREADABLE: ("value", "example"),
    ValueCode.DATE_IMPOSSIBLE: ("value", "example"),
    ValueCode.DATE_AMBIGUOUS: ("value", "day_first", "month_first"),
    ValueCode.DATE_INCOMPLETE: ("value", "example"),
    ValueCode.DATE_SHORT_YEAR: ("value", "example"),
    ValueCode.DATE_OUT_OF_RANGE: ("value", "earliest", "latest"),
    ValueCode.TIME_IMPOSSIBLE: ("value", "example"),
    ValueCode.AMOUNT_UNREADABLE: ("value", "example"),
    ValueCode.AMOUNT_TOO_LARGE: ("value", "digits"),
    ValueCode.AMOUNT_TOO_FINE: ("value", "currency", "decimals"),
    ValueCode.AMOUNT_TWO_CURRENCIES: ("value", "currencies"),
    ValueCode.AMOUNT_UNIT_UNCLEAR: ("value", "unit"),
    ValueCode.CURRENCY_UNKNOWN: ("value", "example"),
    ValueCode.NUMBER_SHORTENED: ("value", "example"),
    ValueCode.AREA_UNREADABLE: ("value", "example"),
    ValueCode.AREA_OTHER_UNIT: ("value", "right"),
    ValueCode.AREA_TOO_FINE: ("value", "decimals"),
    ValueCode.AREA_OUT_OF_RANGE: ("value", "lowest", "highest"),
    ValueCode.INTEGER_UNREADABLE: ("value", "example"),
    ValueCode.INTEGER_OUT_OF_RANGE: ("value", "lowest", "highest"),
    ValueCode.ORDINAL_UNREADABLE: ("value", "example"),
    ValueCode.PHONE_UNREADABLE: ("value", "example"),
    ValueCode.PHONE_AS_DECIMAL: ("value", "right"),
    ValueCode.EMAIL_UNREADABLE: ("value", "example"),
    ValueCode.EMAIL_TOO_LONG: ("length", "limit"),
    ValueCode.EMAIL_LINE_BREAK: ("value", "example"),
    ValueCode.EMAIL_SEVERAL: ("value", "example"),
    ValueCode.EMAIL_DECORATED: ("value", "right"),
    NoteCode.NAME_SAYS_OTHERWISE: ("filename", "format"),
    NoteCode.SEVERAL_SHEETS: ("sheet", "others"),
    NoteCode.HIDDEN_SHEETS: ("sheets",),
    NoteCode.HIDDEN_ROWS: ("sheet", "count"),
    NoteCode.HIDDEN_COLUMNS: ("sheet", "columns"),
    NoteCode.MERGED_CELLS: ("sheet", "count", "ranges"),
    NoteCode.FORMULAS: ("sheet", "count"),
    NoteCode.HEADER_NOT_RECOGNISED: ("lines",),
    NoteCode.HEADER_OF_TWO_ROWS: ("first", "last"),
    NoteCode.DUPLICATE_HEADER: ("header", "columns"),
    NoteCode.BLANK_HEADER: ("columns",),
    NoteCode.ROWS_IN_OTHER_ENCODING: ("encoding", "count"),
}
