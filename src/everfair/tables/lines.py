"""The physical lines of a text file, as bytes, in constant memory."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

CHUNK = 1 << 18


def chunks(path: Path, offset: int = 0) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(offset)
        while data := file.read(CHUNK):
            yield data


def as_utf8(source: Iterable[bytes], codec: str) -> Iterator[bytes]:
    """UTF-16 as UTF-8; half characters pass through as surrogates, so that their row can be named."""
    decoder = codecs.getincrementaldecoder(codec)("surrogatepass")
    for data in source:
        yield decoder.decode(data).encode("utf-8", "surrogatepass")
    try:
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as cut:
        half = "".join(chr(0xDC00 + byte) for byte in cut.object if byte > 0x7F) or "\udc80"
        yield half.encode("utf-8", "surrogatepass")


def lines(source: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, bool]]:
    """Each line with its LF, CR or CRLF, and whether it was longer than `limit` bytes (then it is cut). What a line has
    beyond that is passed over, not gathered: one without end costs no more than reading it."""
    held: list[bytes] = []
    size = 0
    for data in source:
        if not (b"\n" in data or b"\r" in data or held and held[-1].endswith(b"\r")):
            if size <= limit:
                held.append(data)
            size += len(data)
            continue
        pieces = b"".join((*held, data)).splitlines(keepends=True)
        # a last "\r" may be the first half of "\r\n"
        carry = pieces.pop() if pieces and not pieces[-1].endswith(b"\n") else b""
        for piece in pieces:
            yield (piece[:limit], True) if len(piece) > limit else (piece, False)
        held, size = [carry] if carry else [], len(carry)
    if held:
        line = b"".join(held)
        yield line[:limit], len(line) > limit
