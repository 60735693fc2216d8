"""All steps, in the order in which they run.

`STEPS` lead to cells and run over facts alone. The others run after them: `ANSWER_STEPS` and `FOLLOWING_STEPS` at
once, those of money, purses and worth after what `science` gives in between.
What a step may say for both engines to understand: docs/two-engines.md.
"""

from everfair.engine.steps.answers import ANSWER_STEPS
from everfair.engine.steps.cells import CELL_STEPS
from everfair.engine.steps.editions import EDITION_STEPS
from everfair.engine.steps.fingerprints import WEIGHTS_STEP
from everfair.engine.steps.following import FOLLOWING_STEPS
from everfair.engine.steps.known import SCORES, scores_with
from everfair.engine.steps.money import MONEY_STEPS, RECKONING
from everfair.engine.steps.signals import SIGNAL_STEPS
from everfair.engine.steps.trades import TRADE_STEPS
from everfair.engine.steps.valued import AT_STAKE, VALUED_STEPS
from everfair.engine.steps.worth import BROUGHT, PURSE_STEPS, WORTH_STEPS

# Large tables, and after which steps nobody reads them any more.
AFTER_STEPS = ("observations", "histories", "visits", "spoken")
AFTER_FOLLOWING = ("bookings", "trade_of", "contested")
AFTER_MONEY = ("moments", "lives", "earned", "contacts")
AFTER_WORTH = ("balance", "summed")
STEPS = (WEIGHTS_STEP, *EDITION_STEPS, *TRADE_STEPS, *SIGNAL_STEPS, *CELL_STEPS)

__all__ = [
    "AFTER_FOLLOWING",
    "AFTER_MONEY",
    "AFTER_STEPS",
    "AFTER_WORTH",
    "ANSWER_STEPS",
    "AT_STAKE",
    "BROUGHT",
    "CELL_STEPS",
    "EDITION_STEPS",
    "FOLLOWING_STEPS",
    "MONEY_STEPS",
    "PURSE_STEPS",
    "RECKONING",
    "SCORES",
    "SIGNAL_STEPS",
    "STEPS",
    "VALUED_STEPS",
    "WORTH_STEPS",
    "scores_with",
]
