"""One customer of whom there is something on every card of the file: what opening such a file costs is measured.

Not so what few customers have: a group they belong to, a pair that waits for a decision, others merged into them.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

FEW, SOME, MANY = 2, 6, 12
BEGUN = date(2024, 1, 8)
TOPICS = ("stand", "visitors", "service", "price", "halls", "press")


@transaction.atomic
def complete(party: int) -> None:
    """Write what the customer lacks; once done it is left as it is."""
    from everfair.relations.models import Referral, Relationship

    here = Relationship.objects.select_related("series").filter(party=party).first()
    if here is None or Referral.objects.filter(child=party).exists():
        return
    known(here)
    dealt(here)
    valued(here)
    answered(here)
    treated(here)
    scored(here)


def others(here: Any, count: int) -> list[int]:
    from everfair.parties.models import Party

    return list(Party.objects.exclude(pk=here.party_id).order_by("pk").values_list("pk", flat=True)[:count])


def known(here: Any) -> None:
    """A role, people, a name, an id, consent."""
    from everfair.parties.models import Consent, Employment, ExternalId, Name, Party
    from everfair.shows.models import Role, RoleHolding

    party = here.party_id
    RoleHolding.objects.get_or_create(
        party_id=party, series=here.series, role=Role.objects.get(code="exhibitor")
    )
    for number in range(FEW):
        person = Party.objects.create(kind=Party.Kind.PERSON, zh=f"王小{'明红'[number]}", sort_key="wang")
        Employment.objects.create(organisation_id=party, person=person, title="Sales")
    Name.objects.create(party_id=party, text="老名字", kind="alias")
    ExternalId.objects.create(party_id=party, source="erp", value=f"E{party}")
    Consent.objects.create(party_id=party, channel="email", purpose="news", basis="form")


def dealt(here: Any) -> None:
    """Dealings, tasks, entries of the journal."""
    from everfair import journal
    from everfair.contact.models import Interaction, Task
    from everfair.house.models import User

    by, about = User.objects.get(username="director"), {"party_id": here.party_id, "series": here.series}
    for number in range(MANY):
        day = BEGUN + timedelta(days=31 * number)
        Interaction.objects.create(
            **about, occurred_on=day, note="They asked for a corner stand", recorded_by=by
        )
    for number in range(FEW):
        task = Task.objects.create(**about, title=f"Call them, {number}", assignee=by, created_by=by)
        journal.record("task.add", task, by=by, party=here.party_id, series=here.series_id)
    for _number in range(SOME):
        journal.record(
            "party.change", here.party, by=by, party=here.party_id, personal={"city": ["上海", "苏州"]}
        )


def valued(here: Any) -> None:
    """The ledger, referrals, suggestions."""
    from everfair.contact.models import Suggestion
    from everfair.relations.models import LedgerEntry, Referral, ValueTerms

    ValueTerms.objects.get_or_create(series=here.series, defaults={"contact_minor": 20_000})
    about = {"series": here.series, "side": here.side}
    for number in range(SOME):
        day = BEGUN + timedelta(days=61 * number)
        LedgerEntry.objects.create(
            **about, party_id=here.party_id, occurred_on=day, kind=LedgerEntry.Kind.values[number],
            amount_minor=1_000_000 * (number + 1), currency=here.series.currency,
        )  # fmt: skip
    referrer, *children = others(here, 1 + FEW)
    Referral.objects.create(**about, referrer_id=referrer, child_id=here.party_id, occurred_on=BEGUN)
    for child in children:
        Referral.objects.create(**about, referrer_id=here.party_id, child_id=child, occurred_on=BEGUN)
    for number in range(FEW):
        Suggestion.objects.create(
            series=here.series, party_id=here.party_id, given_on=BEGUN, text=f"Open hall {number} earlier"
        )


def answered(here: Any) -> None:
    """Two questionnaires, answered at the last two editions."""
    from everfair.surveys.models import Answer, Asks, Instrument, Item, Response, Topic

    editions = list(here.series.editions.order_by("-ordinal")[:FEW])
    for number in range(FEW):
        asked = Instrument.objects.create(
            series=here.series, code=f"bench-{here.pk}-{number}", zh="展后问卷", en="After"
        )
        items = []
        for place, code in enumerate(TOPICS):
            topic = Topic.objects.get_or_create(code=f"bench-{code}", defaults={"zh": code, "en": code})[0]
            for asks in (Asks.EXPECTATION, Asks.PERFORMANCE):
                told = {"topic": topic, "asks": asks, "order": place}
                items.append(Item.objects.create(instrument=asked, code=f"{code}-{asks}", zh=code, **told))
        for edition in editions:
            response = Response.objects.create(
                party_id=here.party_id, instrument=asked, series=here.series, side=here.side,
                edition=edition, answered_on=edition.starts_on,
            )  # fmt: skip
            Answer.objects.bulk_create(Answer(response=response, item=one, value=4) for one in items)


def treated(here: Any) -> None:
    """A round that is running, with the customer in it."""
    from everfair.loop.models import Member, Round, Segment

    edition = here.series.editions.order_by("-ordinal").first()
    made = Round.objects.create(series=here.series, edition=edition, name="Bench", state=Round.State.RUNNING)
    segment = Segment.objects.create(round=made, en="Bench")
    Member.objects.create(round=made, segment=segment, edition=edition, relationship=here, stage="trust")


def scored(here: Any) -> None:
    """What a run tells of worth, of what they think, and why."""
    from everfair.relations.models import AnalysisRun, Score

    Score.objects.filter(run=AnalysisRun.published(), relationship=here).update(
        lifetime_value=9_000_000, lifetime_low=5_000_000, lifetime_high=14_000_000, profit=4_000_000,
        currency=here.series.currency, quadrant="core", satisfaction=0.72, gap=0.4, quality=0.66,
        loyalty_cell="loyal", loyalty_type="trust", wallet_share=0.4, leaving_reason="price", leaving_p=0.3,
        decision_type="rational",
    )  # fmt: skip
