from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "everfair.parties"
    label = "parties"
