"""Whom care moves: planted differences are ranked, planted sameness is not."""

from pathlib import Path

import numpy as np
import pytest

from everfair.science.arrays import Bools, Floats
from everfair.science.enough import NotEnough
from everfair.science.uplift import best, cross_fitted, curve, fit, qini


def experiment(seed: int, n: int = 4000, differs: float = 0.35) -> tuple[Floats, Bools, Floats, Floats]:
    """Care helps those with a high first feature; the second moves the outcome, care or not."""
    random = np.random.default_rng(seed)
    X = random.uniform(0, 1, (n, 4))
    care = random.random(n) < 0.5
    uplift = differs * (X[:, 0] > 0.6)
    came = (random.random(n) < 0.2 + 0.3 * X[:, 1] + care * uplift).astype(float)
    return X, np.asarray(care), np.asarray(came), np.asarray(uplift)


@pytest.mark.parametrize("kind", ["s", "t", "x"])
@pytest.mark.parametrize("base", ["linear", "boosting"])
def test_every_learner_ranks_those_whom_care_helps_first(kind: str, base: str) -> None:
    X, care, came, uplift = experiment(1)
    found = cross_fitted(X, care, came, kind=kind, base_kind=base)  # type: ignore[arg-type]
    assert np.corrcoef(found.score, uplift)[0, 1] > 0.5
    assert found.qini > 0.03
    assert found.uplift == pytest.approx(0.14, abs=0.05)


def test_the_restrained_learner_ranks_those_whom_care_helps_first_too() -> None:
    X, care, came, uplift = experiment(1)
    found = cross_fitted(X, care, came, kind="s", base_kind="restrained")
    assert np.corrcoef(found.score, uplift)[0, 1] > 0.5
    assert found.qini > 0.03


def test_restraint_gives_way_to_what_the_data_say_and_stays_where_they_say_nothing() -> None:
    random = np.random.default_rng(7)
    X, care = random.uniform(0, 1, (4000, 4)), random.random(4000) < 0.5
    helped = np.abs(X[:, 0] - 0.5) > 0.3  # at both ends: no line tells it
    came = (random.random(4000) < 0.3 + 0.5 * care * helped).astype(float)
    assert best(X, care, came, folds=3).base == "boosting"
    alike = [experiment(seed, 1500, differs=0.0)[:3] for seed in (8, 9, 10)]
    assert [best(*one, folds=2).base for one in alike].count("restrained") >= 2


def test_restraint_takes_outcomes_of_0_and_1_only() -> None:
    X, care, came, _ = experiment(9, 1000)
    with pytest.raises(ValueError, match="0 or 1"):
        fit(X, care, came * 40, kind="s", base_kind="restrained")
    assert best(X, care, came * 40, folds=2).base != "restrained"


def test_where_care_helps_all_alike_no_ranking_is_worth_anything() -> None:
    found = []
    for seed in range(12):
        X, care, came, _ = experiment(seed, 1500, differs=0.0)
        found.append(cross_fitted(X, care, came, kind="t").qini)
    assert abs(np.mean(found)) < 0.03


def test_a_model_scores_customers_to_come() -> None:
    X, care, came, _ = experiment(2)
    model = fit(X, care, came, kind="x", base_kind="boosting")
    high, low = model.score([[0.9, 0.5, 0.5, 0.5], [0.1, 0.5, 0.5, 0.5]])
    assert high > low + 0.1


def test_qini_by_hand() -> None:
    # from the top: treated came, held did not, treated did not, held came
    many, gained = curve([4, 3, 2, 1], [1, 0, 1, 0], [1, 0, 0, 1])
    assert many.tolist() == [0, 1, 2, 3, 4]
    assert gained == pytest.approx([0, 1, 1, 1, 0])
    assert qini([4, 3, 2, 1], [1, 0, 1, 0], [1, 0, 0, 1]) == pytest.approx(1)
    assert qini([1, 1, 1, 1], [1, 0, 1, 0], [1, 0, 0, 1]) == pytest.approx(0)


def test_customers_scored_alike_come_in_together() -> None:
    random = np.random.default_rng(5)
    care, came = random.random(400) < 0.5, (random.random(400) < 0.5).astype(float)
    score = random.integers(0, 5, 400).astype(float)
    shuffled = random.permutation(400)
    assert qini(score, care, came) == pytest.approx(qini(score[shuffled], care[shuffled], came[shuffled]))


def test_on_the_coupon_experiment_the_best_learner_is_no_worse_than_chance(shared_data: Path) -> None:
    table = np.genfromtxt(
        shared_data / "experiments" / "coupon_ab.csv",
        delimiter=",",
        skip_header=1,
        usecols=(1, 2, 3, 4, 5, 6, 7, 8, 10),
    )
    care, came, X = table[:, 0] > 0, table[:, -1], table[:, 1:-1]
    half = np.arange(len(X)) % 2 == 0
    chosen = best(X[half], care[half], came[half], folds=3)
    model = fit(X[half], care[half], came[half], kind=chosen.kind, base_kind=chosen.base)
    assert qini(model.score(X[~half]), care[~half], came[~half]) > -0.02


def test_few_in_an_arm_give_no_ranking() -> None:
    with pytest.raises(NotEnough, match="n=10, needs about 200 per arm"):
        fit(np.ones((310, 1)), np.arange(310) < 10, np.ones(310))
