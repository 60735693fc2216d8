from everfair.house.models.demo_account import DemoAccount
from everfair.house.models.read_at_once import ReadAtOnce
from everfair.house.models.user import User

__all__ = ["DemoAccount", "ReadAtOnce", "User"]
