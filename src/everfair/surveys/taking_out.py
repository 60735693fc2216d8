"""A response that was wrong goes, with its answers; and comes back."""

from typing import Any

from django.db import models, transaction

from everfair import journal
from everfair.parties.models.owned import count_again
from everfair.surveys.models import Answer, Response


@transaction.atomic
def take_out(response: Response, *, by: models.Model | None) -> dict[str, Any]:
    """What is needed to put it back."""
    held = Response.objects.select_for_update().get(pk=response.pk)
    answers = list(held.answers.values_list("item_id", "value", "text"))
    told = {one.attname: plain(getattr(held, one.attname)) for one in Response._meta.concrete_fields}
    record("response.remove", held, len(answers), by)
    held.delete()
    return {"response": told, "answers": answers}


@transaction.atomic
def put_back(told: dict[str, Any], *, by: models.Model | None) -> None:
    made = Response(**told["response"])
    count_again(made)
    made.save(force_insert=True)
    answers = [
        Answer(response=made, item_id=item, value=value, text=text) for item, value, text in told["answers"]
    ]
    Answer.objects.bulk_create(answers)
    record("response.add", made, len(answers), by)


def record(verb: str, one: Response, answers: int, by: models.Model | None) -> None:
    params = {"instrument": one.instrument.code, "answers": answers}
    journal.record(verb, one, by=by, party=one.party_id, series=one.series_id, params=params)


def plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
