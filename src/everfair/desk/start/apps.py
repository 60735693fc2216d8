from django.apps import AppConfig


class DeskStartConfig(AppConfig):
    name = "everfair.desk.start"
    label = "desk_start"
