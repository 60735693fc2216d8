from everfair.house.models.user import User

__all__ = ["User"]
