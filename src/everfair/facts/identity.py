"""What records are compared by when it is asked who is who: one row a record, every column ready for comparing.

Nothing here is shown to anybody; a column says nothing where it is empty ('' or no members).
"""

from everfair.facts.shape import Column, Table, Type

ORGANISATION, PERSON = "organisation", "person"

_WHO = (
    Column("id", Type.WHOLE, "tells the records apart"),
    Column("side", Type.TEXT, "records of one side are not compared with each other; '' compares with all"),
)
_REACHED = (
    Column("mailboxes", Type.TEXTS, "e-mail addresses, folded"),
    Column("lines", Type.TEXTS, "complete telephone numbers that no strangers share"),
    Column("ids", Type.TEXTS, "ids elsewhere, as source:value"),
)
ORGANISATIONS = Table(
    "organisations_to_link",
    "organisations to be compared",
    (
        *_WHO,
        Column("core", Type.TEXT, "the chief name, ready for comparing"),
        Column("bare", Type.TEXT, "the same without its place"),
        Column("head", Type.TEXT, "the head office's, of a branch"),
        Column("brand", Type.TEXT, "what sets the chief name apart, without trade words"),
        Column("sound", Type.TEXT, "the brand, read aloud in Latin letters"),
        Column("reading", Type.TEXT, "the bare name, read aloud"),
        Column("initials", Type.TEXT, "first letters of the reading"),
        Column("script", Type.TEXT, "of the chief name: latin or signs"),
        Column("place", Type.TEXT, "in the name or the address"),
        Column("form", Type.TEXT, "legal form"),
        Column("branch", Type.TEXT, "which branch it is; '' is the head office"),
        Column("country", Type.TEXT, "ISO code"),
        Column("han", Type.TEXT, "the longest Chinese name, with its place"),
        Column("short", Type.TEXT, "a Chinese name that may shorten another, without its place"),
        Column("whole", Type.TEXT, "the same with its place"),
        Column("inside", Type.TEXT, "the same, where it is long enough to be found inside another"),
        Column(
            "brand_sketch",
            Type.TEXT,
            "pattern of LIKE: it begins with the first two signs, and the others come behind",
        ),
        Column("begun_sketch", Type.TEXT, "the same, its signs in order from the beginning of a name"),
        Column("sketch", Type.TEXT, "the same, its signs in order anywhere"),
        Column("cores", Type.TEXTS, "every name, ready for comparing"),
        Column("brands", Type.TEXTS, "brands of every name"),
        Column("sounds", Type.TEXTS, "readings of the brands"),
        Column("ideas", Type.TEXTS, "what the names say of trade and kind, the same in all languages"),
        Column("words", Type.TEXTS, "Latin words of the names"),
        Column("domains", Type.TEXTS, "own web and mail domains, and pages"),
        *_REACHED,
    ),
)
PERSONS = Table(
    "persons_to_link",
    "persons to be compared",
    (
        *_WHO,
        Column("given", Type.TEXT, "given name, folded"),
        Column("surname", Type.TEXT, "surname, folded"),
        Column("given_sound", Type.TEXT, "given name, read aloud in Latin letters"),
        Column("surname_sound", Type.TEXT, "surname, read aloud in Latin letters"),
        Column("birth_date", Type.TEXT, "date of birth, digits only"),
        Column("number", Type.TEXT, "a number of the person: identity card, social security"),
        Column("street", Type.TEXT, "street and house number"),
        Column("quarter", Type.TEXT, "second line of the address"),
        Column("city", Type.TEXT, "city or suburb"),
        Column("postcode", Type.TEXT, "postcode"),
        Column("region", Type.TEXT, "state or province"),
        Column("employers", Type.TEXTS, "organisations the person works for"),
        *_REACHED,
    ),
)
TABLES_TO_LINK = {ORGANISATION: ORGANISATIONS, PERSON: PERSONS}
