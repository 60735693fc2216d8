"""The real fairs as cells, and simulated ones."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
import numpy.typing as npt

from everfair.science.arrays import Floats, floats
from everfair.science.histories import Histories, histories

Sizes = dict[str, dict[int, int]]  # organisation -> edition -> level of stand area, -1 unknown


@dataclass(frozen=True)
class Fair:
    attended: npt.NDArray[np.int8]  # [organisations, editions]
    size: npt.NDArray[np.int8]

    @property
    def editions(self) -> int:
        return int(self.attended.shape[1])

    def before(self, target: int) -> tuple[Histories, Floats, Floats]:
        """(cells of the editions before `target`, count, came to it), for those seen before."""
        seen = (self.attended[:, :target] == 1).any(axis=1)
        past = np.hstack([self.attended[seen, :target], self.size[seen, :target]])
        cells, back, count = np.unique(past, axis=0, return_inverse=True, return_counts=True)
        came = floats(np.bincount(back.reshape(-1), self.attended[seen, target] == 1, minlength=len(cells)))
        attended, size = cells[:, :target], cells[:, target:]
        return histories(attended, (attended == 1).argmax(axis=1), size), floats(count), came


def fair(sizes: Sizes, editions: int) -> Fair:
    attended = np.full((len(sizes), editions), -1, dtype=np.int8)
    size = attended.copy()
    for row, (_, came) in enumerate(sorted(sizes.items())):
        attended[row, min(came) :] = 0
        for edition, level in came.items():
            attended[row, edition], size[row, edition] = 1, level
    return Fair(attended, size)


def doujin_fair(folder: Path) -> Fair:
    came: Sizes = defaultdict(dict)
    for row in _rows(folder / "participation" / "nagoya_doujin_fair.csv"):
        stands = came[row["exhibitor"]]
        edition, spaces = int(row["edition"]) - 1, float(row["spaces_est"])
        stands[edition] = max(stands.get(edition, 0), int(spaces > 1))
    return fair(came, 18)


def fosdem_stands(folder: Path) -> Fair:
    came: Sizes = defaultdict(dict)
    for row in _rows(folder / "participation" / "fosdem_stands_2013_2020.csv"):
        name = re.sub(r"\(.*?\)|project|foundation|community|[^a-z0-9]", "", row["stand"].lower())
        came[name][int(row["year"]) - 2013] = -1
    return fair(came, 8)


def ruby_kaigi(folder: Path) -> Fair:
    participation = folder / "participation"
    rows = [
        row for row in _rows(participation / "ruby_conferences_sponsors.csv") if row["series"] == "rubykaigi"
    ]
    sponsored = {row["event"] for row in rows}
    events = sorted(_rows(participation / "ruby_conferences_events.csv"), key=lambda row: row["start"])
    editions = [row["event"] for row in events if row["event"] in sponsored]
    came: Sizes = defaultdict(dict)
    for row in rows:
        domain = urlparse(row["website"].strip()).netloc.lower().removeprefix("www.")
        came[domain or row["slug"]][editions.index(row["event"])] = -1
    return fair(came, len(editions))


def simulated_fair(seed: int, organisations: int = 600, editions: int = 8) -> Fair:
    """Loyal and one-time exhibitors who leave for good now and then: what BG/BB believes, roughly."""
    random = np.random.default_rng(seed)
    first = random.integers(0, editions - 1, organisations)
    chance, leaves = random.beta(1.2, 1, organisations), random.beta(1, 4, organisations)
    attended = np.full((organisations, editions), -1, dtype=np.int8)
    alive = np.ones(organisations, dtype=bool)
    for edition in range(editions):
        alive &= (edition <= first) | (random.random(organisations) > leaves)
        came = (edition == first) | (alive & (random.random(organisations) < chance))
        attended[:, edition] = np.where(edition < first, -1, came)
    return Fair(attended, np.where(attended == 1, random.integers(0, 3, attended.shape), -1).astype(np.int8))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
