"""Which action for whom, within budget and capacity: the plan that earns most.

Integer programme by HiGHS (Huangfu & Hall 2018) through `scipy.optimize.milp`: at most one action per customer, the
sum of the lower bounds of what actions add to their chance times what that is worth. Customers alike are one cell
with a count, so that the programme does not grow with their number.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .arrays import Floats, Ints, floats, ints

GAP = 1e-6


class Infeasible(Exception):
    """No plan keeps to the limits; `what` says which cannot be kept."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """[cells, actions] how many of each cell get each action; the rest of a cell gets none."""

    given: Ints
    gain: float  # by the bounds it was planned on
    cost: float
    bound: float  # no plan can gain more


def allocate(
    gain: npt.ArrayLike,
    cost: npt.ArrayLike,
    count: npt.ArrayLike,
    *,
    budget: float,
    capacity: npt.ArrayLike | None = None,
    at_least: npt.ArrayLike | None = None,
    seconds: float = 60.0,
    gap: float = GAP,
) -> Allocation:
    """`gain` [cells, actions] lower bound of what the action brings a customer of that cell, nan where it may not be
    given; `cost` [cells, actions] or [actions] each; `count` [cells]; `capacity` [actions] how many can be given;
    `at_least` [actions] how many must be. Actions that gain nothing are not given unless they must be. A plan within
    `gap` (relative) of the best will do.

    Raises Infeasible where what must be given is more than budget, capacity or customers allow.
    """
    worth = np.atleast_2d(floats(gain))
    price = np.broadcast_to(floats(cost), worth.shape)
    many = floats(count)
    cells, actions = worth.shape
    allowed = np.isfinite(worth)
    rows = _once_each(cells, actions)
    of_action = csr_array(np.tile(np.eye(actions), cells))
    most = np.full(actions, np.inf) if capacity is None else floats(capacity)
    least = np.zeros(actions) if at_least is None else floats(at_least)
    objective = -np.where(allowed, worth, 0.0).ravel()
    limits = [
        LinearConstraint(rows, -np.inf, many),
        LinearConstraint(of_action, least, most),
        LinearConstraint(csr_array(price.reshape(1, -1)), -np.inf, budget),
    ]
    upper = np.where(allowed, many[:, None], 0.0).ravel()
    found = milp(
        objective,
        constraints=limits,
        bounds=Bounds(0, upper),
        integrality=np.ones(objective.size),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.x is None:
        raise Infeasible("what must be given is more than budget, capacity or customers allow")
    given = ints(np.rint(found.x)).reshape(cells, actions)
    gained = float((np.where(allowed, worth, 0.0) * given).sum())
    bound = gained if found.mip_dual_bound is None else max(gained, -float(found.mip_dual_bound))
    return Allocation(given, gained, float((price * given).sum()), bound)


def _once_each(cells: int, actions: int) -> csr_array:
    """[cells, cells x actions] sums the actions of a cell."""
    where = np.repeat(np.arange(cells), actions)
    return csr_array((np.ones(cells * actions), (where, np.arange(cells * actions))))


def value_of_budget(
    gain: npt.ArrayLike, cost: npt.ArrayLike, count: npt.ArrayLike, budgets: npt.ArrayLike
) -> Floats:
    """What each of the budgets would gain, so that one sees where more money stops paying."""
    return floats([allocate(gain, cost, count, budget=float(budget)).gain for budget in floats(budgets)])
