from django.apps import AppConfig


class LoopConfig(AppConfig):
    name = "everfair.loop"
    label = "loop"
