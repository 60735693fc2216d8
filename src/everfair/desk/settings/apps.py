from django.apps import AppConfig


class DeskSettingsConfig(AppConfig):
    name = "everfair.desk.settings"
    label = "desk_settings"

    def ready(self) -> None:
        from everfair.desk.settings import finding  # noqa: F401 - the palette asks it
