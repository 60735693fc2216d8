from django.apps import AppConfig


class DeskCustomersConfig(AppConfig):
    name = "everfair.desk.customers"
    label = "desk_customers"
