"""A logistic regression of coming on care that believes in little: care helps somewhat, and most alike.

    logit P(comes) = base + z' slopes + care * (effect + z' differs)

z are standardised features, effect ~ Normal(.3, .4), and over customers the effect differs by about half of what it
is (half being the size that interactions tend to have, Gelman, Hill & Vehtari 2020, ch. 16): differs ~ Normal(0, .15 /
sqrt of the features). Where care does the same for all on this scale, those move most whose chance is near a half; what
the data say beyond it, they must say against the prior. The top of the posterior, a concave climb.
"""

from typing import Self

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit
from sklearn.base import BaseEstimator

from .arrays import Floats, floats
from .logistic import Prior, Rows, climb

BASE_SPREAD, SLOPE_SPREAD = 10.0, 0.3
EFFECT, EFFECT_SPREAD, DIFFERS = 0.3, 0.4, 0.15


class Restrained(BaseEstimator):  # type: ignore[misc]
    """Takes rows of [features, care, features x care], as an S-learner lays them out; outcomes are 0 or 1."""

    def fit(self, X: Floats, y: Floats, /) -> Self:
        features, care = _parts(X)
        if not np.isin(y, (0, 1)).all():
            raise ValueError("outcomes must be 0 or 1")
        self.mean_, self.spread_ = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-9)
        self.share_ = float(care.mean())
        k = features.shape[1]
        width = np.concatenate(
            [
                [BASE_SPREAD],
                np.full(k, SLOPE_SPREAD),
                [EFFECT_SPREAD],
                np.full(k, DIFFERS / np.sqrt(max(k, 1))),
            ]
        )
        mean = np.zeros(len(width))
        mean[k + 1] = EFFECT
        rows = Rows(csr_array(self._design(X)), floats(y), np.ones(len(y)))
        self.coefficients_ = climb(rows, Prior.normal(mean, width)).mode
        return self

    def predict(self, X: Floats, /) -> Floats:
        """[rows] chance to come."""
        return floats(expit(self._design(X) @ self.coefficients_))

    def _design(self, X: Floats) -> Floats:
        features, care = _parts(X)
        z, arm = (features - self.mean_) / self.spread_, (care - self.share_)[:, None]
        return floats(np.hstack([np.ones((len(z), 1)), z, arm, z * arm]))


def _parts(X: Floats) -> tuple[Floats, Floats]:
    features = (X.shape[1] - 1) // 2
    return floats(X[:, :features]), floats(X[:, features])
