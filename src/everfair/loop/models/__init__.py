from everfair.loop.models.closeable import CannotWithdraw
from everfair.loop.models.member import Action, Member
from everfair.loop.models.outlook import Learned, Outlook, Way
from everfair.loop.models.plannable import NotADraft
from everfair.loop.models.play import Play
from everfair.loop.models.proposal import Proposal
from everfair.loop.models.result import Result
from everfair.loop.models.round import Round
from everfair.loop.models.segment import Segment, SegmentPlay
from everfair.loop.models.startable import CannotStart

__all__ = [
    "Action",
    "CannotStart",
    "CannotWithdraw",
    "Learned",
    "Member",
    "NotADraft",
    "Outlook",
    "Play",
    "Proposal",
    "Result",
    "Round",
    "Segment",
    "SegmentPlay",
    "Way",
]
