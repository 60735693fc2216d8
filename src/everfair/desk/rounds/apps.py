from django.apps import AppConfig


class DeskRoundsConfig(AppConfig):
    name = "everfair.desk.rounds"
    label = "desk_rounds"

    def ready(self) -> None:
        from everfair.desk.rounds import finding  # noqa: F401 - the palette asks it
