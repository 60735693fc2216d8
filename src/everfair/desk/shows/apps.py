from django.apps import AppConfig


class DeskShowsConfig(AppConfig):
    name = "everfair.desk.shows"
    label = "desk_shows"
