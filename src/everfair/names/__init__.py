"""Names of organisations and persons, and contact points, made comparable and findable.

Pure: no clock, no I/O, no Django. OpenCC, pypinyin and RapidFuzz are loaded by the functions that need them, when
they first do; `query_terms`, the contact keys and `plain_terms` need none.
"""

from everfair.names.affiliation import affiliation
from everfair.names.branches import Branch
from everfair.names.contact_key import ContactKey
from everfair.names.decision import CERTAIN, DIFFERENT, DOUBTFUL, RELATED, Decision, decide, strangers
from everfair.names.emails import email_domain_key, email_key
from everfair.names.keys import Key, core_keys, keys
from everfair.names.likeness import Similarity, similarity
from everfair.names.name import Name, normalise
from everfair.names.pairing import Pair, across_languages, contested, short_with_full
from everfair.names.persons import person_core, person_keys
from everfair.names.phones import phone_key
from everfair.names.query import Term, fts5_match, letters_left_out, query_terms, tsquery
from everfair.names.reading import Reading, order_of, read
from everfair.names.readings import initials, pinyin, surname_and_given, surname_readings
from everfair.names.record import Record
from everfair.names.search import plain_terms, search_terms, terms_apart
from everfair.names.websites import website_key

__all__ = [
    "CERTAIN",
    "DIFFERENT",
    "DOUBTFUL",
    "RELATED",
    "Branch",
    "ContactKey",
    "Decision",
    "Key",
    "Name",
    "Pair",
    "Reading",
    "Record",
    "Similarity",
    "Term",
    "across_languages",
    "affiliation",
    "contested",
    "core_keys",
    "decide",
    "email_domain_key",
    "email_key",
    "fts5_match",
    "initials",
    "keys",
    "letters_left_out",
    "normalise",
    "order_of",
    "person_core",
    "person_keys",
    "phone_key",
    "pinyin",
    "plain_terms",
    "query_terms",
    "read",
    "search_terms",
    "short_with_full",
    "similarity",
    "strangers",
    "surname_and_given",
    "surname_readings",
    "terms_apart",
    "tsquery",
    "website_key",
]
