from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "everfair.relations"
    label = "relations"
