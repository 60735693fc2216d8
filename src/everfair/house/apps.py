from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "everfair.house"
    label = "house"
