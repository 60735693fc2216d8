from everfair.house.models.demo_account import DemoAccount
from everfair.house.models.user import User

__all__ = ["DemoAccount", "User"]
