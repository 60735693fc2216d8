"""How long stages last and how they flow."""

import numpy as np

from everfair.science.stages import Stage, editions_in_stage, editions_spent, editions_to_trust, flows

C, F, T, W, D = Stage
PATHS = np.array([[C, F, T, T], [F, F, F, F], [F, T, W, T], [F, D, D, D], [C, C, C, C]])
CAME = np.array([[0, 1, 1, 1], [1, 1, 0, 1], [1, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]])


def test_time_in_the_present_stage_counts_back_to_the_last_change() -> None:
    assert editions_in_stage(PATHS).tolist() == [2, 4, 1, 3, 4]


def test_time_to_trust_runs_from_the_first_participation() -> None:
    assert editions_to_trust(PATHS, CAME).tolist() == [1, -1, 1, -1, -1]
    assert editions_to_trust(np.array([[C, T]]), [[0, 1]]).tolist() == [0]  # at first sight


def test_time_spent_in_trust_over_the_whole_history() -> None:
    assert editions_spent(PATHS, T).tolist() == [2, 0, 2, 0, 0]


def test_flows_count_every_relationship_once() -> None:
    matrix = flows(PATHS[:, 0], PATHS[:, 1], [10, 20, 30, 40, 50])
    assert matrix.sum() == 150
    assert (matrix[F, T], matrix[F, D], matrix[C, C]) == (30, 40, 50)
