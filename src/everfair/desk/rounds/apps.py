from django.apps import AppConfig


class DeskRoundsConfig(AppConfig):
    name = "everfair.desk.rounds"
    label = "desk_rounds"
