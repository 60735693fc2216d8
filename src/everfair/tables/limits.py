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
    header_lines: int = 30  # where a header is looked for
    part_bytes: int = 2 * GiB  # one unpacked part of a workbook
    part_ratio: int = 150  # unpacked to packed, of parts over `ratio_from`
    ratio_from: int = 16 * MiB
    strings_bytes: int = 256 * MiB  # all shared strings of a workbook
    cells: int = 60_000_000
    depth: int = 64  # of nested XML elements
    memory_bytes: int = GiB  # address space of the child that reads a workbook
    cpu_seconds: int = 900  # of that child
    silent_seconds: int = 120  # that it may work without a row to show


USUAL = Limits()
