from django.apps import AppConfig


class DeskDataConfig(AppConfig):
    name = "everfair.desk.data"
    label = "desk_data"
