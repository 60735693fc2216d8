"""What all relationships of a cell have in common in their scores, as columns of one Arrow table for each grid."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from everfair.jobs.analysis.chances import Chances, reason_items
from everfair.jobs.analysis.deciding import DECISIONS, decisions
from everfair.jobs.analysis.evidence import HEARD, LEVEL_NAMES
from everfair.jobs.analysis.grid import CAME, Grid
from everfair.jobs.analysis.stages import DEPTHS, RUNGS, STAGE_NAMES, Stages
from everfair.relations.models import Score
from everfair.relations.models.stage import LETTERS, Stage
from everfair.science.histories import distinct_rows

NEXT_MARKS = ("", Score.NextMark.ASKED.value, Score.NextMark.BOOKED.value, Score.NextMark.BROKE_OFF.value)
LETTER = "-" + "".join(LETTERS[Stage(name)] for name in STAGE_NAMES)
Columns = dict[str, Any]
Array = npt.NDArray[Any]


def cell_scores(grid: Grid, found: Stages, chance: Chances | None) -> pa.Table:
    """A row per cell. Items of evidence come as a beginning of JSON and a value each, to be put together."""
    return pa.table(
        _standing(grid, found) | _times(grid, found) | _chance(grid, chance) | _pictures(grid, found, chance)
        | _attendance(grid, found) | _signals(grid, found)
    )  # fmt: skip


def _standing(grid: Grid, found: Stages) -> Columns:
    leading = found.posterior.argmax(axis=1)
    before = found.path[:, -2] if found.path.shape[1] > 1 else np.full(len(grid), -1)
    each = {f"p_{name}": np.round(found.posterior[:, k], 6) for k, name in enumerate(STAGE_NAMES)}
    return {
        "cell": pa.array(grid.cell, pa.int32()),
        "series_id": pa.array(np.full(len(grid), grid.series)),
        "stage": words(leading, STAGE_NAMES),
        "stage_p": np.round(found.posterior.max(axis=1), 6),
        **each,
        "previous_stage": words(before + 1, ("", *STAGE_NAMES)),
        "ladder": words(found.rung, RUNGS),
        "depth": words(found.depth, DEPTHS),
        "decision_type": words(decisions(grid.side, found.past, grid.first, grid.attended), DECISIONS),
        "next_edition_id": pa.array(
            np.full(len(grid), grid.next_edition or 0), mask=np.full(len(grid), grid.next_edition is None)
        ),
        "next_mark": words(grid.next_mark, NEXT_MARKS),
    }


def _times(grid: Grid, found: Stages) -> Columns:
    editions = np.array([*grid.editions, 0], dtype=np.int64)  # the last one stands for none
    held, none = len(grid.editions), grid.first < 0
    came = grid.attended == CAME
    last = held - 1 - came[:, ::-1].argmax(axis=1) if held else np.zeros(len(grid), dtype=np.int64)
    lasting = found.in_stage > 0
    return {
        "stage_since_id": known(
            editions[np.where(lasting, held - found.in_stage, held)], lasting & (held > 0)
        ),
        "editions_in_stage": found.in_stage,
        "editions_to_trust": known(found.to_trust, found.to_trust >= 0),
        "times_came": found.past,
        "missed_run": found.missed,
        "first_edition_id": known(editions[grid.first], ~none),
        "last_edition_id": known(editions[np.where(none, held, last)], ~none),
        "path": letters(found.path + 1, LETTER),
        "attended": letters(grid.attended + 1, "-01"),
    }


def _chance(grid: Grid, chance: Chances | None) -> Columns:
    """Of those who came; reasons are written once for each standing."""
    standing = np.full(len(grid), -1)
    if chance is None:
        return dict.fromkeys(("chance", "chance_low", "chance_high"), known(standing * 1.0, standing >= 0)) | {
            "size": standing, "reasons": words(standing + 1, ("[]",)),
        }  # fmt: skip
    standing[chance.rows] = chance.of
    reasons = [json.dumps(reason_items(chance, grid, at)) for at in range(len(chance.p))]
    three = {"chance": chance.p, "chance_low": chance.low, "chance_high": chance.high}
    return {
        **{name: known(np.round(values, 6)[standing], standing >= 0) for name, values in three.items()},
        "size": np.where(standing >= 0, chance.standing.size[standing], -1),
        "reasons": words(standing + 1, ("[]", *reasons)),
    }


def _pictures(grid: Grid, found: Stages, chance: Chances | None) -> Columns:
    """The strip in short, see `ui.strip_code`: marks of the editions, and the bar; stages are those of the path."""
    size = grid.signals["size"][:, : len(grid.editions)]
    marks = np.where(grid.attended == CAME, size + 3, grid.attended + 1)
    bars, bar = [""], np.zeros(len(grid), dtype=np.int64)
    if chance is not None:
        percents = np.round(100 * np.column_stack([chance.p, chance.low, chance.high])).astype(np.int64)
        at, of = distinct_rows(percents)
        bars += [",".join(map(str, row)) for row in percents[at].tolist()]
        bar[chance.rows] = of[chance.of] + 1
    return {"marks": letters(marks, "-01234"), "bar": words(bar, bars)}


def _attendance(grid: Grid, found: Stages) -> Columns:
    told, editions, came = found.told, len(grid.editions), grid.first >= 0
    length = editions - told.run_from
    here = grid.attended[:, -1] == CAME if editions else np.zeros(len(grid), dtype=bool)
    runs = [
        whole("not_yet", first=True),
        *(
            whole(code, first=True, n=n)
            for code in ("missed_run", "came_run")
            for n in range(1, editions + 1)
        ),
    ]
    run = np.where(came, 1 + here * editions + length - 1, 0)
    before = np.where(came, np.maximum(told.run_from - grid.first, 0), 0)
    at, of = distinct_rows(np.column_stack([told.came_earlier, before]))
    pairs = [(int(told.came_earlier[row]), int(before[row])) for row in at]
    return {
        **item("run", run, runs, told.run),
        **item("earlier", of, [whole("earlier", came=n, n=m) if m else None for n, m in pairs], told.earlier),
        **item(
            "joined",
            np.maximum(grid.first, 0),
            [None, *(whole("joined", edition=one) for one in grid.labels[1:])],
            told.joined,
        ),
        **item("usual", np.zeros(len(grid), dtype=np.int64), [whole("usual")], told.usual),
    }


def _signals(grid: Grid, found: Stages) -> Columns:
    told, labels = found.told, grid.labels or ("",)
    columns: Columns = {}
    for number, signal in enumerate(HEARD):
        begin = whole if signal == "engagement" else head
        heads = [begin(f"{signal}_{level}", edition=one) for level in LEVEL_NAMES[signal] for one in labels]
        at, level = told.seen_at[:, number].astype(np.int64), told.seen[:, number].astype(np.int64)
        columns |= item(signal, np.where(at >= 0, level * len(labels) + at + 1, 0), [None, *heads],
                        told.latest[:, number])  # fmt: skip
        columns |= item(f"{signal}_earlier", told.repeated[:, number], [None, whole(f"{signal}_earlier")],
                        told.before[:, number])  # fmt: skip
    return columns | {"complaint_level": told.seen[:, HEARD.index("complaint")]}


def head(code: str, *, first: bool = False, **params: Any) -> str:
    """The beginning of an item of evidence, up to where a relationship's own params may follow; behind another item
    unless it is the first one."""
    return ("[" if first else "}, ") + json.dumps({"code": code, "params": params})[:-2]


def whole(code: str, *, first: bool = False, **params: Any) -> str:
    """The same up to the value, where nothing follows."""
    return head(code, first=first, **params) + '}, "value": '


def item(name: str, codes: Array, heads: Sequence[str | None], values: Array) -> Columns:
    """The value is unknown, too, where there is no such item."""
    begun = words(codes, heads)
    return {
        f"{name}_head": begun,
        f"{name}_value": pa.array(np.round(values, 4), mask=np.asarray(begun.is_null())),
    }


def words(codes: Array, texts: Iterable[str | None]) -> pa.DictionaryArray:
    """Texts by their number, each kept once; unknown where the text is None."""
    kept = list(texts)
    unknown = np.array([text is None for text in kept])[codes]
    told = pa.array([text or "" for text in kept], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32(), mask=unknown), told)


def letters(codes: Array, alphabet: str) -> pa.Array:
    """A text for each row: a letter of the alphabet for each of its codes."""
    if not codes.shape[1]:
        return pa.array([""] * len(codes), pa.string())
    found = np.frombuffer(alphabet.encode(), dtype=np.uint8)[codes]
    offsets = np.arange(0, found.size + 1, codes.shape[1], dtype=np.int32)
    return pa.StringArray.from_buffers(len(codes), pa.py_buffer(offsets), pa.py_buffer(found.tobytes()))


def known(values: Array, there: Array) -> pa.Array:
    return pa.array(values, mask=np.logical_not(there))
