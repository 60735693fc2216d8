"""Who comes, foretold on three real fairs: each edition from the third on, from those before it and nothing else.

Log-loss, AUC and calibration of ours, plain BG/BB, gradient boosting, and logistic regression on recency, frequency and
run. Two forecasts differ by more than noise where the 90 % interval of their paired difference
lies on one side of 0: of four forecasts equally good, each would still be behind another one now and then.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from bench.figures import Figure
from bench.real import DATA, is_here
from everfair.science.arrays import Floats
from everfair.science.backtest import OURS, Backtest, Judgement, backtest
from everfair.science.paired import Difference, difference
from tests.science.fairs import Fair, doujin_fair, fosdem_stands, ruby_kaigi

FAIRS = {"doujin fair": doujin_fair, "FOSDEM stands": fosdem_stands, "RubyKaigi sponsors": ruby_kaigi}
SECOND = 2  # the first edition that has two before it
NAMES = {"forecast": "ours", "bgbb": "BG/BB", "boosting": "boosting", "logistic": "logistic"}
RIVALS = tuple(NAMES)[1:]
SHOCK = 0.7  # a shock: so few of those foretold came; the other way round a leap


@dataclass(frozen=True)
class Edition:
    fair: str
    number: int
    count: Floats
    came: Floats
    found: Backtest

    @property
    def judged(self) -> dict[str, Judgement]:
        return {one.model: one for one in self.found.judgements}

    def against(self, one: str, other: str) -> Difference:
        return difference(self.found.chances[one], self.found.chances[other], self.came, self.count)

    def others(self, one: str) -> list[str]:
        return [model for model in NAMES if model != one and model in self.found.chances]

    def worse_than(self, one: str) -> list[str]:
        """The others that are better than `one` by more than noise."""
        return [other for other in self.others(one) if self.against(one, other).worse]

    @property
    def mark(self) -> str:
        ours = self.judged[OURS]
        ratio = ours.actual / ours.expected
        return "SHOCK" if ratio <= SHOCK else "LEAP" if ratio >= 1 / SHOCK else ""


def figures() -> Iterator[Figure]:
    if not is_here():
        return
    editions = [edition for name, read in FAIRS.items() for edition in foretold(name, read(DATA))]
    for edition in editions:
        print(line(edition))
    for name in FAIRS:
        yield from over(name, [edition for edition in editions if edition.fair == name])
    yield from over("all three", editions)


def foretold(name: str, fair: Fair) -> Iterator[Edition]:
    for target in range(SECOND, fair.editions):
        cells, count, came = fair.before(target)
        yield Edition(name, target + 1, count, came, backtest(cells, count, came))


def line(edition: Edition) -> str:
    ours = edition.judged[OURS]
    told = " ".join(
        f"{NAMES[model]} {one.log_loss:.4f}/{one.auc or 0:.3f}"
        for model, one in edition.judged.items()
        if model in NAMES
    )
    beaten = ", ".join(NAMES[other] for other in edition.worse_than(OURS))
    return (
        f"  {edition.fair} {edition.number}: {told} | {ours.actual:.0f} of {ours.relationships:.0f} came, "
        f"foretold {ours.expected:.0f} [{ours.low:.0f}, {ours.high:.0f}]{'' if ours.covered else ' NOT COVERED'}"
        f"{f' {edition.mark}' if edition.mark else ''} | {f'behind {beaten}' if beaten else 'best or within noise'}"
    )


def over(name: str, editions: list[Edition]) -> Iterator[Figure]:
    """Of some editions; a rival is compared on those it could be fitted for."""
    many = len(editions)
    for rival in RIVALS:
        both = [edition for edition in editions if rival in edition.found.chances]
        yield Figure(
            f"{name}: log-loss", mean(both, OURS, loss), "nats", mean(both, rival, loss), NAMES[rival]
        )
        yield Figure(f"{name}: AUC", mean(both, OURS, auc), "", mean(both, rival, auc), NAMES[rival])
    for model, named in NAMES.items():
        told = [edition for edition in editions if model in edition.found.chances]
        yield Figure(f"{name}: calibration error, {named}", mean(told, model, miscalibrated), "points")
        fine = sum(not edition.worse_than(model) for edition in told)
        yield Figure(f"{name}: {named} best or within noise", fine, "editions", many, "all")
    covered = sum(edition.judged[OURS].covered for edition in editions)
    yield Figure(f"{name}: 90 % interval holds the count", covered, "editions", many, "all")
    shocks = [edition.judged[OURS].covered for edition in editions if edition.mark == "SHOCK"]
    yield Figure(f"{name}: and in shock editions", sum(shocks), "editions", len(shocks), "all")


def loss(one: Judgement) -> float:
    return one.log_loss


def auc(one: Judgement) -> float:
    return one.auc or 0.5


def miscalibrated(one: Judgement) -> float:
    """Mean distance between what was said and what came over tenths, in points of a hundred."""
    tenths = one.calibration()
    return 100 * float(
        np.average(
            [abs(each.forecast - each.came) for each in tenths], weights=[each.count for each in tenths]
        )
    )


def mean(editions: Iterable[Edition], model: str, figure: Callable[[Judgement], float]) -> float:
    judged = [edition.judged[model] for edition in editions]
    return float(np.average([figure(one) for one in judged], weights=[one.relationships for one in judged]))
