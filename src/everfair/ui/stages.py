"""How a life-cycle stage is shown: its word, its icon, its colour class. Never the colour alone."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class StageLook(NamedTuple):
    code: str
    word: Promise | str
    icon: str


STAGES: dict[str, StageLook] = {
    look.code: look
    for look in (
        StageLook("cultivation", pgettext_lazy("stage", "Cultivation"), "seedling"),
        StageLook("confirmation", pgettext_lazy("stage", "Confirmation"), "plant-2"),
        StageLook("trust", pgettext_lazy("stage", "Trust"), "tree"),
        StageLook("weakening", pgettext_lazy("stage", "Weakening"), "leaf"),
        StageLook("disappearance", pgettext_lazy("stage", "Disappearance"), "leaf-off"),
    )
}


def stage_choices() -> list[tuple[str, Promise | str]]:
    """The stages in their order, for filters and forms."""
    return [(look.code, look.word) for look in STAGES.values()]
