from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "everfair.jobs"
    label = "jobs"
