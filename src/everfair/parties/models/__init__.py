from everfair.parties.models.contacts import Consent, ContactPoint, Employment
from everfair.parties.models.identity import ExternalId, KeepApart, Link, MatchKey, Merge, PossibleDuplicate
from everfair.parties.models.linkage import LinkageModel, Thresholds
from everfair.parties.models.name import Name
from everfair.parties.models.owned import RecordedParty, Superseding
from everfair.parties.models.party import Closeness, Organisation, Party, Person
from everfair.parties.models.search_entry import SearchEntry

__all__ = [
    "Closeness",
    "Consent",
    "ContactPoint",
    "Employment",
    "ExternalId",
    "KeepApart",
    "Link",
    "LinkageModel",
    "MatchKey",
    "Merge",
    "Name",
    "Organisation",
    "Party",
    "Person",
    "PossibleDuplicate",
    "RecordedParty",
    "SearchEntry",
    "Superseding",
    "Thresholds",
]
