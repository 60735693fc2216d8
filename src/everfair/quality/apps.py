from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "everfair.quality"
    label = "quality"
