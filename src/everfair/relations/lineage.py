"""Who brought whom to a show, upwards: a customer cannot have brought whoever brought it."""

from collections import defaultdict
from collections.abc import Iterable

from everfair.parties.among import among
from everfair.relations.models import Referral


class Lineage:
    """Of these customers of one show: those who brought them, and those who brought these in turn."""

    def __init__(self, series_id: int, customers: Iterable[int]) -> None:
        self.brought_by: dict[int, set[int]] = defaultdict(set)
        asked, seen = set(customers), set[int]()
        while asked:
            seen |= asked
            rows = Referral.objects.filter(series=series_id, child__in=among(asked))
            found = set(rows.values_list("child_id", "referrer_id"))
            for child, referrer in found:
                self.brought_by[child].add(referrer)
            asked = {referrer for _, referrer in found} - seen

    def add(self, referrer: int, child: int) -> None:
        self.brought_by[child].add(referrer)

    def goes_round(self, referrer: int, child: int) -> bool:
        """Whether `child` is the referrer, or brought it, at once or through others."""
        asked, seen = [referrer], set[int]()
        while asked:
            one = asked.pop()
            if one == child:
                return True
            if one not in seen:
                seen.add(one)
                asked += self.brought_by.get(one, ())
        return False
