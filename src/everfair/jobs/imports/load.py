"""The load: the good rows of a checked file, a portion a transaction, taken up where it was killed."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from everfair.intake.kinds import ANALYSED
from everfair.intake.models import Batch, ImportedRow, Kind
from everfair.intake.plans import forget_plans
from everfair.jobs.imports import new_shows
from everfair.jobs.imports.answers import AnswersWriter, RatingsWriter
from everfair.jobs.imports.batches import shows_of, source_of
from everfair.jobs.imports.changes import Changes
from everfair.jobs.imports.check import DryRun
from everfair.jobs.imports.collecting import collecting_rarely
from everfair.jobs.imports.contacts import ContactsWriter
from everfair.jobs.imports.edition_lists import EditionLoad
from everfair.jobs.imports.interactions import InteractionsWriter
from everfair.jobs.imports.ledger import LedgerWriter
from everfair.jobs.imports.lots import Ahead, in_lots
from everfair.jobs.imports.made import PARTY, Made
from everfair.jobs.imports.outgrown import tell_outgrown
from everfair.jobs.imports.participating import ParticipationsWriter
from everfair.jobs.imports.plan import NoPlan, Plan, Portion
from everfair.jobs.imports.referrals import ReferralsWriter
from everfair.jobs.imports.resolving import Resolver
from everfair.jobs.imports.room import one_load_at_a_time, room_to_write
from everfair.jobs.imports.sharing import mark_shared
from everfair.jobs.imports.shows import Show, Shows, Told
from everfair.jobs.imports.sorting_in import lay_aside, sorting_beside
from everfair.jobs.imports.suggestions import SuggestionsWriter
from everfair.jobs.imports.writer import Writer
from everfair.jobs.registry import Result, job
from everfair.loop.measuring import tell_rounds_of
from everfair.parties.inserting import reserve_block, writing_behind
from everfair.parties.models import Party
from everfair.quality.asking import ask as measure_quality
from everfair.shows.models import Participation
from everfair.work.models import Job, enqueue

WRITERS: dict[str, type[Writer]] = {
    Kind.PARTICIPATIONS: ParticipationsWriter,
    Kind.CONTACTS: ContactsWriter,
    Kind.INTERACTIONS: InteractionsWriter,
    Kind.LEDGER: LedgerWriter,
    Kind.REFERRALS: ReferralsWriter,
    Kind.SUGGESTIONS: SuggestionsWriter,
    Kind.ANSWERS: AnswersWriter,
    Kind.RATINGS: RatingsWriter,
}


@job("intake.load")
def load(job: Job) -> Result:
    batch = Batch.objects.select_related("created_by", "series").get(pk=job.args["batch"])
    if batch.state != Batch.State.LOADING:
        return {"skipped": batch.state}
    if batch.kind == Kind.EDITIONS:
        return EditionLoad(batch, job).run()
    plan = plan_of(batch, job)
    shows = shows_of(batch)
    prepare_shows(batch, shows)
    writer = writer_of(batch, plan, shows, first_id(batch, job))
    writer.counts.update(job.cursor.get("counts", {}))
    made = made_by(batch, job, writer)
    with sorting_beside() as sort_in:
        with collecting_rarely(), room_to_write(), Ahead(plan.portions(job.cursor.get("at", 0))) as portions:
            for portion, at in in_lots(portions):
                with transaction.atomic(), writing_behind(portions.read_on):
                    write(job, batch, writer, made, portion, at)
                sort_in()
                tell_outgrown()
        finish(job, batch, made, dict(writer.counts))
    forget_plans(Path(batch.file.path))
    return None


def plan_of(batch: Batch, job: Job) -> Plan:
    """What the dry run wrote down; made anew where it was lost (a restored backup). What was loaded stays."""
    try:
        return Plan(batch)
    except NoPlan:
        batch.plan |= DryRun(batch, job).plan_anew()
        with transaction.atomic():
            batch.save(update_fields=["plan"])
            job.save_progress(0, cursor={"made": job.cursor.get("made", {})})
        return Plan(batch)


def first_id(batch: Batch, job: Job) -> int:
    """The id of the first customer that nobody knew, the others in their order: whoever goes on after a kill
    gives the same ones."""
    if "first" not in job.cursor:
        with transaction.atomic():
            first = reserve_block(Party, max(1, batch.plan["numbers"]))
            job.save_progress(0, batch.counts.get("rows"), step="load", cursor=job.cursor | {"first": first})
    return int(job.cursor["first"])


def writer_of(batch: Batch, plan: Plan, shows: Shows, first: int) -> Writer:
    source = source_of(batch)
    resolver = Resolver(first, batch.plan["numbers"], Changes(plan.house, batch.pk), source)
    return WRITERS[batch.kind](batch.pk, shows, source, resolver)


def made_by(batch: Batch, job: Job, writer: Writer) -> Made:
    """What this load has written so far, and the numbers of the customers that it makes."""
    made, own = Made(batch.made | job.cursor.get("made", {})), writer.resolver.own
    if own:
        made.add(PARTY, own.start, own.stop - 1)
    return made


def write(job: Job, batch: Batch, writer: Writer, made: Made, portion: Portion, at: int) -> None:
    """One portion, together with how far the load has come and what it made; in a transaction."""
    one_load_at_a_time()
    lay_aside()
    made.look()
    writer.write(portion)
    made.note(writer.drawn)
    batch.tell_attending(writer.attending)
    told = {"counts": dict(writer.counts), "made": made.stretches}
    cursor = {"first": writer.resolver.own.start, "at": at, **told}
    job.save_progress(writer.counts["rows"], batch.counts.get("rows"), step="load", cursor=cursor)


def prepare_shows(batch: Batch, shows: Shows) -> None:
    """Write the series and editions the dry run found, in their order."""
    order = batch.givens.get("order") or {}
    with transaction.atomic():
        one_load_at_a_time()
        for planned in batch.plan.get("series", []):
            show = shows.recall(planned["name"], planned.get("names", ()), planned["id"])
            if show is not None:
                told = recall(show, planned["editions"])
                series = new_shows.make(batch, show, order.get(show.name, ()))
                planned["id"] = series.pk
                for edition, one in zip(planned["editions"], told, strict=True):
                    edition["made"] = one.pk
                if batch.series_id is None and len(batch.plan["series"]) == 1:
                    Batch.objects.filter(pk=batch.pk).update(series=series)
                    batch.series_id = series.pk
        keep_plan(batch)


def keep_plan(batch: Batch) -> None:
    """The plan knows the ids of what was made; editions found wanting are left out of analysis."""
    batch.save(update_fields=["plan", "made"])
    batch.apply_exclusions(by=batch.created_by)


def recall(show: Show, planned: list[dict[str, Any]]) -> list[Told]:
    """The editions that the dry run found, whatever they are called by now, under what it called them; another that is
    called so by now stands aside."""
    held = {one.pk: one for one in show.distinct()}
    found = [
        held.get(one["id"] or one.get("made") or 0)
        or show.editions.get(one["label"].casefold())
        or Told(one["label"])
        for one in planned
    ]
    show.editions |= {f"#{one.pk}": one for one in held.values()}
    for told, one in zip(found, planned, strict=True):
        show.editions |= dict.fromkeys(
            (one["label"].casefold(), one.get("key", one["label"]).casefold()), told
        )
        meet(told, one)
    return found


def meet(told: Told, planned: dict[str, Any]) -> None:
    """Its dates are known before its first row is written."""
    starts, ends = (
        date.fromisoformat(day) if day else None for day in (planned["starts_on"], planned["ends_on"])
    )
    told.met(starts, ends)


def finish(job: Job, batch: Batch, made: Made, counts: dict[str, Any]) -> None:
    editions = edition_ids(batch)
    with transaction.atomic():
        counts["shared_stands"] = mark_shared(editions)
        batch.made = made.stretches
        batch.save(update_fields=["made"])
        params = {"kind": batch.kind, "sha256": batch.sha256, "rows": counts.get("rows", 0), "counts": counts}
        batch.loaded(
            batch.counts | {"loaded": counts}, by=batch.created_by, params=params | {"editions": editions}
        )
        job.finish({"counts": counts})
        measure_quality(by=batch.created_by)
        if batch.kind in ANALYSED:
            enqueue("relations.analyse", by=batch.created_by)
        if batch.kind == Kind.PARTICIPATIONS:
            tell_rounds_of(editions, by=batch.created_by)


def edition_ids(batch: Batch) -> list[int]:
    loaded = ImportedRow.objects.filter(batch=batch, object_type="shows.participation").values("object_id")
    rows = Participation.every.filter(pk__in=loaded).order_by("edition_id")
    return list(rows.values_list("edition_id", flat=True).distinct())
