from django.apps import AppConfig


class DeskDataConfig(AppConfig):
    name = "everfair.desk.data"
    label = "desk_data"

    def ready(self) -> None:
        from everfair.desk.data import finding  # noqa: F401 - the palette asks it
