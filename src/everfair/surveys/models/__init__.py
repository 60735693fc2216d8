from everfair.surveys.models.asks import Asks
from everfair.surveys.models.instrument import Instrument, Item
from everfair.surveys.models.rating import Competitor, Rating
from everfair.surveys.models.response import Answer, Response
from everfair.surveys.models.topic import Topic

__all__ = ["Answer", "Asks", "Competitor", "Instrument", "Item", "Rating", "Response", "Topic"]
