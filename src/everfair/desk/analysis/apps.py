from django.apps import AppConfig


class DeskAnalysisConfig(AppConfig):
    name = "everfair.desk.analysis"
    label = "desk_analysis"

    def ready(self) -> None:
        from everfair.desk.analysis import finding  # noqa: F401 - the palette asks it
