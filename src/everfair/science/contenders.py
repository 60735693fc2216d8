"""What others would forecast with from the same histories: the yardsticks that the forecast stands beside.

Recency, frequency and run, as science of customer bases has used them since Schmittlein et al. (1987), put into a
plain logistic regression and into boosted trees. Both learn from every past edition as a trial and know nothing of the
one to come.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from .arrays import Floats, Ints, floats
from .enough import NotEnough
from .histories import Histories, Standing
from .trials import trials

NEEDS = 60  # trials, with both outcomes among them


def learnt_chances(cells: Histories, count: npt.ArrayLike, seed: int = 0) -> dict[str, Floats]:
    """[cells] chance to come next, by each learner: gradient boosting (Friedman 2001) of small trees, so that few
    editions do not mislead them; logistic regression on logarithms of recency, frequency, tenure and run.

    Raises NotEnough where the past has fewer than about 60 trials, or all came, or nobody.
    """
    past, now = _lessons(cells, floats(count)), _seen(cells.now())
    boosting = GradientBoostingClassifier(
        n_estimators=120,
        learning_rate=0.05,
        max_depth=3,
        subsample=0.7,
        min_samples_leaf=5,
        random_state=seed,
    )
    learners = {"boosting": boosting, "logistic": LogisticRegression(C=10.0, max_iter=2_000)}
    return {
        name: floats(learner.fit(past.seen, past.came, sample_weight=past.count).predict_proba(now)[:, 1])
        for name, learner in learners.items()
    }


@dataclass(frozen=True, slots=True)
class _Lessons:
    """A row for those who came of each trial, and one for those who did not, where there are any."""

    seen: Floats  # [rows, features]
    came: Ints  # [rows] 1 or 0
    count: Floats


def _lessons(cells: Histories, count: Floats) -> _Lessons:
    past = trials(cells, count)
    came, stayed = past.came, past.count - past.came
    if past.count.sum() < NEEDS or not came.sum() or not stayed.sum():
        raise NotEnough(float(past.count.sum()), NEEDS, "past chances to come, some taken and some not")
    seen = _seen(past.standing)
    many = np.concatenate([came, stayed])
    told = many > 0  # a tree drawn from what nobody did would have nothing to go by
    return _Lessons(np.vstack([seen, seen])[told], np.repeat([1, 0], len(seen))[told], many[told])


def _seen(standing: Standing) -> Floats:
    """[rows, features]"""
    here = standing.missed == 0
    return np.column_stack(
        [
            np.log1p(standing.missed),
            here,
            np.log(standing.past),
            np.log(standing.run),
            np.log1p(standing.since),
            standing.past / (standing.since + 1),
        ]
    ).astype(np.float64)
