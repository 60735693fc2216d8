"""Lines are found whatever the pieces a file is read in, and one without end is passed over, not gathered."""

import random
import tracemalloc
from collections.abc import Iterator

import pytest

from everfair.tables.lines import lines

CHUNK = b"x" * (1 << 18)


@pytest.mark.parametrize("seed", range(20))
def test_the_pieces_a_file_is_read_in_make_no_difference(seed: int) -> None:
    draw = random.Random(seed)
    text = b"".join(draw.choices([b"a", b"bc", b"\r", b"\n", b"\r\n", b"def" * 9], k=400))
    cuts = sorted(draw.sample(range(len(text)), 60))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole = text.splitlines(keepends=True)
    assert list(lines(pieces, 100)) == [(line[:100], len(line) > 100) for line in whole]
    assert [over for _, over in lines(pieces, 20)] == [len(line) > 20 for line in whole]


def test_row_7_a_line_of_64_mb_is_told_in_little_memory_and_the_next_is_kept() -> None:
    def source() -> Iterator[bytes]:
        yield b"one\n"
        for _ in range(256):
            yield CHUNK
        yield b"\ntwo\n"

    tracemalloc.start()
    told = [(line[:3], over) for line, over in lines(source(), 1 << 20)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told == [(b"one", False), (b"xxx", True), (b"two", False)]
    assert peak < 8 << 20
