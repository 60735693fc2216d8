from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from everfair.parties.models.identity import KeepApart, Link, Merge
    from everfair.parties.models.party import Party
    from everfair.parties.preview import MergePreview


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
        score: float | None = None,
        despite_apart: bool = False,
    ) -> "Merge":
        """Everything of `absorbed` counts for this party from now on. Merging the same two again answers with
        the merge that stands. Refused where either was merged away meanwhile, where they are of different
        kinds, or kept apart (but `despite_apart`)."""
        from everfair.parties import merging

        how = {"reasons": reasons, "score": score, "despite_apart": despite_apart}
        return merging.merge(self, absorbed, by=by, **how)  # type: ignore[arg-type]

    def preview_merge(self, absorbed: "Party") -> "MergePreview":
        """What `merge` would do: what moves, what both have, and the code of the refusal it would meet."""
        from everfair.parties.preview import merge_preview

        return merge_preview(self, absorbed, survivor=self)  # type: ignore[arg-type]

    def keep_apart(self, other: "Party", *, by: models.Model | None) -> "KeepApart":
        """These two are not the same; they are not proposed again. Said twice it stays as first said; refused
        where they are one already."""
        from everfair.parties import merging

        return merging.keep_apart(self, other, by=by)  # type: ignore[arg-type]

    def link(self, child: "Party", kind: str, *, by: models.Model | None) -> "Link":
        """`child` belongs to this party (branch, subsidiary, member of a pavilion) but is not the same. Said
        twice it stays; said with another kind, that counts. Refused for persons, and where it would go round."""
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
