from everfair.shows.models.edition import Edition
from everfair.shows.models.membership import Membership
from everfair.shows.models.participation import Participation, Stand
from everfair.shows.models.role import Role, RoleHolding
from everfair.shows.models.series import Series, SeriesType

__all__ = ["Edition", "Membership", "Participation", "Role", "RoleHolding", "Series", "SeriesType", "Stand"]
