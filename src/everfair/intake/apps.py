from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "everfair.intake"
    label = "intake"
