"""The demo is made today, but its records shall look as old as what they tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Max


def moment(day: date, hour: int = 2) -> datetime:
    """That day in office hours: 2 o'clock UTC is 10 in Shanghai. Never later than now."""
    return min(datetime.combine(day, time(hour, 20), UTC), datetime.now(UTC))


def instants(model: type[models.Model]) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if type(one) is models.DateTimeField]


def stamped() -> list[tuple[type[models.Model], list[str]]]:
    """Every model of the house with the instants it is stamped with."""
    found = []
    for model in apps.get_models():
        names = instants(model)
        if (
            names
            and model.__module__.startswith("everfair.")
            and not model.__module__.startswith("everfair.demo")
        ):
            found.append((model, names))
    return found


@contextmanager
def as_of(when: datetime, *changed: models.QuerySet[Any]) -> Iterator[None]:
    """Rows made inside are stamped as of then, and what was stamped inside on those `changed`; instants that are not
    filled stay so."""
    before, began = {model: last(model) for model, _ in stamped()}, datetime.now(UTC)
    yield
    with transaction.atomic():
        for rows in changed:
            for name in instants(rows.model):
                models.QuerySet.update(rows.filter(**{f"{name}__gte": began}), **{name: when})
        for model, names in stamped():
            made = model._base_manager.filter(pk__gt=before[model])
            for name in names:
                models.QuerySet.update(made.exclude(**{name: None}), **{name: when})


def last(model: type[models.Model]) -> Any:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0
