from django.apps import AppConfig


class DeskShowsConfig(AppConfig):
    name = "everfair.desk.shows"
    label = "desk_shows"

    def ready(self) -> None:
        from everfair.desk.shows import finding  # noqa: F401 - the palette asks it
