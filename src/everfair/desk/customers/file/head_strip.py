"""The large strip at the head of the file, drawn at display, with what happened at each edition in words."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair.relations.models.stage import STAGE_OF
from everfair.relations.standing import Standing
from everfair.shows.models import Edition, Participation
from everfair.ui import figures
from everfair.ui.stages import STAGES
from everfair.ui.strip import Dot, draw_strip
from everfair.ui.strip_in_words import sentence

Taken = Mapping[int, Sequence[Participation]]


def head_strip(standing: Standing, editions: Sequence[Edition], taken: Taken) -> SafeString | str:
    """`editions` in the order of the score's path; `taken`: the participations by edition."""
    score = standing.score
    if score is None or not editions:
        return ""
    dots = [
        dot(standing, place, edition, taken.get(edition.pk, ())) for place, edition in enumerate(editions)
    ]
    coming = [Dot(label=str(score.next_edition), future=True)] if score.next_edition else []
    chance = None
    if score.chance is not None and score.chance_low is not None and score.chance_high is not None:
        chance = (score.chance, score.chance_low, score.chance_high)
    words = {code: str(look.word) for code, look in STAGES.items()}
    if score.editions_in_stage != 1:  # else the word of the stage stands there
        words["today"] = pgettext("on the strip", "today")
    return mark_safe(
        draw_strip([*dots, *coming], chance, "head", sentence(standing), words)
    )  # drawn by us, escaped


def dot(standing: Standing, place: int, edition: Edition, taken: Sequence[Participation]) -> Dot:
    score = standing.score
    assert score is not None
    stage = STAGE_OF.get(score.path[place : place + 1])
    mark = score.attended[place : place + 1]
    area = area_of(taken)
    return Dot(
        label=edition.label,
        came={"1": True, "0": False}.get(mark),
        area_level=level(area, score.last_area_dm2, score.size) if mark == "1" else 0,
        stage=stage.value if stage else "",
        happened=happened(mark, area, taken, str(STAGES[stage.value].word) if stage else ""),
    )


def area_of(taken: Sequence[Participation]) -> int | None:
    areas = [stand.area_dm2 for one in taken for stand in one.lines if stand.area_dm2 is not None]
    return sum(areas) if areas else None


def level(area: int | None, last: int | None, size: int) -> int:
    """1 small, 2 middle, 3 large, judged against the last visit, whose size is known; 0 unknown."""
    if area is None or not last or size < 0:
        return 0
    step = 1 if area > last * 1.5 else -1 if area * 1.5 < last else 0
    return min(max(size + 1 + step, 1), 3)


def happened(mark: str, area: int | None, taken: Sequence[Participation], stage: str) -> str:
    if mark == "1":
        numbers = [stand.number for one in taken for stand in one.lines if stand.number]
        parts = [_("came"), figures.area(area) if area is not None else "", ", ".join(numbers)]
    else:
        parts = [_("stayed away") if mark == "0" else _("not known yet")]
    return " · ".join(part for part in [*parts, stage] if part)
