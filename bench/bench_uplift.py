"""Whom a coupon moved: ours against scikit-uplift's learners on a randomised experiment, half learned on, half judged.

Qini as scikit-uplift counts it (`qini_auc_score`: area between the curve and random choice, over that of a perfect
ranking), the same customers in each half for both. Ours chooses its learner within the half it learns on; of
scikit-uplift's the one that came out best over all splits is named, which nobody could have chosen beforehand. Their
base learners: logistic regression, gradient boosting with the same settings as ours, and with its own.
"""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.figures import Figure
from bench.peers import asked
from bench.real import DATA, is_here
from everfair.science.arrays import Bools, Floats
from everfair.science.uplift import best, fit, qini

SPLITS = 20
NUMBERS = ("minority", "female", "prevnum", "prevrev", "recency", "prevtime", "abandon")
PEER = """
import json, sys, warnings
import numpy as np
from sklearn.base import clone
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklift.metrics import qini_auc_score
from sklift.models import ClassTransformation, SoloModel, TwoModels
warnings.filterwarnings("ignore")
held = np.load(sys.argv[1])
X, care, y = held["X"], held["care"].astype(int), held["y"].astype(int)
small = dict(max_depth=3, n_estimators=80, learning_rate=0.05, min_samples_leaf=40, subsample=0.5, random_state=0)
bases = {
    "logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "boosting": GradientBoostingClassifier(**small),
    "boosting by default": GradientBoostingClassifier(random_state=0),
}
def learners(base):
    yield "solo", SoloModel(clone(base))
    yield "solo with interactions", SoloModel(clone(base), method="treatment_interaction")
    yield "two models", TwoModels(clone(base), clone(base))
    yield "two models, control first", TwoModels(clone(base), clone(base), method="ddr_control")
    yield "two models, treated first", TwoModels(clone(base), clone(base), method="ddr_treatment")
    yield "class transformation", ClassTransformation(clone(base))
told = {"ours": []}
for seen, score in zip(held["seen"], held["ours"]):
    rest = ~seen
    told["ours"].append(qini_auc_score(y[rest], score[rest], care[rest]))
    for base_name, base in bases.items():
        for name, learner in learners(base):
            learner.fit(X[seen], y[seen], care[seen])
            found = qini_auc_score(y[rest], learner.predict(X[rest]), care[rest])
            told.setdefault(name + ", " + base_name, []).append(float(found))
print(json.dumps(told))
"""


def figures() -> Iterator[Figure]:
    if not is_here():
        return
    X, care, y = experiment(DATA / "experiments" / "coupon_ab.csv")
    halves = [half(seed, len(y)) for seed in range(SPLITS)]
    scores = [scored(X, care, y, seen, seed) for seed, seen in enumerate(halves)]
    alone = [restrained(X, care, y, seen) for seen in halves]
    told = judged(X, care, y, halves, scores)
    ours = np.array(told.pop("ours"))
    named = max(told, key=lambda name: float(np.mean(told[name])))
    theirs = np.array(told[named])
    own_count = [
        qini(score[~seen], care[~seen], y[~seen]) for seen, score in zip(halves, scores, strict=True)
    ]
    yield Figure(
        "coupon: Qini of ours, mean over splits",
        float(ours.mean()),
        "",
        float(theirs.mean()),
        f"best: {named}",
    )
    yield Figure(
        "coupon: the restrained learner, unchosen",
        float(np.mean(alone)),
        "",
        float(theirs.mean()),
        "best of theirs",
    )
    yield Figure(
        "coupon: spread over splits (sd)", float(ours.std()), "", float(theirs.std()), "best of theirs"
    )
    yield Figure(
        "coupon: splits on which ours is at least as good", int((ours >= theirs).sum()), "", SPLITS, "all"
    )
    yield Figure("coupon: furthest from our own count of Qini", float(np.abs(ours - own_count).max()), "")
    for name, found in sorted(told.items(), key=lambda item: -float(np.mean(item[1]))):
        yield Figure(f"  {name}", float(np.mean(found)), "", float(ours.mean()), "ours")


def experiment(file: Path) -> tuple[Floats, Bools, Floats]:
    """(features, who had a coupon, who bought)"""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    channels = sorted({row["channel"] for row in rows})
    X = np.array(
        [
            [*(float(row[name]) for name in NUMBERS), *(row["channel"] == each for each in channels)]
            for row in rows
        ]
    )
    return X, np.array([row["coupon"] == "1" for row in rows]), np.array([float(row["buy"]) for row in rows])


def half(seed: int, n: int) -> Bools:
    return np.asarray(np.random.default_rng(seed).permutation(n) < n // 2)


def scored(X: Floats, care: Bools, y: Floats, seen: Bools, seed: int) -> Floats:
    chosen = best(X[seen], care[seen], y[seen], seed=seed)
    return fit(X[seen], care[seen], y[seen], kind=chosen.kind, base_kind=chosen.base, seed=seed).score(X)


def restrained(X: Floats, care: Bools, y: Floats, seen: Bools) -> float:
    """Qini of the learner that is taken unless another proves better."""
    score = fit(X[seen], care[seen], y[seen], kind="s", base_kind="restrained").score(X[~seen])
    return qini(score, care[~seen], y[~seen])


def judged(
    X: Floats, care: Bools, y: Floats, halves: list[Bools], scores: list[Floats]
) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "splits.npz"
        np.savez(held, X=X, care=care, y=y, seen=np.array(halves), ours=np.array(scores))
        told: dict[str, list[float]] = asked("scikit-uplift", PEER, str(held))
    return told
