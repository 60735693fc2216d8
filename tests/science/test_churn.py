"""Reasons of leaving, from signs and from what leavers said."""

import numpy as np
import pytest
from scipy.special import logsumexp

from everfair.science.churn import REASONS, SIGNS, fit

NAMES = tuple(SIGNS)
NOTHING = np.full(len(NAMES), np.nan)


def seen(**signs: float) -> np.ndarray:
    row = NOTHING.copy()
    for name, there in signs.items():
        row[NAMES.index(name)] = there
    return row


def test_starting_beliefs_point_where_the_signs_do() -> None:
    model = fit([], [])
    found = model.probabilities([seen(open_complaint=1, broken_promise=1), seen(asked_for_discount=1)])
    assert REASONS[found[0].argmax()] == "service"
    assert REASONS[found[1].argmax()] == "price"
    assert found.sum(axis=1) == pytest.approx([1, 1])


def test_without_signs_the_usual_reasons_stand() -> None:
    model = fit([], [])
    assert model.probabilities([NOTHING])[0] == pytest.approx(model.prior)


def test_evidence_adds_up_to_the_probabilities() -> None:
    model = fit([], [])
    row = seen(goals_missed=1, open_complaint=0, at_competing_show=1)
    total = np.log(model.prior) + model.evidence([row])[0].sum(axis=0)
    assert np.exp(total - logsumexp(total)) == pytest.approx(model.probabilities([row])[0])
    assert not model.evidence([NOTHING]).any()


def test_the_house_learns_what_its_leavers_say() -> None:
    """Here the contact's leaving goes with the price, against what was believed."""
    random = np.random.default_rng(1)
    reason = random.choice(len(REASONS), 600, p=[0.1, 0.1, 0.5, 0.1, 0.1, 0.1])
    signs = (random.random((600, len(NAMES))) < 0.05).astype(float)
    at = NAMES.index("contact_left")
    signs[:, at] = random.random(600) < np.where(reason == REASONS.index("price"), 0.8, 0.05)
    before, after = fit([], []), fit(signs, reason)
    row = [seen(contact_left=1)]
    assert REASONS[before.probabilities(row)[0].argmax()] != "price"
    assert after.probabilities(row)[0][REASONS.index("price")] > 0.8
    assert after.learnt_from == 600


def test_signs_and_reasons_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 leavers"):
        fit(np.ones((3, len(NAMES))), [0, 1])
