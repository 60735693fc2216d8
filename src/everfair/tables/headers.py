"""Finding the line of headers, and reading it."""

import re
from collections.abc import Callable, Iterable

from everfair.tables.characters import INVISIBLE
from everfair.tables.codes import CellCode, NoteCode, TableCode
from everfair.tables.problems import Note, Params, TableError
from everfair.tables.shape import Header, Record, Row, letter

Known = Callable[[str], bool]
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def find_header(rows: Iterable[Record | Row], known: Known) -> int | None:
    """The number of the row most of whose cells are known header words; None if no row convinces.

    One word is not enough beside other cells: a customer's line may hold a word like "展商". Titles above the
    header and customers below it are never taken.
    """
    best, number = 0, None
    for row in rows:
        texts = [header_text(cell) for cell in row.cells]
        filled = [text for text in texts if text]
        hits = len({text for text in filled if known(text)})
        if hits > best and (hits >= 2 and hits * 4 >= len(filled) or hits == len(filled)):
            best, number = hits, row.number
    return number


def header_text(cell: str) -> str:
    """A header as one line: without byte order mark, invisible characters and line breaks."""
    return " ".join(cell.translate(_INVISIBLE).split())


PARTED = " › "
"""Between the texts of a header of two rows."""
_ASIDE = re.compile(r"[(（\[【][^()（）]{1,20}[)）\]】]")


def in_two_rows(upper: Record, lower: Record) -> Record | None:
    """The two as one header line, where the lower one parts what the upper one heads in groups; else None.

    A group is a filled cell with blank ones to its right, all of which are headed below. Beside the groups, of which
    there is something, the lower row is blank or says a unit in brackets: a customer's row says more than that.
    """
    if upper.faults or lower.faults:
        return None
    top, below = ([header_text(cell) for cell in one.cells] for one in (upper, lower))
    width = max(len(trimmed(top)), len(trimmed(below)))
    top, below = (texts + [""] * (width - len(texts)) for texts in (top, below))
    group, is_grouped = "", False
    made: list[str] = []
    for place, text in enumerate(top[:width]):
        begins = bool(text) and place + 1 < width and not top[place + 1] and bool(below[place])
        group = text if begins else "" if text else group
        if not (heads(below[place]) if group else not below[place] or _ASIDE.fullmatch(below[place])):
            return None
        is_grouped = is_grouped or begins
        made.append(f"{group}{PARTED}{below[place]}" if group else text + below[place])
    beside = any(text and not below[place] for place, text in enumerate(top))
    return Record(upper.number, made) if is_grouped and beside else None


def heads(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def trimmed(texts: list[str]) -> list[str]:
    filled = [place for place, text in enumerate(texts) if text]
    return texts[: filled[-1] + 1] if filled else []


def read_headers(record: Record, columns: int) -> tuple[Header, ...]:
    if record.faults:
        fault = record.faults[0]
        if fault.code is CellCode.CELL_WITHOUT_HEADER:
            found = max(other.position or 0 for other in record.faults) + 1
            raise TableError(TableCode.TOO_MANY_COLUMNS, {"found": found, "limit": columns})
        column = "" if fault.position is None else letter(fault.position)
        params: Params = {"row": record.number, "column": column, "problem": str(fault.code)}
        raise TableError(TableCode.HEADER_DAMAGED, {**fault.params, **params})
    texts = [header_text(cell) for cell in record.cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > columns:
        raise TableError(TableCode.TOO_MANY_COLUMNS, {"found": len(texts), "limit": columns})
    return tuple(Header(position, text) for position, text in enumerate(texts))


def header_notes(headers: tuple[Header, ...]) -> list[Note]:
    places: dict[str, list[str]] = {}
    for header in headers:
        places.setdefault(header.text.casefold(), []).append(header.letter)
    names = {header.text.casefold(): header.text for header in reversed(headers)}
    notes = [
        Note(NoteCode.DUPLICATE_HEADER, {"header": names[key], "columns": letters})
        for key, letters in places.items()
        if key and len(letters) > 1
    ]
    return notes + ([Note(NoteCode.BLANK_HEADER, {"columns": places[""]})] if "" in places else [])
