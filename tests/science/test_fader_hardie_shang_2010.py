"""BG/BB against Fader, Hardie & Shang (2010): the 1995 cohort of donors, 11,104 of them over six years."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science import bgbb
from everfair.science.arrays import Floats, floats
from everfair.science.bgbb import BGBB, fit, log_likelihood
from everfair.science.enough import NotEnough
from everfair.science.likelihood import numeric

PUBLISHED = BGBB(1.2035, 0.7497, 0.6567, 2.7834, -33225.58, (None,) * 4, 11104.0)


@pytest.fixture(scope="module")
def donors(shared_data: Path) -> Floats:
    """x, t_x, n, count as columns."""
    return np.loadtxt(shared_data / "customer_base" / "donations.csv", delimiter=",", skiprows=1)


@pytest.fixture(scope="module")
def fitted(donors: Floats) -> BGBB:
    return fit(*donors.T)


def test_table_2_parameters_and_log_likelihood(fitted: BGBB) -> None:
    found = [fitted.alpha, fitted.beta, fitted.gamma, fitted.delta]
    assert found == pytest.approx([1.2035, 0.7497, 0.6567, 2.7834], abs=5e-4)
    assert fitted.log_likelihood == pytest.approx(-33225.58, abs=0.01)
    assert all(error is not None and 0 < error < 0.5 for error in fitted.standard_errors)


def test_expected_purchases_of_the_next_five_years_sum_to_12884(fitted: BGBB, donors: Floats) -> None:
    x, t_x, n, count = donors.T
    assert fitted.expected(5, x, t_x, n) @ count == pytest.approx(12884.2, abs=1)


def test_figure_of_in_sample_counts(fitted: BGBB) -> None:
    expected = fitted.share_attending(6) * 11104
    assert expected[[0, 6]] == pytest.approx([3454.9, 1253.1], abs=0.2)


def test_p_alive_of_the_published_cells(fitted: BGBB) -> None:
    assert fitted.p_alive([0, 2, 6], [0, 4, 6], 6) == pytest.approx([0.108, 0.590, 0.930], abs=5e-4)


def test_discounted_expected_transactions_at_ten_per_cent(fitted: BGBB) -> None:
    found = fitted.det([0, 1, 4, 6], [0, 6, 5, 6], 6, 0.10)
    assert found == pytest.approx([0.115, 1.808, 3.197, 5.910], abs=1e-3)


def test_the_published_parameters_give_the_published_figures_without_the_data() -> None:
    assert PUBLISHED.p_alive([0, 2, 6], [0, 4, 6], 6) == pytest.approx([0.108, 0.590, 0.930], abs=5e-4)
    found = PUBLISHED.det([0, 1, 4, 6], [0, 6, 5, 6], 6, 0.10)
    assert found == pytest.approx([0.115, 1.808, 3.197, 5.910], abs=1e-3)
    assert (PUBLISHED.share_attending(6) * 11104)[[0, 6]] == pytest.approx([3454.9, 1253.1], abs=0.5)


def test_by_hand_with_uniform_priors_and_one_edition() -> None:
    # p and theta uniform: P(comes) = E[1 - theta] E[p] = 1/4
    uniform = BGBB(1, 1, 1, 1, 0.0, (None,) * 4, 1.0)
    assert np.exp(log_likelihood(uniform, [1, 0], [1, 0], 1)) == pytest.approx([0.25, 0.75])
    # staying away: alive with p low (1/4) of 3/4; still there one later 1/6 of 3/4
    assert uniform.p_alive(0, 0, 1) == pytest.approx([(1 / 2) * (1 / 3) / 0.75])
    assert uniform.chance(0, 0, 0) == pytest.approx([0.25])


def test_the_fit_recovers_planted_parameters() -> None:
    planted = BGBB(1.2, 0.75, 0.65, 2.8, 0.0, (None,) * 4, 1.0)
    x, t_x = (
        np.array(each)
        for each in zip(*((x, t) for x in range(7) for t in range(7) if _possible(x, t)), strict=True)
    )
    orders = np.array(
        [1.0 if x in {0, t} and t <= 1 else _ways(int(x), int(t)) for x, t in zip(x, t_x, strict=True)]
    )
    count = 1e6 * orders * np.exp(log_likelihood(planted, x, t_x, np.full(len(x), 6)))
    assert count.sum() == pytest.approx(1e6)
    found = fit(x, t_x, np.full(len(x), 6), count)
    assert [found.alpha, found.beta, found.gamma, found.delta] == pytest.approx(
        [1.2, 0.75, 0.65, 2.8], rel=0.01
    )


def _possible(x: int, t_x: int) -> bool:
    return x <= t_x and (x > 0) == (t_x > 0)


def _ways(x: int, t_x: int) -> float:
    """How many orders of coming end with a visit at t_x."""
    from math import comb

    return float(comb(t_x - 1, x - 1)) if x else 1.0


@given(
    st.tuples(*[st.floats(0.1, 20)] * 4),
    st.integers(0, 8).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
)
def test_chances_are_chances_and_never_above_being_alive(
    parameters: tuple[float, float, float, float], n_and_last: tuple[int, int]
) -> None:
    n, t_x = n_and_last
    model = BGBB(*parameters, 0.0, (None,) * 4, 1.0)
    x = min(t_x, max(1, t_x // 2)) if t_x else 0
    alive, chance = model.p_alive(x, t_x, n)[0], model.chance(x, t_x, n)[0]
    assert 0 <= chance <= alive <= 1
    assert model.expected(3, x, t_x, n)[0] <= 3 * chance + 1e-9
    assert model.share_attending(n).sum() == pytest.approx(1)


def model_of(alpha: float, beta: float, gamma: float, delta: float) -> BGBB:
    return BGBB(alpha, beta, gamma, delta, 0.0, (None,) * 4, 1.0)


def test_chances_to_be_alive_may_be_asked_of_many_parameters_at_once() -> None:
    parameters = floats([[1.2, 0.75, 0.65, 2.8], [0.3, 4.0, 2.0, 9.0], [7.0, 1.0, 0.1, 0.5]])
    histories = ([0, 2, 6, 2], [0, 4, 6, 4], [6, 6, 6, 6])
    each = [model_of(*row).p_alive(*histories) for row in parameters.tolist()]
    assert bgbb.p_alive(parameters, *histories) == pytest.approx(np.array(each), rel=1e-12)
    model = model_of(1.2, 0.75, 0.65, 2.8)
    willing = (1.2 + floats(histories[0])) / (1.2 + 0.75 + 6)
    assert model.p_alive(*histories) == pytest.approx(model.chance(*histories) / willing)


def test_too_few_customers_get_no_figure() -> None:
    with pytest.raises(NotEnough, match="n=7, needs about 30") as told:
        fit([0, 1], [0, 1], [1, 1], [3, 4])
    assert told.value.to_dict() == {"not_enough": True, "n": 7, "needs": 30, "of": "customers"}


def test_an_impossible_history_is_named() -> None:
    with pytest.raises(ValueError, match="at 1: x=3, t_x=2, n=5"):
        PUBLISHED.chance([0, 3], [0, 2], 5)


def test_half_an_edition_is_no_history() -> None:
    with pytest.raises(ValueError, match=r"impossible history at 1: x=1\.5"):
        fit([1, 1.5], [1, 2], [2, 3], [40, 40])


def test_customers_one_by_one_give_what_cells_give(donors: Floats, fitted: BGBB) -> None:
    x, t_x, n, count = donors.T
    each = [np.repeat(column, count.astype(int)) for column in (x, t_x, n)]
    one_by_one = fit(each[0], each[1], each[2], np.ones(len(each[0])))
    assert one_by_one.log_likelihood == pytest.approx(fitted.log_likelihood, abs=1e-6)
    assert one_by_one.alpha == pytest.approx(fitted.alpha, rel=1e-6)


def test_the_slope_is_that_of_the_likelihood(donors: Floats) -> None:
    x, t_x, n, count = donors.T
    ways, alike = bgbb._alike(x, t_x, n)
    count = floats(np.bincount(alike, count))
    at = np.log([1.1, 0.8, 0.5, 3.0])
    slope = numeric(lambda point: ways.negative(point, count)[0])(at)[1]
    assert ways.negative(at, count)[1] == pytest.approx(slope, rel=1e-5)


def test_what_cannot_be_told_apart_has_no_standard_error() -> None:
    # one later edition only: coming is a product of alive and willing
    found = fit([0, 1], [0, 1], [1, 1], [60, 40])
    assert None in found.standard_errors
    assert found.chance(0, 0, 0) == pytest.approx([0.4], abs=0.01)


def test_it_comes_back_from_json_the_same() -> None:
    import json

    assert BGBB.from_dict(json.loads(json.dumps(PUBLISHED.to_dict()))) == PUBLISHED
