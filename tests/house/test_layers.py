"""Foreign keys point downwards, as imports do."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

# Top floor first; rooms in one row stand side by side and do not know each other.
FLOORS: list[set[str]] = [
    {"jobs", "demo"},
    {"desk"},
    {"ui"},
    {"loop", "quality"},
    {"relations"},
    {"contact", "intake"},
    {"surveys"},
    {"shows"},
    {"parties"},
    {"journal"},
    {"work"},
    {"house"},
]
GROUND = len(FLOORS)


def room_of(model: type[Model]) -> str:
    """The room a model lives in, or nothing where it is not ours (Django's own stand below the ground)."""
    house, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if house == "everfair" else ""


def floor_of(room: str) -> int:
    return next((depth for depth, rooms in enumerate(FLOORS) if room in rooms), GROUND)


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if room_of(model)]


def keys_of(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    for field in model._meta.get_fields():
        if isinstance(field, Field) and field.is_relation and isinstance(field.related_model, type):
            yield field.name, field.related_model


def points_upwards(room: str, target: str) -> bool:
    return bool(target) and room != target and floor_of(target) <= floor_of(room)


def test_every_room_has_its_floor() -> None:
    rooms = {
        config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("everfair.")
    }
    assert rooms <= set().union(*FLOORS)


def test_every_foreign_key_points_downwards() -> None:
    wrong = [
        f"{model.__name__}.{name} -> {target.__name__}"
        for model in our_models()
        for name, target in keys_of(model)
        if points_upwards(room_of(model), room_of(target))
    ]
    assert wrong == []


def test_there_are_keys_to_look_at() -> None:
    assert sum(1 for model in our_models() for _ in keys_of(model)) > 5


def test_a_key_from_the_ground_to_daily_work_would_be_found() -> None:
    assert points_upwards("parties", "contact")
    assert points_upwards("contact", "intake")
    assert not points_upwards("contact", "parties")
    assert not points_upwards("contact", "contact")
