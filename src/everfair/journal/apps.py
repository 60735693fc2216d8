from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "everfair.journal"
    label = "journal"
