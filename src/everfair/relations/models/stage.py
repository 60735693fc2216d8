from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The five stages of the life cycle, in their order."""

    CULTIVATION = "cultivation", _("Cultivation")
    CONFIRMATION = "confirmation", _("Confirmation")
    TRUST = "trust", _("Trust")
    WEAKENING = "weakening", _("Weakening")
    DISAPPEARANCE = "disappearance", _("Disappearance")


# One letter a stage, for the path of a relationship through the editions (`Score.path`).
LETTERS = dict(zip(Stage, "CFTWD", strict=True))
STAGE_OF = {letter: stage for stage, letter in LETTERS.items()}
