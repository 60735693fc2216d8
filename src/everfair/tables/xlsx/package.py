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
from everfair.tables.problems import Params, TableError

CHUNK = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, OSError, ValueError)


class Package:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN as broken:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": "zip"}) from broken
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in self._zip.infolist()
        }

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
        """The part, if it may be unpacked: judged by the directory, before a byte of it is."""
        info = self._parts.get(name.casefold())
        if info is None:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": name})
        if info.flag_bits & 1:
            raise TableError(TableCode.ENCRYPTED_WORKBOOK, {})
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": name})
        limits = self._limits
        dense = info.file_size > limits.ratio_from and info.file_size > info.compress_size * limits.part_ratio
        if info.file_size > limits.part_bytes or dense:
            limit = min(limits.part_bytes, max(limits.ratio_from, info.compress_size * limits.part_ratio))
            size: Params = {"part": name, "size": info.file_size, "limit": limit}
            raise TableError(TableCode.UNPACKED_TOO_LARGE, size)
        return info

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes; `zipfile` stops at the size the directory states and then checks the sum."""
        info = self.check(name)
        try:
            with self._zip.open(info) as part:
                while data := part.read(CHUNK):
                    yield data
        except (*BROKEN, RuntimeError) as broken:
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": name}) from broken
