"""How the forest of merges stood when a merge was made: whose rows were whose then."""

from django.db.models import Q

from everfair.parties.models.identity import Merge


def families_before(merge: Merge) -> tuple[set[int], set[int]]:
    """(all that counted as the survivor, all that counted as the absorbed) at that moment."""
    return _below(merge, merge.survivor_id), _below(merge, merge.absorbed_id)


def _below(merge: Merge, top: int) -> set[int]:
    stood = Merge.objects.filter(Q(undone_at=None) | Q(undone_at__gt=merge.at), pk__lt=merge.pk)
    met, level = {top}, {top}
    while level:
        level = set(stood.filter(survivor__in=level).values_list("absorbed", flat=True)) - met
        met |= level
    return met
