"""Which encoding a text file is in: told from the bytes, or refused; never guessed into mojibake.

A byte order mark decides. Otherwise UTF-8 if the lines that are not ASCII mostly are UTF-8; else GB18030 or
Big5, told apart by how many of the decoded characters are common ones: text read in the wrong one of the two
is full of rare characters.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from everfair.tables.codes import TableCode
from everfair.tables.lines import as_utf8, chunks, lines
from everfair.tables.problems import TableError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# what a user may ask for; "utf-8-sig" is UTF-8 with a byte order mark
KNOWN = (
    "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1252",
)  # fmt: skip
ALIASES = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "utf8": "utf-8", "cp950": "big5"}
CODECS = {"utf-8-sig": "utf-8", "big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949"}
SAMPLE = 2000  # lines that are not ASCII, to judge by
WEIGHT = 1 << 22  # bytes of them
FEW = 3  # odd lines in an otherwise plain file that are refused one by one


@dataclass(frozen=True, slots=True)
class Encoding:
    """`offset` is the length of the byte order mark; `odd` counts lines that do not fit."""

    name: str
    offset: int = 0
    odd: int = 0

    @property
    def codec(self) -> str:
        return CODECS.get(self.name, self.name)

    def lines(self, path: Path, limit: int) -> Iterator[tuple[bytes, bool]]:
        source = chunks(path, self.offset)
        if self.name.startswith("utf-16"):
            source = as_utf8(source, self.name)
        return lines(source, limit)

    def decode(self, line: bytes) -> str:
        """The text; bytes that mean nothing come out as lone surrogates."""
        codec, lenient = (
            ("utf-8", "surrogatepass") if self.name.startswith("utf-16") else (self.codec, "surrogateescape")
        )
        try:
            return line.decode(codec)
        except UnicodeDecodeError:
            return line.decode(codec, lenient)


def named(path: Path, name: str) -> Encoding:
    """The encoding the user chose."""
    wanted = name.strip().lower()
    wanted = ALIASES.get(wanted, ALIASES.get(wanted.replace("_", "-"), wanted.replace("utf_", "utf-")))
    if wanted not in KNOWN:
        raise TableError(TableCode.ENCODING_UNKNOWN, {"encoding": name, "known": list(KNOWN)})
    mark = _mark(_head(path))
    return Encoding(
        wanted, mark.offset if mark and CODECS.get(mark.name, mark.name) == CODECS.get(wanted, wanted) else 0
    )


def detect(path: Path) -> Encoding:
    head = _head(path)
    if mark := _mark(head):
        if mark.name == "utf-32":
            raise TableError(TableCode.ENCODING_UNKNOWN, {"encoding": "utf-32", "known": list(KNOWN)})
        return mark
    if bare := _bare_utf16(head):
        return Encoding(bare)
    return Encoding("utf-8") if _is_utf8(path) else _weigh(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 16)


def _mark(head: bytes) -> Encoding | None:
    return next((Encoding(name, len(bom)) for bom, name in BOMS if head.startswith(bom)), None)


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: NULs, and all of them on one side of the pairs."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < max(2, len(head) // 50) or min(even, odd) * 20 > even + odd:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    return name if ("\n" in text or "\r" in text) and "\0" not in text and "\ufffd" not in text[:-1] else None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for data in chunks(path):
            decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _weigh(path: Path) -> Encoding:
    total = good = bad = weight = 0
    sample: list[bytes] = []
    for line, _ in lines(chunks(path), 1 << 20):
        total += 1
        if line.isascii():
            continue
        if decodes(line, "utf-8"):
            good += 1
        else:
            bad += 1
            weight += len(line)
            sample += [line] if len(sample) < SAMPLE and weight < WEIGHT else []
    if good >= bad:
        return Encoding("utf-8", odd=bad)
    name = legacy(sample)
    if name is not None:
        return Encoding(name, odd=good)
    if bad <= max(FEW, total // 50):
        return Encoding("utf-8", odd=bad)
    raise TableError(TableCode.ENCODING_UNCLEAR, {"candidates": [n for n in KNOWN[4:] if _fits(sample, n)]})


def decodes(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def legacy(sample: list[bytes]) -> str | None:
    """GB18030 or Big5, where the characters leave no doubt; else None."""
    gb = _common(sample, "gb18030", "gb2312", 0xD7)
    big5 = _common(sample, "big5", "big5", 0xC6)
    if big5 >= 0.85 and big5 > gb + 0.15:
        return "big5"
    if gb < 0.25 or big5 > gb - 0.1 or _looks_korean(sample) or _looks_japanese(sample):
        return None
    return "gb18030" if gb >= 0.6 or not _fits(sample, "shift_jis") else None


def _fits(sample: list[bytes], name: str) -> bool:
    codec = CODECS.get(name, name)
    fitting = sum(decodes(line, codec) for line in sample)
    return bool(sample) and fitting >= min(len(sample) * 0.9, max(len(sample) - 1, 1))


def _common(sample: list[bytes], name: str, level: str, last: int) -> float:
    """Share of the characters outside ASCII that are signs or stand in the common level of the set."""
    if not _fits(sample, name):
        return 0.0
    codec = CODECS.get(name, name)
    seen = [_level(char, level) for line in sample for char in line.decode(codec, "ignore") if char > "\x7f"]
    return sum(0xA1 <= lead <= last for lead in seen) / len(seen) if seen else 0.0


@lru_cache(maxsize=20_000)
def _level(char: str, codec: str) -> int:
    """The lead byte of a character in its national set; 0 if it is not in it."""
    try:
        code = char.encode(codec)
    except UnicodeEncodeError:
        return 0
    return code[0] if len(code) == 2 else 0


def _looks_korean(sample: list[bytes]) -> bool:
    """Hangul fills the rows B0 to C8, which is Chinese from a to q only: people have names from r to z too."""
    leads = [
        _level(char, "gb2312")
        for line in sample
        for char in line.decode("gb18030", "ignore")
        if char > "\x7f"
    ]
    hanzi = [lead for lead in leads if lead >= 0xB0]
    return len(hanzi) >= 12 and sum(lead > 0xC8 for lead in hanzi) * 20 < len(hanzi)


def _looks_japanese(sample: list[bytes]) -> bool:
    """EUC-JP has its kana where GB2312 has them, and other characters elsewhere."""
    if not _fits(sample, "euc_jp"):
        return False
    text = "".join(islice((char for line in sample for char in line.decode("euc_jp", "ignore")), 100_000))
    wide = [char for char in text if char > "\u2e80"]
    return sum("\u3040" <= char <= "\u30ff" for char in wide) * 5 > len(wide)
