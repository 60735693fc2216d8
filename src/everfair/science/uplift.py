"""Whom care moves: uplift by S-, T- and X-learner (Kunzel, Sekhon, Bickel & Yu 2019), judged by Qini.

Qini (Radcliffe 2007): customers from the highest score down, Q = came among treated - came among held out x treated /
held out. The coefficient is the area above the straight line of random choice, over that of a perfect ranking. It is
judged on customers the learner did not see.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.base import clone
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .arrays import Bools, Floats, floats
from .enough import NotEnough
from .restraint import Restrained

NEEDS = 200  # in each arm: with fewer, differences between customers drown
REDRAWS = 100
Kind = Literal["s", "t", "x"]
Base = Literal["restrained", "linear", "boosting"]
LEARNERS: tuple[tuple[Kind, Base], ...] = (  # from the one that believes least
    ("s", "restrained"),
    ("x", "linear"),
    ("t", "linear"),
    ("s", "boosting"),
    ("x", "boosting"),
    ("t", "boosting"),
)


class Learner(Protocol):
    def fit(self, X: Floats, y: Floats, /) -> Any: ...
    def predict(self, X: Floats, /) -> Floats: ...


def base(kind: Base, seed: int = 0) -> Learner:
    """Restrained (for an S-learner of outcomes 0 and 1), linear with a penalty chosen by itself, or small boosted
    trees: few splits, as uplift is a faint signal."""
    if kind == "restrained":
        return Restrained()
    linear: Learner = make_pipeline(StandardScaler(), RidgeCV(np.logspace(-1, 4, 11)))
    boosting: Learner = GradientBoostingRegressor(
        max_depth=3,
        n_estimators=80,
        learning_rate=0.05,
        min_samples_leaf=40,
        subsample=0.5,
        random_state=seed,
    )
    return linear if kind == "linear" else boosting


@dataclass(frozen=True, slots=True)
class Scored:
    """Uplift of each customer by a learner that did not see it, and how well that ranks."""

    score: Floats
    kind: Kind
    base: Base
    qini: float
    uplift: float  # mean difference of the arms: what the scores are around
    n: int


@dataclass(frozen=True, slots=True)
class Model:
    """A learner fitted on all: scores customers to come."""

    kind: Kind
    parts: tuple[Learner, ...]
    treated_share: float

    def score(self, features: npt.ArrayLike) -> Floats:
        """[customers] additional chance (or money) if cared for."""
        X = np.atleast_2d(floats(features))
        if self.kind == "s":
            return floats(self.parts[0].predict(_with_arm(X, 1)) - self.parts[0].predict(_with_arm(X, 0)))
        if self.kind == "t":
            return floats(self.parts[0].predict(X) - self.parts[1].predict(X))
        of_treated, of_held = (part.predict(X) for part in self.parts)
        return floats(self.treated_share * of_held + (1 - self.treated_share) * of_treated)


def fit(
    features: npt.ArrayLike,
    treated: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    kind: Kind = "x",
    base_kind: Base = "linear",
    seed: int = 0,
) -> Model:
    """[customers, features], whether cared for (drawn at random), what came. Raises NotEnough below 200 an arm."""
    X, care, y = np.atleast_2d(floats(features)), np.asarray(treated, dtype=bool), floats(outcome)
    _enough(care)
    learner = base(base_kind, seed)
    share = float(care.mean())
    if kind == "s":
        return Model(kind, (_fitted(learner, _with_arm(X, care), y),), share)
    came, stayed = _fitted(learner, X[care], y[care]), _fitted(learner, X[~care], y[~care])
    if kind == "t":
        return Model(kind, (came, stayed), share)
    of_treated = _fitted(learner, X[care], floats(y[care] - stayed.predict(X[care])))
    of_held = _fitted(learner, X[~care], floats(came.predict(X[~care]) - y[~care]))
    return Model(kind, (of_treated, of_held), share)


def cross_fitted(
    features: npt.ArrayLike,
    treated: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    kind: Kind = "x",
    base_kind: Base = "linear",
    folds: int = 5,
    seed: int = 0,
) -> Scored:
    """Every customer scored by a learner fitted on the other folds."""
    X, care, y = np.atleast_2d(floats(features)), np.asarray(treated, dtype=bool), floats(outcome)
    _enough(care)
    score = np.zeros(len(y))
    for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=seed).split(X, care):
        model = fit(X[seen], care[seen], y[seen], kind=kind, base_kind=base_kind, seed=seed)
        score[unseen] = model.score(X[unseen])
    uplift = float(y[care].mean() - y[~care].mean())
    return Scored(score, kind, base_kind, qini(score, care, y), uplift, len(y))


def best(
    features: npt.ArrayLike, treated: npt.ArrayLike, outcome: npt.ArrayLike, *, folds: int = 5, seed: int = 0
) -> Scored:
    """The learner to take by cross-fitting: the one that believes least of those whose Qini is not below the highest by
    more than luck (two standard errors), as the highest of several is luck in part. Choosing flatters: judge it again
    on customers kept aside."""
    care, y = np.asarray(treated, dtype=bool), floats(outcome)
    tried = [
        cross_fitted(features, care, y, kind=kind, base_kind=base_kind, folds=folds, seed=seed)
        for kind, base_kind in LEARNERS
        if base_kind != "restrained" or np.isin(y, (0, 1)).all()
    ]
    highest = max(tried, key=lambda scored: scored.qini)
    return next(one for one in tried if _is_near(one, highest, care, y, seed))


def _is_near(one: Scored, highest: Scored, care: Bools, y: Floats, seed: int) -> bool:
    """Whether their difference lies within two standard errors, customers being drawn again."""
    if one is highest:
        return True
    random, n = np.random.default_rng(seed), len(y)
    drawn = (random.integers(0, n, n) for _ in range(REDRAWS))
    behind = [qini(highest.score[at], care[at], y[at]) - qini(one.score[at], care[at], y[at]) for at in drawn]
    return highest.qini - one.qini <= 2 * float(np.std(behind))


def curve(score: npt.ArrayLike, treated: npt.ArrayLike, outcome: npt.ArrayLike) -> tuple[Floats, Floats]:
    """(how many customers from the top, additional outcomes among their treated): starts at 0, 0. Customers scored
    alike come in together."""
    s, care, y = floats(score), np.asarray(treated, dtype=bool), floats(outcome)
    order = np.argsort(-s, kind="stable")
    s, care, y = s[order], care[order], y[order]
    ends = np.r_[np.flatnonzero(np.diff(s) != 0), len(s) - 1]
    treated_many, many = np.cumsum(care)[ends], ends + 1
    held_many = many - treated_many
    came, held_came = np.cumsum(y * care)[ends], np.cumsum(y * ~care)[ends]
    scaled = np.where(held_many > 0, held_came * treated_many / np.maximum(held_many, 1), 0.0)
    return floats(np.r_[0, many]), floats(np.r_[0, came - scaled])


def qini(score: npt.ArrayLike, treated: npt.ArrayLike, outcome: npt.ArrayLike) -> float:
    """1 for a perfect ranking, about 0 for a random one. Outcomes of 0 and 1."""
    care, y = np.asarray(treated, dtype=bool), floats(outcome)
    perfect = _area(*curve(_perfect(care, y), care, y))
    return _area(*curve(score, care, y)) / perfect if perfect else 0.0


def _perfect(care: Bools, y: Floats) -> Floats:
    """First those treated who came and those held out who did not, the wrong way round last."""
    came_anyway, treated_in_vain = float((y * ~care).sum()), float(((1 - y) * care).sum())
    second = y if came_anyway > treated_in_vain else floats(care)
    return floats(2 * (y == care) + second)


def _area(many: Floats, gained: Floats) -> float:
    """Between the curve and the straight line to its end."""
    return float(np.trapezoid(gained, many) - many[-1] * gained[-1] / 2)


def _with_arm(X: Floats, care: Bools | int) -> Floats:
    """Care as a feature, and with every other one, so that a linear learner can see differences."""
    arm = np.broadcast_to(np.asarray(care, dtype=float), len(X))[:, None]
    return floats(np.hstack([X, arm, X * arm]))


def _fitted(learner: Learner, X: Floats, y: Floats) -> Learner:
    fresh: Learner = clone(learner)
    fresh.fit(X, y)
    return fresh


def _enough(care: Bools) -> None:
    fewest = int(min(care.sum(), (~care).sum()))
    if fewest < NEEDS:
        raise NotEnough(fewest, NEEDS, "per arm")
