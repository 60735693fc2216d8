"""The child that reads a workbook: `python -m everfair.tables`, a request on its input, rows on its output.

It limits its own memory and time before it touches the file, and can write nothing.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from everfair.tables import messages
from everfair.tables.codes import TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import TableError
from everfair.tables.xlsx.package import Package
from everfair.tables.xlsx.workbook import Workbook


def confine(limits: Limits) -> None:
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (_allowed(kind, amount),) * 2)
    # at the first of the two the child is told what ends it (SIGXCPU), at the second it is ended
    ceiling = _allowed(resource.RLIMIT_CPU, limits.cpu_seconds + 1)
    resource.setrlimit(resource.RLIMIT_CPU, (min(limits.cpu_seconds, ceiling), ceiling))


def _allowed(kind: int, amount: int) -> int:
    _, hard = resource.getrlimit(kind)
    return amount if hard == resource.RLIM_INFINITY else min(amount, hard)


def answer(wanted: dict[str, Any], limits: Limits) -> None:
    out = sys.stdout.buffer
    with Package(Path(wanted["path"]), limits) as package:
        workbook = Workbook(package, limits)
        sheet = wanted["sheet"]
        if wanted["survey"]:
            part, sheets, notes = workbook.choose(sheet)
            sheet = part.name
            told = messages.Opening(sheet, tuple(sheets), workbook.date1904, tuple(notes))
            out.write(messages.dump_opening(told))
        for line in messages.dump_records(workbook.records(sheet, wanted["start"])):
            out.write(line)
    out.write(messages.dump("end"))


def main() -> None:
    wanted = json.loads(sys.stdin.buffer.read())
    limits = Limits(**wanted["limits"])
    confine(limits)
    try:
        answer(wanted, limits)
    except TableError as error:
        sys.stdout.buffer.write(messages.dump_error(error))
    except MemoryError:
        spent = TableError(TableCode.READER_OUT_OF_MEMORY, {"limit": limits.memory_bytes, "row": 0})
        sys.stdout.buffer.write(messages.dump_error(spent))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
