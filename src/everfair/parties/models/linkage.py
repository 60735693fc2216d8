from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.journal.models import StaleEdit, Versioned, record
from everfair.names.comparisons import first_model
from everfair.names.weights import LinkModel
from everfair.parties.models.party import Party

_SHARE = (MinValueValidator(0.0), MaxValueValidator(1.0))


@dataclass(frozen=True)
class Thresholds:
    """From `certain` on two are one without asking; from `doubtful` on a person is asked; below, nobody."""

    certain: float
    doubtful: float

    def verdict(self, score: float) -> str:
        """The words of `names.decide`: certain, doubtful, different."""
        if score >= self.certain:
            return "certain"
        return "doubtful" if score >= self.doubtful else "different"


# Of each kind the run that was read last, and what it fitted.
_READ: dict[str, tuple[Any, LinkModel | None]] = {}


def _fitting(kind: str, parameters: dict[str, Any]) -> LinkModel | None:
    model = LinkModel.from_json(parameters) if parameters.get("comparisons") else None
    return model if model and model.fits(first_model(kind)) else None


class LinkageModel(Versioned):
    """What the house knows of matching parties of one kind: the fitted parameters, how the scores lie, and the
    lines between certain, doubtful and different that people drew. One row a kind.

    `parameters` is whatever the matching run fitted, as JSON. `histogram` counts pairs by score between `EDGES`.
    People's edits raise `version`; a run that learns does not.
    """

    # Finer towards 1, where the lines are drawn.
    EDGES: ClassVar[tuple[float, ...]] = (
        *(0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75),
        *(0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.97, 0.98, 0.99, 0.995, 0.999, 1.0),
    )
    CERTAIN_FROM: ClassVar[float] = 0.995
    DOUBTFUL_FROM: ClassVar[float] = 0.5

    kind = models.CharField(_("kind"), max_length=12, choices=Party.Kind, unique=True)
    parameters = models.JSONField(default=dict)
    histogram = models.JSONField(default=list)
    records = models.PositiveBigIntegerField(default=0)
    pairs = models.PositiveBigIntegerField(default=0)
    learned_at = models.DateTimeField(null=True)
    certain_from = models.FloatField(_("certain from"), default=CERTAIN_FROM, validators=_SHARE)
    doubtful_from = models.FloatField(_("doubtful from"), default=DOUBTFUL_FROM, validators=_SHARE)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    doubtful_from__gte=0, certain_from__gte=models.F("doubtful_from"), certain_from__lte=1
                ),
                name="doubtful_before_certain",
            )
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def current(cls, kind: str) -> "LinkageModel":
        """Of that kind; before anything was learned or changed, an unsaved one with the usual lines."""
        return cls.objects.filter(kind=kind).first() or cls(kind=Party.Kind(kind))

    @classmethod
    def lines(cls) -> dict[str, Thresholds]:
        """The lines of every kind, without the parameters, which are long."""
        drawn = {kind: Thresholds(cls.CERTAIN_FROM, cls.DOUBTFUL_FROM) for kind in Party.Kind.values}
        for kind, certain, doubtful in cls.objects.values_list("kind", "certain_from", "doubtful_from"):
            drawn[kind] = Thresholds(certain, doubtful)
        return drawn

    @classmethod
    @transaction.atomic
    def keep(
        cls, kind: str, *, parameters: dict[str, Any], histogram: Sequence[int], records: int, pairs: int
    ) -> "LinkageModel":
        """What a run over the whole house has learned. `histogram`: a count for each gap of `EDGES`, the last
        with its end."""
        if len(histogram) != len(cls.EDGES) - 1:
            raise ValueError(f"{len(histogram)} counts for {len(cls.EDGES) - 1} gaps")
        learned = {
            "parameters": parameters,
            "histogram": [int(count) for count in histogram],
            "records": records,
            "pairs": pairs,
            "learned_at": timezone.now(),
        }
        kept, _made = cls.objects.update_or_create(kind=Party.Kind(kind), defaults=learned)
        record("linkage.learn", kept, params={"kind": kept.kind, "records": records, "pairs": pairs})
        return kept

    @classmethod
    def weights(cls, kind: str) -> LinkModel | None:
        """What was fitted, ready for weighing pairs; None before a run, or where it was fitted to other comparisons.
        The same run is read once."""
        run = cls.objects.filter(kind=kind).values_list("learned_at", "records", "pairs").first()
        if run is None:
            return None
        read, model = _READ.get(kind, (None, None))
        if read != run:
            model = _fitting(kind, cls.current(kind).parameters)
            _READ[kind] = run, model
        return model

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.certain_from, self.doubtful_from)

    @property
    def bins(self) -> list[tuple[float, float, int]]:
        """(from, to, pairs) in the order of the score; none before a run."""
        return [(low, high, n) for (low, high), n in zip(pairwise(self.EDGES), self.histogram, strict=False)]

    @classmethod
    @transaction.atomic
    def draw_lines(cls, kind: str, lines: Thresholds, *, by: models.Model | None, seen: int) -> Thresholds:
        """Move the thresholds, and answer with those before; nothing is merged by that. Raises StaleEdit where
        someone was faster than the version `seen`."""
        row, _made = cls.objects.get_or_create(kind=Party.Kind(kind))
        before = row.thresholds
        if lines == before:
            return before
        moved = cls.objects.filter(pk=row.pk, version=seen).update(
            certain_from=lines.certain, doubtful_from=lines.doubtful, version=models.F("version") + 1
        )
        if not moved:
            raise StaleEdit(
                row,
                {"certain_from": (before.certain, lines.certain)}
                | {"doubtful_from": (before.doubtful, lines.doubtful)},
            )
        params = {"kind": row.kind, "certain": lines.certain, "doubtful": lines.doubtful}
        record("linkage.draw", row, by=by, params=params | {"before": [before.certain, before.doubtful]})
        return before
