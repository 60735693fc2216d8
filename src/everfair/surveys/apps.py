from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "everfair.surveys"
    label = "surveys"
