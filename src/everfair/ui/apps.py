from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "everfair.ui"
    label = "ui"
