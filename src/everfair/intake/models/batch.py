from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everfair.house.models.read_at_once import ReadAtOnce
from everfair.intake.kinds import Kind, Origin
from everfair.intake.models.decidable import Decidable
from everfair.intake.models.excludable import Excludable
from everfair.intake.models.receivable import Receivable
from everfair.intake.models.revocable import Revocable


class Batch(Receivable, Decidable, Excludable, Revocable):
    """One file brought in: what it is, how its columns are read, what a dry run found, what was loaded."""

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns to check")
        CHECKING = "checking", _("Dry run under way")
        CHECKED = "checked", _("Waiting for your decision")
        LOADING = "loading", _("Loading")
        LOADED = "loaded", _("Loaded")
        FORESEEING = "foreseeing", _("Looking at what taking back changes")
        FORESEEN = "foreseen", _("Taking back waits for your decision")
        TAKING = "taking", _("Being taken back")
        TAKEN = "taken", _("Taken back")
        DROPPED = "dropped", _("Nothing loaded")
        REFUSED = "refused", _("File refused")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    file = models.FileField(_("file"), upload_to="intake/%Y/%m/")
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MAPPING)
    reading = models.JSONField(default=dict)  # encoding, delimiter, sheet, header row, headers, notes
    mapping = models.JSONField(default=dict)  # field -> column position
    givens = models.JSONField(default=dict)  # field -> value for what the file does not say
    plan = models.JSONField(default=dict)  # what the dry run found of series and editions, and their order
    counts = models.JSONField(default=dict)  # new, matched, doubtful, refused, unchanged, loaded ...
    # label of a model -> [first id, last id] of each stretch of rows that the load wrote
    made = models.JSONField(default=dict)
    # keys of customers on file before of whom it tells who came where; None: they are too many, or were not kept
    attending = models.JSONField(default=list, null=True)
    warnings = models.JSONField(default=list)  # code + params: copied list, stub ...
    refusal = models.JSONField(default=dict)  # code + params when the whole file is refused
    series = models.ForeignKey("shows.Series", models.SET_NULL, null=True, blank=True, related_name="batches")
    job = models.ForeignKey("work.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    loaded_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    # Lists whose rows are on file.
    STANDING = (State.LOADED, State.FORESEEING, State.FORESEEN)

    # So many customers are named.
    NAMED_AT_MOST = 2_000

    def __str__(self) -> str:
        return self.filename

    def tell_attending(self, parties: set[int]) -> None:
        """With a portion that tells who of them came where, in its transaction."""
        if self.attending is None or parties.issubset(self.attending):
            return
        named = sorted(parties.union(self.attending))
        self.attending = named if len(named) <= self.NAMED_AT_MOST else None
        self.save(update_fields=["attending"])

    @property
    def comes_from(self) -> str:
        """Where from, where somebody said it."""
        return str(dict(Origin.choices).get(self.givens.get("origin"), ""))


class Mapping(models.Model):
    """How the columns of a kind of list were read, kept under the header line for the next such file."""

    kind = models.CharField(max_length=20, choices=Kind)
    headers_key = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    givens = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "headers_key"], name="a_mapping_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.headers_key[:8]}"


class RowResult(models.Model):
    """What the dry run found for one row. All doubtful and refused rows are kept, of the others the first."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        MATCHED = "matched", _("Matched")
        UNNAMED = "unnamed", _("Without a name")  # of a respondent who is no customer
        DOUBTFUL = "doubtful", _("Doubtful")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="row_results")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    problems = models.JSONField(default=list)  # [{code, column, header, value, params}]
    cells = models.JSONField(default=list)
    found = models.JSONField(default=dict)  # name, party, reasons, candidates

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["batch", "row", "outcome"], name="a_row_result_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"


class ImportedRow(ReadAtOnce):
    """Where a loaded row came from and what it became: loading the same rows again changes nothing."""

    # indexed with the row, see below
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="imported_rows", db_index=False)
    row = models.PositiveIntegerField()
    natural_key = models.CharField(max_length=64)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="a_row_loaded_once")]
        indexes = [
            models.Index(fields=["natural_key"], name="row_by_key"),
            models.Index(fields=["object_type", "object_id"], name="row_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"
