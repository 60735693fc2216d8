"""One of everything on the first show, so that every route has something to be asked about."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from everfair.contact.models import Suggestion, Task
from everfair.intake.models import Batch
from everfair.parties.models import KeepApart, Link, Name, PossibleDuplicate
from everfair.relations.models import AnalysisRun, LedgerEntry, Referral
from everfair.shows.models import Membership, Participation, Role, RoleHolding
from everfair.surveys.models import Competitor, Instrument, Item, Response, Topic
from everfair.ui.models import SavedView
from everfair.work.models import Job
from tests.conftest import Cast
from tests.desk.customers import made as customers
from tests.loop import made as rounds

DAY = datetime.date(2025, 5, 1)
Args = dict[str, dict[str, int | str]]


def arguments(cast: Cast) -> Args:
    """What stands in the address of each route: by name of the route, else by its room."""
    editions = customers.editions(cast.series)
    customers.editions(cast.other_series)
    one = customers.customer(cast.series, "杭州青山画廊", "Qingshan Gallery", attended="11", owner=cast.sales)
    other = customers.customer(cast.series, "青山画廊", attended="1", owner=cast.sales)
    third = customers.customer(cast.series, "上海蓝海美术馆", owner=cast.sales)
    run = customers.analysed(cast.series, {one.pk: ("FTTTT", "11111", 0.9)})
    older = AnalysisRun.objects.create(state=AnalysisRun.State.DONE, finished_at=run.finished_at)
    pair = PossibleDuplicate.objects.create(first=one.party, second=other.party, score=0.8, reasons=[])
    apart = KeepApart.objects.create(first=one.party, second=third.party)
    link = Link.objects.create(parent=one.party, child=third.party, kind="branch")
    task = Task.objects.create(party=one.party, series=cast.series, title="Ring", assignee=cast.sales)
    batch = Batch.objects.create(
        kind="participations", filename="a.csv", size=1, series=cast.series, created_by=cast.sales,
        file=SimpleUploadedFile("a.csv", "展商\n青山\n".encode()),
    )  # fmt: skip
    plays = rounds.plays()
    draft = rounds.bare_round(editions[-1], run)
    play = next(iter(plays.values()))
    segment = rounds.segment(draft, [play])
    job = Job.objects.create(name="relations.analyse", created_by=cast.director)
    joining = Job.objects.create(name="parties.join_certain", created_by=cast.director)
    view = SavedView.objects.create(owner=cast.sales, list_code="customers", name="x")
    row: dict[str, int | str] = {"pk": one.party_id, "relationship": one.pk}
    entry = LedgerEntry.objects.create(
        party=one.party,
        series=cast.series,
        occurred_on=DAY,
        kind="demonstration",
        amount_minor=1,
        currency="CNY",
    )
    told = Referral.objects.create(referrer=third.party, child=one.party, series=cast.series, occurred_on=DAY)
    idea = Suggestion.objects.create(party=one.party, series=cast.series, given_on=DAY, text="Open earlier")
    rival = Competitor.objects.create(series=cast.series, name="Art Shanghai")
    name = Name.objects.filter(party=one.party).order_by("pk").last()
    stay = Participation.objects.filter(party=one.party).earliest("pk")
    own = Role.objects.create(code="own", en="Own", side="partner")
    gone = customers.customer(cast.series, "青山画廊二", owner=cast.sales)
    merge = other.party.merge(gone.party, by=cast.director)
    assert name is not None
    return {
        "ui": {"pk": view.pk, "token": "nothing"},
        "start": {"pk": task.pk},
        "customers": row | {"row": 1},
        **{f"customers:{act}": row | {"row": entry.pk} for act in ("entry", "entry_remove")},
        **{f"customers:{act}": row | {"row": told.pk} for act in ("referral", "referral_remove")},
        **{f"customers:{act}": row | {"row": idea.pk} for act in ("suggestion", "suggestion_remove")},
        "findings": {"pk": cast.series.pk, "theme": "value", "rival": rival.pk},
        "value": {"pk": cast.series.pk},
        "customers:task": row | {"row": task.pk},
        "customers:call_off": row | {"row": task.pk},
        "customers:remove_name": row | {"row": name.pk},
        "customers:remove_link": row | {"row": link.pk},
        "customers:remove_role": row | {"row": RoleHolding.objects.filter(party=one.party).earliest("pk").pk},
        "customers:participation": row | {"row": stay.pk},
        "customers:stands": row | {"row": stay.pk},
        "customers:cancel": row | {"row": stay.pk},
        "customers:remove_stand": row | {"row": stay.stands.get().pk},
        "customers:owner": row | {"row": one.pk},
        "customers:overrule": row | {"row": one.pk},
        "customers:lift": row | {"row": one.pk},
        "shows": {"pk": cast.series.pk, "edition": editions[0].pk},
        "data": {"pk": batch.pk},
        "data:quality-progress": {"pk": Job.objects.create(name="quality.measure").pk},
        "data:duplicates-joining": {"pk": joining.pk},
        "data:merge": {"pk": merge.pk},
        "data:merge-undo": {"pk": merge.pk},
        "data:apart-lift": {"pk": apart.pk},
        "data:link-undo": {"pk": link.pk},
        **{
            f"data:duplicate{act}": {"pk": pair.pk}
            for act in ("", "-group", "-merge", "-apart", "-later", "-reopen", "-link")
        },
        "analysis": {"pk": cast.series.pk, "code": "retention"},
        "analysis:run": {"pk": older.pk},
        "analysis:show_again": {"pk": older.pk},
        "analysis:job": {"pk": job.pk},
        "rounds": {"pk": draft.pk, "segment": segment.pk, "use": segment.plays.get().pk},
        **{f"rounds:{act}": {"pk": play.pk} for act in ("play", "retire", "unretire")},
        **of_surveys(cast, one.party_id),
        "settings": {"pk": cast.marketing.pk, "row": Membership.objects.get(user=cast.marketing).pk},
        "settings:role": {"pk": own.pk},
        "settings:remove_role": {"pk": own.pk},
        "account": {"key": "a", "uidb36": "1"},
    }


def of_surveys(cast: Cast, party: int) -> Args:
    """A questionnaire of the first show with two questions, a topic, and what a customer answered."""
    topic = Topic.objects.create(code="weather", en="Weather", series=cast.series)
    asked = Instrument.objects.create(code="own", en="Own", series=cast.series)
    first = Item.objects.create(instrument=asked, code="a", en="A", asks="overall", order=1)
    Item.objects.create(instrument=asked, code="b", en="B", asks="overall", order=2)
    response = Response.objects.create(
        instrument=asked, series=cast.series, party_id=party, answered_on=datetime.date(2024, 5, 1)
    )
    return {
        "surveys": {"pk": asked.pk, "item": first.pk},
        **{f"surveys:topic{act}": {"pk": topic.pk} for act in ("", "-retire", "-use")},
        **{f"surveys:response{act}": {"pk": response.pk} for act in ("", "-remove")},
    }
