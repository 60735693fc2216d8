from django.apps import AppConfig


class DeskFindingsConfig(AppConfig):
    name = "everfair.desk.findings"
    label = "desk_findings"

    def ready(self) -> None:
        from everfair.desk.findings import finding  # noqa: F401 - the palette asks it
