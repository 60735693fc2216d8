"""All steps, in the order in which they run."""

from everfair.engine.steps.cells import CELL_STEPS
from everfair.engine.steps.editions import EDITION_STEPS
from everfair.engine.steps.fingerprints import WEIGHTS_STEP
from everfair.engine.steps.scores import SCORES
from everfair.engine.steps.signals import SIGNAL_STEPS

STEPS = (WEIGHTS_STEP, *EDITION_STEPS, *SIGNAL_STEPS, *CELL_STEPS)

__all__ = ["CELL_STEPS", "EDITION_STEPS", "SCORES", "SIGNAL_STEPS", "STEPS"]
