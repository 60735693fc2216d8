from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "everfair.contact"
    label = "contact"
