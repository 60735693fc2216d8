from django.apps import AppConfig


class DeskSurveysConfig(AppConfig):
    name = "everfair.desk.surveys"
    label = "desk_surveys"

    def ready(self) -> None:
        from everfair.desk.surveys import finding, undo  # noqa: F401 - the palette and the way back ask them
