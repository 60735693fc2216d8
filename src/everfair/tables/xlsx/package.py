"""The archive: parts by name, unpacked in chunks, never more than the limits."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from everfair.tables.codes import TableCode
from everfair.tables.limits import Limits
from everfair.tables.problems import Params, TableError, shown

CHUNK = 1 << 18  # expat reads a token anew for each chunk that it spans
# What `zipfile` raises of damaged archives; NotImplementedError of one packed in a way that it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, OSError, ValueError)


class Package:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN as broken:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": "zip"}) from broken
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            name = info.filename.replace("\\", "/").lstrip("/").casefold()
            if name in self._parts:  # which of the two is meant, nobody can tell
                raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": shown(name)})
            self._parts[name] = info
        self._read: dict[str, zipfile.ZipInfo] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def names(self) -> list[str]:
        return list(self._parts)

    def check(self, name: str) -> zipfile.ZipInfo:
        """The part, if it may be unpacked: judged by the directory, before a byte of it is, and together with those
        that were read before: many parts, none of them large, make a bomb too."""
        info = self._parts.get(name.casefold())
        if info is None:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": shown(name)})
        if info.flag_bits & 1:
            raise TableError(TableCode.ENCRYPTED_WORKBOOK, {})
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": shown(name)})
        self._read[name.casefold()] = info
        limits = self._limits
        for parts in ([info], self._read.values()):
            size, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
            most = max(limits.ratio_from, packed * limits.part_ratio)
            if info.file_size > limits.part_bytes or size > most:
                told: Params = {"part": shown(name), "size": size, "limit": min(limits.part_bytes, most)}
                raise TableError(TableCode.UNPACKED_TOO_LARGE, told)
        return info

    def elements(self, name: str) -> int:
        """How many elements the part may have: nearly all that a bomb unpacks to is the same, and packs to nothing."""
        return self._limits.elements + self._limits.elements_a_byte * self.check(name).compress_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes; `zipfile` stops at the size the directory states and then checks the sum."""
        info = self.check(name)
        try:
            with self._zip.open(info) as part:
                while data := part.read(CHUNK):
                    yield data
        except (*BROKEN, RuntimeError) as broken:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": shown(name)}) from broken
