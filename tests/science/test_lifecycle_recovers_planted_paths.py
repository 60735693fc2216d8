"""Known truth: stages drawn from the model are told, and a house's own turnover is learned."""

from dataclasses import replace

import numpy as np

from everfair.science.lifecycle import DEFAULT, LifeCycle, fit
from everfair.science.stages import Stage
from tests.science.planted_paths import planted


def test_with_rich_signals_most_stages_are_named_rightly_and_the_probability_is_honest() -> None:
    seen, path = planted(1, cells=4000, editions=8)
    posterior = DEFAULT.filter(seen)
    customer = np.cumsum(seen.booking == 1, axis=1) > 0
    said = posterior.max(axis=2)[customer]
    right = (posterior.argmax(axis=2) == path)[customer]
    assert right.mean() > 0.8
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        among = (said >= low) & (said < high)
        assert abs(right[among].mean() - said[among].mean()) < 0.03


def test_bookings_alone_name_fewer_than_bookings_with_signals() -> None:
    customers = slice(2, None)
    shares = []
    for rich in (True, False):
        seen, path = planted(2, cells=4000, editions=8, rich=rich)
        customer = np.cumsum(seen.booking == 1, axis=1)[:, customers] > 0
        right = (DEFAULT.filter(seen).argmax(axis=2) == path)[:, customers]
        shares.append(right[customer].mean())
    assert shares[1] + 0.05 < shares[0]


def fickle() -> LifeCycle:
    """A show whose trusting customers weaken twice as often as the prior believes."""
    tables = np.array(DEFAULT.transitions)
    moved = tables[:, Stage.TRUST, Stage.TRUST] * 0.3
    tables[:, Stage.TRUST, Stage.TRUST] -= moved
    tables[:, Stage.TRUST, Stage.WEAKENING] += moved
    return replace(DEFAULT, transitions=tuple(tuple(map(tuple, table)) for table in tables.tolist()))


def test_the_fit_learns_a_turnover_that_the_prior_did_not_know() -> None:
    truth = fickle()
    seen, _ = planted(3, cells=6000, editions=8, model=truth)
    learned = fit(seen, np.ones(6000))
    often = 3  # came four times or more
    true, found, before = (
        np.array(model.transitions)[often, Stage.TRUST, Stage.WEAKENING]
        for model in (truth, learned, DEFAULT)
    )
    assert abs(found - true) < 0.35 * abs(before - true)
    assert learned.log_likelihood is not None
    assert learned.log_likelihood > DEFAULT.log_likelihoods(seen).sum()


def test_with_bookings_alone_the_stages_keep_their_meaning() -> None:
    seen, _ = planted(4, cells=3000, editions=6, rich=False)
    booking = np.array(fit(seen, np.ones(3000)).emissions[0])
    came = booking[:, 1]
    assert came[Stage.CONFIRMATION] > came[Stage.WEAKENING] > came[Stage.DISAPPEARANCE]
    assert came[Stage.TRUST] > came[Stage.WEAKENING]
