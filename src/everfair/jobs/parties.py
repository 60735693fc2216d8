"""Work on parties that a page leaves to the machine room: readings, keys, looking for duplicates."""

from collections.abc import Sequence

from django.db import transaction

from everfair.jobs.registry import Result, job
from everfair.jobs.worker import rest
from everfair.parties import forest
from everfair.parties.cards import refresh_cards
from everfair.parties.match_keys import refresh_match_keys
from everfair.parties.search import index_parties
from everfair.parties.settling import gather_strays
from everfair.work.models import Job

AT_ONCE = 200


@job("parties.index")
def index(job: Job) -> Result:
    """Cards, search terms with readings, and match keys of the parties in `ids`."""
    ids = [int(pk) for pk in job.args["ids"]]
    gather_strays()
    for batch in forest.in_batches(ids, AT_ONCE):
        derive(batch)
        rest()
    return {"parties": len(ids)}


def derive(party_ids: Sequence[int]) -> None:
    """All that is derived of parties, in one transaction: for imports, after they wrote a batch."""
    with transaction.atomic():
        refresh_cards(party_ids, spoken=True)
        index_parties(party_ids)
        refresh_match_keys(party_ids)
