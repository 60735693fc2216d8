from django.apps import AppConfig


class DeskAnalysisConfig(AppConfig):
    name = "everfair.desk.analysis"
    label = "desk_analysis"
