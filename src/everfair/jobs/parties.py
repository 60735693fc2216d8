"""Work on parties that a page leaves to the machine room: readings, keys, looking for duplicates."""

from bisect import bisect_right
from collections.abc import Sequence

from django.db import transaction

from everfair.jobs.house_search import Search
from everfair.jobs.registry import Result, job
from everfair.jobs.worker import rest
from everfair.parties import belonging, forest
from everfair.parties.cards import refresh_cards
from everfair.parties.duplicates import find_duplicates
from everfair.parties.match_keys import refresh_match_keys
from everfair.parties.search import index_parties
from everfair.parties.settling import gather_strays
from everfair.relations.beginning import begin_missing
from everfair.work.models import Job

AT_ONCE = 200


@job("parties.index")
def index(job: Job) -> Result:
    """Cards, search terms with readings, and match keys of the parties in `ids`, and the relationships they lack."""
    ids = [int(pk) for pk in job.args["ids"]]
    gather_strays()
    for batch in forest.in_batches(ids, AT_ONCE):
        begin_missing(batch)
        derive(batch)
        rest()
    return {"parties": len(ids)}


def derive(party_ids: Sequence[int]) -> None:
    """All that is derived of parties, in one transaction: for imports, after they wrote a batch."""
    if not party_ids:
        return
    with transaction.atomic():
        refresh_cards(party_ids, spoken=True)
        index_parties(party_ids)
        refresh_match_keys(party_ids)


@job("parties.find_duplicates")
def look_for_duplicates(job: Job) -> Result:
    """Possible duplicates among all parties, or of those in `ids`, kept as questions."""
    ids = job.args.get("ids")
    return Search(job).run() if ids is None else _look_for_those(job, ids)


def _look_for_those(job: Job, ids: Sequence[int]) -> Result:
    after, found, new = job.cursor.get("after", 0), job.cursor.get("found", 0), job.cursor.get("new", 0)
    wanted = sorted(set(ids))
    for batch in forest.in_batches((pk for pk in wanted if pk > after), AT_ONCE):
        likenesses = find_duplicates(batch)
        found += len(likenesses)
        with transaction.atomic():
            new += belonging.keep(likenesses)
            done = bisect_right(wanted, batch[-1])
            job.save_progress(done, len(wanted), cursor={"after": batch[-1], "found": found, "new": new})
        rest()
    return {"parties": len(wanted), "found": found, "new": new}
