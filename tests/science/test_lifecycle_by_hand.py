"""Histories that a colleague would read at a glance, and how the life cycle reads them."""

import pytest

from everfair.science.lifecycle import DEFAULT
from everfair.science.signals import observations
from everfair.science.stages import Stage


def stage_of(attended: list[int], **signals: list[int]) -> dict[Stage, float]:
    seen = observations([attended], **{name: [codes] for name, codes in signals.items()})
    return dict(zip(Stage, DEFAULT.filter(seen)[0, -1], strict=True))


def leading(attended: list[int], **signals: list[int]) -> Stage:
    posterior = stage_of(attended, **signals)
    return max(posterior, key=lambda stage: posterior[stage])


@pytest.mark.parametrize("editions", [5, 7, 10])
def test_one_skipped_edition_after_a_long_loyal_history_is_not_the_end(editions: int) -> None:
    posterior = stage_of([1] * editions + [0])
    assert leading([1] * editions + [0]) in {Stage.TRUST, Stage.WEAKENING}
    assert posterior[Stage.TRUST] + posterior[Stage.WEAKENING] > 0.75


def test_content_customers_who_skip_one_keep_their_trust() -> None:
    assert (
        leading([1, 1, 1, 1, 1, 0], satisfaction=[2, 2, 2, 2, 2, -1], engagement=[2, 2, 2, 2, 2, 1])
        == Stage.TRUST
    )


def test_three_skipped_editions_end_even_a_long_history() -> None:
    assert leading([1, 1, 1, 1, 1, 0, 0, 0]) == Stage.DISAPPEARANCE


def test_a_first_participation_is_confirmation() -> None:
    assert leading([-1, -1, 1]) == Stage.CONFIRMATION


def test_trust_at_first_sight_when_delighted_and_engaged() -> None:
    assert leading([-1, 1], satisfaction=[-1, 2], engagement=[-1, 2]) == Stage.TRUST


def test_one_visit_and_gone_goes_straight_to_disappearance() -> None:
    seen = observations([[1, 0, 0, 0]])
    path = DEFAULT.filter(seen)[0].argmax(axis=1)
    assert path.tolist() == [Stage.CONFIRMATION, *[Stage.DISAPPEARANCE] * 3]


def test_two_and_more_participations_are_trust() -> None:
    assert leading([1, 1]) == leading([1, 1, 1, 1]) == Stage.TRUST


def test_won_back_is_a_customer_again_and_in_time_trusts_again() -> None:
    assert leading([1, 1, 1, 0, 0, 0]) == Stage.DISAPPEARANCE
    assert leading([1, 1, 1, 0, 0, 0, 1]) == Stage.CONFIRMATION
    assert leading([1, 1, 1, 0, 0, 0, 1, 1]) == Stage.TRUST


def test_who_never_came_is_in_cultivation_however_long() -> None:
    assert stage_of([-1] * 12)[Stage.CULTIVATION] > 0.99


def test_less_space_low_satisfaction_and_an_open_complaint_are_weakening() -> None:
    came = {"area": [-1, 1, 1, 0], "satisfaction": [-1, 2, 1, 0], "complaint": [0, 0, 0, 1]}
    assert leading([1, 1, 1, 1], **came) == Stage.WEAKENING


def test_a_complaint_well_solved_speaks_for_trust() -> None:
    solved, open_ = stage_of([1, 1, 1], complaint=[0, 0, 2]), stage_of([1, 1, 1], complaint=[0, 0, 1])
    assert solved[Stage.TRUST] > stage_of([1, 1, 1])[Stage.TRUST] > open_[Stage.TRUST]


def test_to_stay_away_from_a_shock_edition_tells_little() -> None:
    seen = [observations([[1, 1, 0]], shock=[False, False, hit]) for hit in (False, True)]
    gone, hit = (DEFAULT.filter(one)[0, -1, Stage.DISAPPEARANCE] for one in seen)
    assert hit < gone / 2


def test_the_evidence_names_what_spoke_for_the_stage() -> None:
    seen = observations([[1, 1, 1, 1]], area=[[-1, 1, 1, 0]], complaint=[[0, 0, 0, 1]])
    told = DEFAULT.evidence(seen)
    assert told.leading[0] == Stage.WEAKENING
    assert told.contributions[0, 3, 1] > 0.5  # the smaller stand
    assert told.contributions[0, 3, 4] > 0.5  # the open complaint
    assert told.contributions[0, 3, 0] < 0.1  # that they came does not
