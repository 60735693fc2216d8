from django.apps import AppConfig


class ShowsConfig(AppConfig):
    name = "everfair.shows"
    label = "shows"
