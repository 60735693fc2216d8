"""A list far shorter than its neighbours is warned of; a show that grows or goes down is not."""

import pytest

from everfair.jobs.imports.shows import Show, Told
from everfair.jobs.imports.suspicion import suspicions


def warned_of(*sizes: int) -> list[str]:
    show = Show("Qingshan", editions={str(n): Told(str(n), rows=size) for n, size in enumerate(sizes, 1)})
    start = 0
    takings: dict[str, set[int]] = {}
    for number, size in enumerate(sizes, 1):
        takings[str(number)] = set(range(start, start + size))
        start += size
    found = suspicions([show], lambda _, told: takings[told.label])
    return [one["params"]["edition"] for one in found if one["code"] == "stub_list"]


@pytest.mark.parametrize(
    ("sizes", "stubs"),
    [
        ((40, 200, 400, 800), []),
        ((500, 500, 60, 500), ["3"]),
        ((500, 500, 500, 60), ["4"]),
        ((500, 60), ["2"]),
        ((40, 90, 600, 700), []),
        ((800, 400, 190, 90), []),
    ],
    ids=["growth", "a gap", "a short last one", "a short second one", "a leap", "decline"],
)
def test_only_a_list_shorter_than_its_neighbours_is_a_stub(sizes: tuple[int, ...], stubs: list[str]) -> None:
    assert warned_of(*sizes) == stubs
