"""Which action for whom, within budget and capacity: the plan that earns most.

Integer programme by HiGHS (Huangfu & Hall 2018) through `scipy.optimize.milp`: at most one action per customer, the
sum of the lower bounds of what actions add to their chance times what that is worth. Customers alike are one cell
with a count, so that the programme does not grow with their number.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from .arrays import Floats, Ints, floats, ints

GAP = 1e-6
WHOLE = 1e-9  # short of a whole number by rounding


TIME_IS_UP = 1  # as `milp` says it


class Infeasible(Exception):
    """No plan keeps to the limits; `what` says which cannot be kept."""


class OutOfTime(Exception):
    """No plan was found in the seconds given."""


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
    `gap` (relative) of the best will do, or the best found in so many seconds.

    Raises Infeasible where what must be given is more than budget, capacity or customers allow, OutOfTime.
    """
    worth = np.atleast_2d(floats(gain))
    price = np.broadcast_to(floats(cost), worth.shape)
    actions = worth.shape[1]
    most = np.full(actions, np.inf) if capacity is None else floats(capacity)
    least = np.zeros(actions) if at_least is None else floats(at_least)
    return _Programme(worth, price, floats(count), budget, most, least).solved(seconds, gap)


@dataclass(frozen=True, slots=True)
class _Programme:
    """A variable for each cell and action that may be given: how many get it."""

    worth: Floats  # [cells, actions], nan where not allowed
    price: Floats
    count: Floats  # [cells]
    budget: float
    most: Floats  # [actions]
    least: Floats

    def solved(self, seconds: float, gap: float) -> Allocation:
        """Whole numbers cost little where there are many customers: the relaxed plan without its fractions, of which
        there are no more than limits, is mostly near enough to the best."""
        relaxed = self._found(0, seconds, gap)
        if relaxed.x is None:
            raise self._why_none(relaxed)
        bound = -float(relaxed.fun)
        rounded = self._given(np.floor(relaxed.x + WHOLE))
        keeps = bool((rounded.sum(axis=0) >= self.least).all())
        if keeps and self._gained(rounded) >= bound - gap * abs(bound):
            return self._told(rounded, bound)
        whole = self._found(1, seconds, gap)
        if whole.x is not None:
            known = bound if whole.mip_dual_bound is None else -float(whole.mip_dual_bound)
            return self._told(self._given(np.rint(whole.x)), known)
        if keeps:
            return self._told(rounded, bound)
        raise self._why_none(whole)

    @staticmethod
    def _why_none(found: OptimizeResult) -> Exception:
        if found.get("status") == TIME_IS_UP:
            return OutOfTime()
        return Infeasible("what must be given is more than budget, capacity or customers allow")

    def _found(self, whole: int, seconds: float, gap: float) -> OptimizeResult:
        cell, action = np.nonzero(np.isfinite(self.worth))
        each, ones = np.arange(len(cell)), np.ones(len(cell))
        once = csr_array((ones, (cell, each)), shape=(len(self.count), len(each)))
        of_action = csr_array((ones, (action, each)), shape=(len(self.most), len(each)))
        if not len(each):
            return OptimizeResult(x=np.zeros(0) if not self.least.any() else None, fun=0.0)
        return milp(
            -self.worth[cell, action],
            constraints=[
                LinearConstraint(once, -np.inf, self.count),
                LinearConstraint(of_action, self.least, self.most),
                LinearConstraint(csr_array(self.price[cell, action][None, :]), -np.inf, self.budget),
            ],
            bounds=Bounds(0, self.count[cell]),
            integrality=np.full(len(each), whole),
            options={"time_limit": seconds, "mip_rel_gap": gap},
        )

    def _given(self, many: Floats) -> Ints:
        given = np.zeros(self.worth.shape)
        given[np.isfinite(self.worth)] = many
        return ints(given)

    def _gained(self, given: Ints) -> float:
        return float((np.where(given > 0, self.worth, 0.0) * given).sum())

    def _told(self, given: Ints, bound: float) -> Allocation:
        gained = self._gained(given)
        return Allocation(given, gained, float((self.price * given).sum()), max(gained, bound))


def value_of_budget(
    gain: npt.ArrayLike, cost: npt.ArrayLike, count: npt.ArrayLike, budgets: npt.ArrayLike
) -> Floats:
    """What each of the budgets would gain, so that one sees where more money stops paying."""
    return floats([allocate(gain, cost, count, budget=float(budget)).gain for budget in floats(budgets)])
