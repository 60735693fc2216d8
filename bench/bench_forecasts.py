"""Who comes, foretold on three real fairs: each edition from the third on, from those before it and nothing else.

Log-loss, AUC and calibration of ours, plain BG/BB, gradient boosting, and logistic regression on recency, frequency and
run. Two forecasts differ by more than noise where the 90 % interval of their paired difference lies on one side of 0.
With three rivals in each of 32 editions the truth itself is behind one now and then, above all where the whole edition
had good or bad luck: how often is drawn from our own chances, and printed beside. So is the count with intervals of
95 % made wide enough for all comparisons of all editions at once (Bonferroni): what is behind then was not mere luck.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from bench.figures import Figure
from bench.real import DATA, is_here
from everfair.science.arrays import Floats
from everfair.science.backtest import OURS, Backtest, Judgement, backtest
from everfair.science.edition_effect import TAILS
from everfair.science.paired import Difference, difference
from tests.science.fairs import Fair, doujin_fair, fosdem_stands, ruby_kaigi

FAIRS = {"doujin fair": doujin_fair, "FOSDEM stands": fosdem_stands, "RubyKaigi sponsors": ruby_kaigi}
SECOND = 2  # the first edition that has two before it
NAMES = {"forecast": "ours", "bgbb": "BG/BB", "boosting": "boosting", "logistic": "logistic"}
RIVALS = tuple(NAMES)[1:]
SHOCK = 0.75  # a shock: at most so few came of those that BG/BB foretold; the other way round a leap
DRAWS = 200


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

    def far_worse_than(self, one: str, comparisons: int) -> list[str]:
        """The same, where so many comparisons are made that one is worse now and then by luck."""
        others = self.others(one)
        return [other for other in others if self.against(one, other).worse_than_best_of(comparisons)]

    def truth_stands(self, random: np.random.Generator) -> float:
        """How often our chances would be best or within noise, were they the truth and only the luck unknown."""
        p = self.found.chance
        luck = self.found.forecast.edition_spread * random.standard_t(1 / TAILS, DRAWS)
        came = random.binomial(self.count.astype(np.int64), expit(logit(p) + luck[:, None]))
        rivals = [self.found.chances[other] for other in self.others(OURS)]
        beaten = [any(difference(p, rival, drawn, self.count).worse for rival in rivals) for drawn in came]
        return 1 - float(np.mean(beaten))

    @property
    def mark(self) -> str:
        yardstick = self.judged["bgbb"]
        ratio = yardstick.actual / yardstick.expected
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
        comparisons = sum(len(edition.others(model)) for edition in told)
        firm = sum(not edition.far_worse_than(model, comparisons) for edition in told)
        yield Figure(f"{name}: {named}, {comparisons} comparisons, 95 %", firm, "editions", many, "all")
    random = np.random.default_rng(0)
    true = sum(edition.truth_stands(random) for edition in editions)
    yield Figure(f"{name}: the truth best or within noise, drawn", true, "editions", many, "all")
    covered = sum(edition.judged[OURS].covered for edition in editions)
    yield Figure(f"{name}: 90 % interval holds the count", covered, "editions", many, "all")
    shocks = [edition.judged[OURS].covered for edition in editions if edition.mark == "SHOCK"]
    yield Figure(f"{name}: and in shock editions", sum(shocks), "editions", len(shocks), "all")
    calm = [edition.judged[OURS] for edition in editions if not edition.mark]
    yield Figure(
        f"{name}: its width in calm years, of what is foretold",
        float(np.median([width(one) for one in calm])),
        "",
    )


def width(one: Judgement) -> float:
    return (one.high - one.low) / one.expected


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
