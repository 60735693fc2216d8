from everfair.loop.models.member import Action, Member
from everfair.loop.models.play import Play
from everfair.loop.models.result import Result
from everfair.loop.models.round import Round
from everfair.loop.models.segment import Segment, SegmentPlay

__all__ = ["Action", "Member", "Play", "Result", "Round", "Segment", "SegmentPlay"]
