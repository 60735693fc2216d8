"""The forecast on simulated fairs: what must hold whatever the data."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logit

from everfair.science.drivers import COLUMNS
from everfair.science.enough import NotEnough
from everfair.science.forecast import Forecast, fit
from everfair.science.histories import Histories, histories
from tests.science.fairs import simulated_fair


def fitted(seed: int = 1, editions: int = 8) -> tuple[Forecast, Histories, np.ndarray]:
    cells, count, _ = simulated_fair(seed, editions=editions).before(editions - 1)
    return fit(cells.attended, cells.first, count, cells.size), cells, count


def one(*attended: int, size: int = -1) -> Histories:
    return histories([list(attended)], [attended.index(1)], [size])


def test_reasons_add_up_exactly_to_the_chance_of_a_usual_year() -> None:
    forecast, cells, _ = fitted()
    reasons = forecast.reasons(cells)
    total = reasons.baseline + reasons.contributions.sum(axis=1)
    np.testing.assert_allclose(total, logit(forecast.usual_chance(cells)), atol=1e-9)
    assert reasons.drivers == (
        "attendance_rate",
        "missed_run",
        "past_editions",
        "run_length",
        "tenure",
        "size",
        "cohort",
    )


def test_the_average_relationship_has_no_reasons_left_over() -> None:
    forecast, cells, count = fitted()
    contributions = forecast.reasons(cells).contributions
    np.testing.assert_allclose(count @ contributions / count.sum(), 0, atol=1e-9)


def test_the_interval_holds_the_chance_and_the_shock() -> None:
    forecast, cells, count = fitted()
    p, low, high = forecast.chance(cells)
    assert ((low < p) & (p < high)).all()
    mean, few, many = forecast.expected_count(cells, count)
    assert mean == pytest.approx(p @ count)
    assert few < mean / 2 < mean < many


def test_a_missed_edition_counts_against_and_a_long_run_for() -> None:
    forecast, _, _ = fitted()
    here, away = one(1, 1, 1, 1, 1, 1, 1), one(1, 1, 1, 1, 1, 1, 0)
    newcomer = one(-1, -1, -1, -1, -1, -1, 1)
    (p_here,), (p_away,), (p_new,) = (forecast.chance(each)[0] for each in (here, away, newcomer))
    assert max(p_away, p_new) < 0.7 * p_here


@pytest.mark.parametrize("editions", [2, 3])
def test_a_young_fair_leans_on_other_fairs_and_says_so(editions: int) -> None:
    young, cells, count = fitted(editions=editions + 1)
    old, _, _ = fitted(editions=12)
    assert young.editions == editions
    assert young.prior_weight > 0.5 > old.prior_weight
    assert young.chance(cells)[0].shape == count.shape


def test_with_hardly_any_data_the_real_fairs_of_the_book_are_told() -> None:
    # 30 newcomers of whom about as many come again as fairs see: the priors stay where they are
    forecast = fit([[1, 1], [1, 0]], [0, 0], [13, 17])
    p = [forecast.chance(each)[0][0] for each in (one(-1, 1), one(1, 1), one(1, 0), one(1, 0, 0, 0, 0))]
    assert p == pytest.approx([0.42, 0.56, 0.10, 0.02], abs=0.06)


def test_a_shock_in_the_past_makes_the_next_one_likelier_and_the_interval_wider() -> None:
    fair = simulated_fair(3, editions=9)
    hit = fair.attended.copy()
    stayed = np.random.default_rng(5).random(len(hit)) < 0.7
    hit[stayed & (hit[:, 5] == 1) & (hit[:, :5] == 1).any(axis=1), 5] = 0
    first, count = (hit == 1).argmax(axis=1), np.ones(len(hit))
    calm = fit(fair.attended, (fair.attended == 1).argmax(axis=1), count)
    shaken, told = fit(hit, first, count), fit(hit, first, count, shock=np.arange(9) == 5)
    assert shaken.edition_effects[4] < -0.8 < min(calm.edition_effects)
    assert calm.shock_rate <= shaken.shock_rate
    assert calm.edition_spread < shaken.edition_spread
    assert told.edition_spread < shaken.edition_spread  # a shock that is known is no usual year


@pytest.mark.parametrize(
    ("attended", "first", "count", "said"),
    [
        ([[1], [1]], [0, 0], [50, 50], "n=1, needs about 2 editions"),
        ([[1, 1], [1, 0]], [0, 0], [3, 4], "n=7, needs about 30"),
    ],
)
def test_too_little_gives_no_figure(
    attended: list[list[int]], first: list[int], count: list[int], said: str
) -> None:
    with pytest.raises(NotEnough, match=said):
        fit(attended, first, count)


@pytest.mark.parametrize(
    ("attended", "first"),
    [([[0, 1]], [1]), ([[1, -1]], [0]), ([[0, 0]], [0]), ([[-1, 1]], [0]), ([[1, 1]], [0, 0])],
)
def test_a_history_that_cannot_be_is_refused(attended: list[list[int]], first: list[int]) -> None:
    with pytest.raises(ValueError, match=r"does not begin|but 2 first"):
        histories(attended, first)


def test_cells_give_what_their_relationships_one_by_one_give() -> None:
    fair = simulated_fair(7, organisations=300, editions=5)
    cells, count, _ = fair.before(5 - 1)
    apart = np.repeat(np.arange(len(cells)), count.astype(int))
    grouped = fit(cells.attended, cells.first, count, cells.size)
    single = fit(cells.attended[apart], cells.first[apart], np.ones(len(apart)), cells.size[apart])
    np.testing.assert_allclose(grouped.coefficients, single.coefficients, atol=1e-6)
    np.testing.assert_allclose(
        grouped.expected_count(cells, count), single.expected_count(cells, count), atol=1e-6
    )


def test_it_comes_back_from_json_the_same() -> None:
    forecast, cells, count = fitted()
    again = Forecast.from_dict(json.loads(json.dumps(forecast.to_dict())))
    assert again == forecast
    assert again.expected_count(cells, count) == forecast.expected_count(cells, count)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(3, 9), st.integers(150, 400))
def test_on_any_fair_chances_lie_within_their_intervals(seed: int, editions: int, organisations: int) -> None:
    cells, count, _ = simulated_fair(seed, organisations, editions).before(editions - 1)
    forecast = fit(cells.attended, cells.first, count, cells.size)
    p, low, high = forecast.chance(cells)
    assert ((low > 0) & (low <= p) & (p <= high) & (high < 1)).all()
    assert 0 <= forecast.prior_weight <= 1
    assert np.isfinite(forecast.standard_errors).all()


def test_one_strange_edition_says_little_about_how_usual_ones_differ() -> None:
    fair = simulated_fair(3, editions=9)
    hit = fair.attended.copy()
    stayed = np.random.default_rng(5).random(len(hit)) < 0.9
    hit[stayed & (hit[:, 5] == 1) & (hit[:, :5] == 1).any(axis=1), 5] = 0
    shaken = fit(hit, (hit == 1).argmax(axis=1), np.ones(len(hit)))
    effects = np.array(shaken.edition_effects)
    assert effects[4] < -1.5
    assert shaken.edition_spread < effects.std() / 2


def test_founders_of_a_record_that_begins_late_are_more_faithful() -> None:
    """Of those in a record's first edition many had come before it begins; newcomers of the same edition had not."""
    at = [column.name for column in COLUMNS].index("founders")

    def learned(seed: int, begins: int) -> float:
        kept = simulated_fair(seed, organisations=1500, editions=10).attended[:, begins:]
        kept = kept[(kept == 1).any(axis=1)]
        first = (kept == 1).argmax(axis=1)
        cut = np.where(np.arange(kept.shape[1]) < first[:, None], -1, np.maximum(kept, 0))
        return fit(cut, first, np.ones(len(cut))).coefficients[at]

    late, whole = (np.mean([learned(seed, begins) for seed in range(3)]) for begins in (5, 0))
    assert late > whole + 0.1
