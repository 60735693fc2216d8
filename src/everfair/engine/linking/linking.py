"""Who may be the same among many records: pairs with weight, probability and the level of each comparison."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from everfair.engine.linking import candidates, names_alone, training, workbench
from everfair.engine.linking.learning import Lesson, learned
from everfair.engine.linking.settings import level_of
from everfair.names.comparisons import first_model
from everfair.names.weights import LinkModel

Answer = tuple[int, int, bool]
LEAST = 0.01
_ROUNDS = 60


@dataclass(frozen=True)
class Linked:
    """`pairs`: Arrow table of `first`, `second` (the smaller id first), `weight` in bits, `probability`, and a column
    per comparison with the level's name ('' where nothing can be said), the likeliest first. `compared`: how many
    pairs were looked at; `histogram`: of their probabilities, between the edges asked for."""

    pairs: pa.Table
    model: LinkModel
    compared: int
    histogram: list[int] = field(default_factory=list)


def link(
    table: pa.Table | Path,
    kind: str,
    model: LinkModel | None = None,
    decided: Sequence[Answer] = (),
    *,
    least: float = LEAST,
    edges: Sequence[float] = (),
    memory: str = workbench.MEMORY,
) -> Linked:
    """Pairs of the table (as `facts.identity` declares it for the kind) with at least that probability.

    Without a model, or with one of other comparisons, one is fitted to the records. `decided`: pairs of ids about
    which people said whether they are the same; what they teach replaces what the model had learned.
    """
    with workbench.opened(table, kind, memory) as connection:
        fitting = model is None or not model.fits(first_model(kind))
        used = _known(connection, model) if model and not fitting else training.train(connection, kind)
        compared = candidates.find(connection, kind, decided)
        _predict(connection, used)
        if fitting:
            used = names_alone.fitted(connection, used)
        if decided:
            used = learned(used, _lessons(connection, used, decided))
        _score(connection, used)
        pairs = connection.sql(_wanted(used, least)).to_arrow_table()
        return Linked(pairs, used, compared, _histogram(connection, edges))


def _known(connection: Any, model: LinkModel) -> LinkModel:
    workbench.tell_shares(connection, model)
    return model


def _predict(connection: Any, model: LinkModel) -> None:
    """Makes the table `predicted`: ids, evidence in bits (without the prior), a level's name per comparison."""
    linker = workbench.linker(connection, model)
    found = workbench.register(linker, "candidates")
    linker.table_management.register_blocked_pairs_for_predict(found)
    made = linker.inference.predict(warning_mode="never")
    levels = ", ".join(level_of(c) for c in model.comparisons)
    connection.execute(
        f"""CREATE OR REPLACE TABLE predicted AS
        SELECT id_l AS first, id_r AS second, match_weight - ({_logit(model.prior)}) AS evidence, {levels}
        FROM {made.physical_name}"""
    )
    made.drop_table_from_database_and_remove_from_cache()


def _logit(p: float) -> float:
    return math.log2(p / (1 - p))


def _lessons(connection: Any, model: LinkModel, decided: Sequence[Answer]) -> list[Lesson]:
    names = [c.name for c in model.comparisons]
    said = {(min(one, other), max(one, other)): same for one, other, same in decided}
    connection.register("said", pa.table({"first": [a for a, _ in said], "second": [b for _, b in said]}))
    rows = connection.execute(
        f"""SELECT first, second, evidence, {", ".join(names)}
        FROM predicted SEMI JOIN said USING (first, second) ORDER BY first, second"""
    ).fetchall()
    connection.unregister("said")
    return [
        Lesson(dict(zip(names, levels, strict=True)), evidence + _logit(model.prior), said[first, second])
        for first, second, evidence, *levels in rows
    ]


def _score(connection: Any, model: LinkModel) -> None:
    """Makes the table `scored`: with the prior, and with what was learned for each pattern of levels."""
    taught, joined = ("taught", _taught(connection, model)) if model.learned else ("0", "")
    connection.execute(
        f"""CREATE OR REPLACE TABLE scored AS
        SELECT *, 1 / (1 + pow(2::DOUBLE, -weight)) AS probability
        FROM (SELECT predicted.*, evidence + ({_logit(model.prior)}) + {taught} AS weight FROM predicted {joined})"""
    )


def _taught(connection: Any, model: LinkModel) -> str:
    """What was learned, as a table by pattern, and the join to it."""
    names = [c.name for c in model.comparisons]
    patterns = connection.execute(f"SELECT DISTINCT {', '.join(names)} FROM predicted").fetchall()
    columns = dict(zip(names, map(list, zip(*patterns, strict=True)), strict=True)) if patterns else {}
    taught = [model.taught(dict(zip(names, pattern, strict=True))) for pattern in patterns]
    connection.register("lessons", pa.table({**columns, "taught": taught}))
    return f"JOIN lessons USING ({', '.join(names)})"


def _wanted(model: LinkModel, least: float) -> str:
    levels = ", ".join(c.name for c in model.comparisons)
    return f"""SELECT first, second, weight, probability, {levels} FROM scored
    WHERE probability >= {float(least)} ORDER BY weight DESC, first, second"""


def _histogram(connection: Any, edges: Sequence[float]) -> list[int]:
    """Pairs between each two edges, the last with its end."""
    if len(edges) < 2:
        return []
    inner = ", ".join(f"{float(edge)}::DOUBLE" for edge in edges[1:-1])
    rows = connection.execute(
        f"""SELECT len(list_filter([{inner}], lambda edge: edge <= probability)) AS gap, count(*)
        FROM scored GROUP BY gap"""
    ).fetchall()
    found = dict(rows)
    return [int(found.get(gap, 0)) for gap in range(len(edges) - 1)]
