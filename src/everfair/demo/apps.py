from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "everfair.demo"
    label = "demo"
