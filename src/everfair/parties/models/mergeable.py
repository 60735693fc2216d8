from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from everfair.parties.models.identity import KeepApart, Link, Merge
    from everfair.parties.models.party import Party


class Mergeable(models.Model):
    """What a party can do about being the same as another."""

    class Meta:
        abstract = True

    def merge(
        self,
        absorbed: "Party",
        *,
        by: models.Model | None,
        reasons: Iterable[Any] = (),
        despite_apart: bool = False,
    ) -> "Merge":
        """Everything of `absorbed` counts for this party from now on. Refused where either was merged away
        meanwhile, where they are of different kinds, or kept apart (but `despite_apart`)."""
        from everfair.parties import merging

        return merging.merge(self, absorbed, by=by, reasons=reasons, despite_apart=despite_apart)  # type: ignore[arg-type]

    def keep_apart(self, other: "Party", *, by: models.Model | None) -> "KeepApart":
        """These two are not the same; they are not proposed again."""
        from everfair.parties import merging

        return merging.keep_apart(self, other, by=by)  # type: ignore[arg-type]

    def link(self, child: "Party", kind: str, *, by: models.Model | None) -> "Link":
        """`child` belongs to this party (branch, subsidiary, member of a pavilion) but is not the same."""
        from everfair.parties import linking

        return linking.link(self, child, kind, by=by)  # type: ignore[arg-type]

    @property
    def root(self) -> "Party":
        """The party that counts for this one."""
        from everfair.parties.forest import roots
        from everfair.parties.models.party import Party

        return Party.objects.get(pk=roots([self.pk])[self.pk])

    @property
    def family(self) -> list[int]:
        """Ids of this party and all merged into it: those under which the journal knows it."""
        from everfair.parties.forest import family

        return family(self.pk)
