from django.apps import AppConfig


class DeskValueConfig(AppConfig):
    name = "everfair.desk.value"
    label = "desk_value"

    def ready(self) -> None:
        from everfair.desk.value import finding  # noqa: F401 - the palette asks it
