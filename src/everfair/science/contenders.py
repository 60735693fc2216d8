"""What others would forecast with from the same histories: the yardsticks that the forecast stands beside.

Recency, frequency and run, as science of customer bases has used them since Schmittlein et al. (1987), put into a
plain logistic regression and into boosted trees. Both learn from every past edition as a trial and know nothing of the
one to come.
"""

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from .arrays import Floats, floats
from .enough import NotEnough
from .histories import Histories, Standing
from .trials import trials

NEEDS = 60  # trials, with both outcomes among them


def logistic_chance(cells: Histories, count: npt.ArrayLike) -> Floats:
    """[cells] chance to come next, by logistic regression on logarithms of recency, frequency, tenure and run.

    Raises NotEnough where the past has fewer than about 60 trials, or all came, or nobody.
    """
    return _learnt(LogisticRegression(C=10.0, max_iter=2_000), cells, count)


def boosted_chance(cells: Histories, count: npt.ArrayLike, seed: int = 0) -> Floats:
    """[cells] the same by gradient boosting (Friedman 2001): small trees, so that few editions do not mislead them."""
    learner = GradientBoostingClassifier(
        n_estimators=120,
        learning_rate=0.05,
        max_depth=3,
        subsample=0.7,
        min_samples_leaf=5,
        random_state=seed,
    )
    return _learnt(learner, cells, count)


def _learnt(
    learner: LogisticRegression | GradientBoostingClassifier, cells: Histories, count: npt.ArrayLike
) -> Floats:
    past = trials(cells, floats(count))
    came, stayed = past.came, past.count - past.came
    if past.count.sum() < NEEDS or not came.sum() or not stayed.sum():
        raise NotEnough(float(past.count.sum()), NEEDS, "past chances to come, some taken and some not")
    seen = _seen(past.standing)
    both = np.vstack([seen, seen])
    outcome, weight = np.repeat([1, 0], len(seen)), np.concatenate([came, stayed])
    told = weight > 0  # a tree drawn from what nobody did would have nothing to go by
    learner.fit(both[told], outcome[told], sample_weight=weight[told])
    return floats(learner.predict_proba(_seen(cells.now()))[:, 1])


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
