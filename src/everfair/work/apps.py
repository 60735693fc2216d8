from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "everfair.work"
    label = "work"
