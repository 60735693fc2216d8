"""One timeline of everything that happened with a customer, newest first."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from everfair.contact.models import Interaction
from everfair.desk.customers.file import told
from everfair.desk.customers.file.reading import Reading
from everfair.journal.models import Entry
from everfair.relations.models import Score
from everfair.relations.models.stage import STAGE_OF
from everfair.shows.models import Edition, Participation
from everfair.ui import figures
from everfair.ui.stages import STAGES

KINDS: dict[str, str | Promise] = {
    "show": pgettext_lazy("timeline", "Participations"),
    "dealing": pgettext_lazy("timeline", "Dealings"),
    "task": pgettext_lazy("timeline", "Tasks"),
    "stage": pgettext_lazy("timeline", "Stages"),
    "merge": pgettext_lazy("timeline", "Merges"),
    "change": pgettext_lazy("timeline", "Changes"),
}
FIRST = 40
FEW_MORE = 10  # are shown at once: nobody presses a button for them
ICONS = {
    "phone": "phone", "email": "mail", "message": "brand-wechat", "visit": "map-pin", "onsite": "building",
    "web": "world", "post": "send", "other": "message",
}  # fmt: skip
KIND_ICONS = {
    "complaint": "alert-triangle",
    "satisfaction": "star",
    "note": "note",
    "event": "calendar-event",
}


@dataclass
class Item:
    """One thing that happened. `when` orders; `day` is shown."""

    when: tuple[datetime.date, int, int]
    kind: str
    icon: str
    words: str
    who: str = ""
    more: list[str] = field(default_factory=list)
    edit: str = ""
    stage: str = ""
    key: bool = False
    label: str = ""
    series: int | None = None

    @property
    def day(self) -> datetime.date:
        return self.when[0]

    @property
    def edit_name(self) -> str:
        return self.edit.partition("-")[0]

    @property
    def edit_key(self) -> int:
        return int(self.edit.partition("-")[2])


@dataclass
class Timeline:
    """Of one party, as far as it was read."""

    read: Reading
    score: Score | None = None
    editions: Sequence[Edition] = ()

    def items(self, kind: str = "") -> list[Item]:
        sources: tuple[Callable[[], Iterator[Item]], ...] = (
            self.participations, self.dealings, self.tasks, self.stages, self.entries,
        )  # fmt: skip
        found = [item for source in sources for item in source()]
        return sorted(
            (one for one in found if kind in ("", one.kind)), key=lambda one: one.when, reverse=True
        )

    def participations(self) -> Iterator[Item]:
        for row in self.read.participations:
            day = row.edition.starts_on or row.booked_on or timezone.localdate(row.recorded_at)
            yield Item(
                (day, 2, row.edition.ordinal), "show", "calendar-event",
                f"{row.edition.series} · {row.edition} · {row.get_status_display()}",
                more=[line for line in (str(row.role), *stand_lines(row), row.note) if line],
                edit=f"participation-{row.pk}", key=row.status == Participation.Status.CAME,
                label=figures.day(row.edition.starts_on) if row.edition.starts_on else "",
                series=row.edition.series_id,
            )  # fmt: skip

    def dealings(self) -> Iterator[Item]:
        for row in self.read.dealings:
            yield Item(
                (row.occurred_on, 3, row.pk), "dealing", KIND_ICONS.get(row.kind, ICONS[row.channel]),
                dealing_words(row), who=str(row.recorded_by or row.source or ""),
                more=[row.note] if row.note else [], edit=f"dealing-{row.pk}",
                key=row.kind in (Interaction.Kind.COMPLAINT, Interaction.Kind.SATISFACTION),
                series=row.series_id,
            )  # fmt: skip

    def tasks(self) -> Iterator[Item]:
        """Those done or called off; what is to do stands above."""
        for row in self.read.tasks:
            if row.cancelled_at is not None:
                day = timezone.localdate(row.cancelled_at)
                yield Item((day, 1, row.pk), "task", "ban", _("Task called off: {task}").format(task=row))

    def stages(self) -> Iterator[Item]:
        if self.score is None:
            return
        for place, (before, now) in enumerate(zip(" " + self.score.path, self.score.path, strict=False)):
            stage = STAGE_OF.get(now)
            if stage is None or before == now or place >= len(self.editions):
                continue
            edition = self.editions[place]
            day = edition.starts_on or timezone.localdate(self.score.run.started_at)
            yield Item(
                (day, 2, edition.ordinal), "stage", STAGES[stage.value].icon,
                _("{stage} after {edition}").format(stage=STAGES[stage.value].word, edition=edition),
                stage=stage.value, label=figures.day(edition.starts_on) if edition.starts_on else "",
            )  # fmt: skip

    def entries(self) -> Iterator[Item]:
        people = self.read.names_of_staff(named_in(self.read.entries))
        for entry in self.read.entries:
            kind, icon, words = told.said(entry)
            day = timezone.localdate(entry.at)
            who = people.get(entry.actor_id or 0, "")
            yield Item((day, 4, entry.pk), kind, icon, words, who, told.details(entry, people))


def named_in(entries: Sequence[Entry]) -> set[int]:
    """Those of the staff who acted, and those an owner's change names."""
    wanted: set[Any] = {entry.actor_id for entry in entries}
    for entry in entries:
        detail = getattr(entry, "detail", None)
        wanted |= set(detail.values.get("owner", ())) if detail is not None else set()
    return {key for key in wanted if isinstance(key, int)}


def stand_lines(row: Participation) -> list[str]:
    """Number, area and amount of each stand."""
    lines = []
    for stand in row.lines:
        parts = [stand.number, figures.area(stand.area_dm2) if stand.area_dm2 is not None else ""]
        parts.append(figures.money(stand.amount_minor, stand.currency) if stand.amount_minor else "")
        lines.append(" · ".join(part for part in parts if part))
    return lines


def dealing_words(row: Interaction) -> str:
    kind, channel = row.get_kind_display(), row.get_channel_display()
    said = (
        kind if row.kind in (Interaction.Kind.NOTE, Interaction.Kind.SATISFACTION) else f"{kind} · {channel}"
    )
    said += f" · {row.person}" if row.person is not None else ""
    said += f" · {row.get_outcome_display()}" if row.outcome else ""
    if row.score is not None:
        said += " · " + _("{score} of 10").format(score=row.score)
    return said
