from everfair.demo.models.demo_show import DemoShow

__all__ = ["DemoShow"]
