from django.apps import AppConfig


class DeskSettingsConfig(AppConfig):
    name = "everfair.desk.settings"
    label = "desk_settings"
