from django.apps import AppConfig


class DeskCustomersConfig(AppConfig):
    name = "everfair.desk.customers"
    label = "desk_customers"

    def ready(self) -> None:
        from everfair.desk.customers import finding  # noqa: F401 - the palette asks it
