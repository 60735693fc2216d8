"""How much of a file is taken; every limit that is met is named to the user."""

from dataclasses import dataclass

MiB, GiB = 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    file_bytes: int = GiB
    columns: int = 1000
    cell_chars: int = 32_767  # Excel's own limit
    line_bytes: int = 8 * MiB  # a line of a CSV
    quoted_lines: int = 1000  # lines in one quoted CSV cell
    vain_lines: int = 100_000  # of a file, looked at for quotation marks that never close
    near_lines: int = 10  # still looked at for each of them where those are used up
    header_lines: int = 30  # where a header is looked for
    part_bytes: int = 2 * GiB  # one unpacked part of a workbook
    part_ratio: int = 150  # unpacked to packed, of what is read of a workbook beyond `ratio_from`
    ratio_from: int = 16 * MiB
    strings_bytes: int = 256 * MiB  # all shared strings of a workbook
    elements: int = 300_000  # of a part of a workbook, and as many more for each of its packed bytes as
    elements_a_byte: int = 4  # ... which is ten times what the densest sheet of Excel has
    cells: int = 60_000_000
    depth: int = 64  # of nested XML elements
    memory_bytes: int = GiB  # address space of the child that reads a workbook
    cpu_seconds: int = 900  # of that child
    silent_seconds: int = 120  # that it may work without a row to show


USUAL = Limits()
