from django.apps import AppConfig


class DeskStartConfig(AppConfig):
    name = "everfair.desk.start"
    label = "desk_start"

    def ready(self) -> None:
        from everfair.desk.start import finding  # noqa: F401 - the palette asks it
