"""Phases, Dick and Basu's matrix and its moves, types, and the curve of loyalty and satisfaction."""

import numpy as np
import pytest

from everfair.science.arrays import Floats
from everfair.science.enough import NotEnough
from everfair.science.loyalty import Signs, curve, dick_basu, moves, phase, types, worth_of_retention


def test_loyalty_comes_phase_by_phase_and_none_can_be_skipped() -> None:
    found = phase([[0.9, 0.9, 0.9, 0.9], [0.9, 0.2, 0.9, 0.9], [0.1, 0.9, 0.9, 0.9], [0.7, 0.7, 0.1, 0.9]])
    assert found == ["behavioural", "cognitive", "", "affective"]


def test_the_four_cells_and_the_unknown() -> None:
    found = dick_basu([0.5, 0.5, -0.2, -0.2, np.nan], [0.9, 0.1, 0.9, 0.1, 0.5], line=(0.0, 0.5))
    assert found == ["loyal", "latent", "spurious", "not_loyal", ""]


def test_moves_are_counted_with_their_uncertainty() -> None:
    before = ["loyal"] * 20 + ["latent"] * 4 + [""]
    after = ["loyal"] * 15 + ["spurious"] * 5 + ["loyal"] * 4 + ["loyal"]
    found = moves(before, after, ("loyal", "latent", "spurious", "not_loyal"))
    assert found.counts[0] == (15, 0, 5, 0)
    assert found.shares[0][0] == 0.75
    assert found.shares[3] == (None,) * 4
    assert found.low[0][0] is not None
    assert found.high[0][0] is not None
    assert found.low[0][0] < 0.75 < found.high[0][0]


def test_each_type_is_told_by_its_own_signs() -> None:
    def one(**signs: float) -> Signs:
        values = {"attachment": 0.1, "repeat": 0.9, "price_driven": 0, "rewarded": 0, "ease": 0} | signs
        told = {name: np.array([float(value)]) for name, value in values.items()}
        flags = {name: told.pop(name, np.array([0.0])) > 0 for name in ("kin", "no_alternative")}
        return Signs(flags["kin"], flags["no_alternative"], **told)

    assert types(one(kin=1)) == ["kinship"]
    assert types(one(no_alternative=1)) == ["monopoly"]
    assert types(one(attachment=0.9)) == ["trust"]
    assert types(one(price_driven=0.9)) == ["price"]
    assert types(one(rewarded=0.9)) == ["incentive"]
    assert types(one(ease=0.9)) == ["convenience"]
    assert types(one()) == ["inertia"]
    assert types(one(attachment=0.9, repeat=0.2)) == ["latent"]
    assert types(one(repeat=0.2)) == ["none"]
    assert types(one(attachment=np.nan, repeat=np.nan)) == ["none"]


GRID = np.tile(np.linspace(0, 1, 11), 2)
LEVEL = np.repeat([0, 1], 11)


def true_share(satisfaction: Floats, level: Floats) -> Floats:
    k, m = np.where(level == 0, 1.5, 8.0), np.where(level == 0, 0.3, 0.9)
    powered = satisfaction**k
    return np.asarray(0.1 + 0.8 * powered / (powered + m**k))


def surveyed(customers: int, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    count = np.full(22, customers / 11)
    stayed = np.random.default_rng(seed).binomial(count.astype(int), true_share(GRID, LEVEL))
    return GRID, LEVEL, stayed.astype(float), count


def test_the_planted_curves_lie_in_their_bands_and_differ_by_competition() -> None:
    found = curve(*surveyed(6000, 1), draws=30)
    inside: list[bool] = []
    for level in (0, 1):
        low, high = found.band(GRID[:11], level)
        truth = true_share(GRID[:11], np.full(11, level))
        inside.extend((low - 0.02 <= truth) & (truth <= high + 0.02))
    assert np.mean(inside) > 0.9
    assert found.m[1] > found.m[0]
    assert found.sensitive_zone(1)[0] > found.sensitive_zone(0)[0]


def test_loyalty_rises_with_satisfaction_and_the_form_costs_little_against_any_rising_curve() -> None:
    found = curve(*surveyed(3000, 2), draws=5)
    for level in (0, 1):
        assert (np.diff(found.at(np.linspace(0, 1, 50), level)) >= 0).all()
    assert found.isotonic_log_likelihood >= found.log_likelihood - 1e-6
    assert found.isotonic_log_likelihood - found.log_likelihood < 22


def test_how_many_times_as_many_stay_is_told_with_a_band_and_not_fitted_to_a_saying() -> None:
    found = curve(*surveyed(6000, 3), draws=30)
    truth = float(
        true_share(np.array([1.0]), np.array([1]))[0] / true_share(np.array([0.75]), np.array([1]))[0]
    )
    about, low, high = found.times(1.0, 0.75, 1)
    assert low < about < high
    assert low - 0.2 <= truth <= high + 0.2


def test_few_answers_at_a_level_give_no_curve() -> None:
    with pytest.raises(NotEnough, match="each level of competition"):
        curve([0.2, 0.8], [0, 1], [5, 50], [10, 90])
    with pytest.raises(ValueError, match="between 0 and 1"):
        curve([4.0], [0], [50], [90])


def test_five_points_of_retention_by_hand() -> None:
    # 1 / (1 - .8/1.1) = 3.667, 1 / (1 - .85/1.1) = 4.4
    found = worth_of_retention(0.80, 0.05, margin=100, winning=100, rate=0.1)
    assert [found.before, found.after] == pytest.approx([266.67, 340.0], abs=0.01)
    assert found.rise == pytest.approx(0.275)
    with pytest.raises(ValueError, match="never ends"):
        worth_of_retention(0.97, 0.05, margin=100, winning=0, rate=0.1)
