"""The fact tables. Ids are those of the books, so that scores find their way back."""

from everfair.facts.shape import Column, Table, Type

EDITIONS = Table(
    "editions",
    "editions of all series that count for analysis",
    (
        Column("edition", Type.WHOLE, "id of the edition"),
        Column("series", Type.WHOLE, "id of its series"),
        Column("ordinal", Type.WHOLE, "puts the editions of a series in order"),
        Column("label", Type.TEXT, "what people call it"),
        Column("starts_on", Type.DATE, "first day, in the place of the show", may_be_unknown=True),
        Column("is_held", Type.FLAG, "whether it has been held"),
    ),
)
RELATIONSHIPS = Table(
    "relationships",
    "a party and a series on one side of the show; merged parties are one",
    (
        Column("relationship", Type.WHOLE, "id of the relationship"),
        Column("series", Type.WHOLE, "id of the series"),
        Column("side", Type.TEXT, "exhibitor, visitor, sponsor or partner"),
        Column("recorded_at", Type.INSTANT, "when it was entered"),
        Column("industry", Type.TEXT, "what the party trades in"),
    ),
)
PARTICIPATIONS = Table(
    "participations",
    "a relationship takes part in an edition, once for each role it has there",
    (
        Column("relationship", Type.WHOLE, "id of the relationship"),
        Column("series", Type.WHOLE, "id of its series"),
        Column("side", Type.TEXT, "its side of the show"),
        Column("edition", Type.WHOLE, "id of the edition"),
        Column("status", Type.TEXT, "invited, applied, booked, came, no_show or cancelled"),
        Column("area_dm2", Type.WHOLE, "area of all its stands, in square decimetres", may_be_unknown=True),
        Column(
            "amount_minor",
            Type.WHOLE,
            "what they cost, in minor units; none where mixed",
            may_be_unknown=True,
        ),
        Column("currency", Type.TEXT, "currency of the amount"),
        Column("occurred_on", Type.DATE, "when it took place: first day of the edition", may_be_unknown=True),
        Column("recorded_at", Type.INSTANT, "when it was entered"),
        Column("booked_on", Type.DATE, "when it was booked", may_be_unknown=True),
    ),
)
INTERACTIONS = Table(
    "interactions",
    "a dealing with a customer; one that names no series counts for each of the customer's relationships, and an answer"
    " on overall satisfaction counts as one",
    (
        Column("relationship", Type.WHOLE, "id of the relationship"),
        Column("series", Type.WHOLE, "id of its series"),
        Column("side", Type.TEXT, "its side of the show"),
        Column("kind", Type.TEXT, "contact, meeting, enquiry, event, complaint, satisfaction or note"),
        Column(
            "outcome", Type.TEXT, "reached, not_reached, interested, declined, booked, solved, unsolved or ''"
        ),
        Column("score", Type.WHOLE, "satisfaction from 0 to 10", may_be_unknown=True),
        Column("occurred_on", Type.DATE, "when it took place"),
        Column("recorded_at", Type.INSTANT, "when it was entered"),
    ),
)
_RELATIONSHIP = (
    Column("relationship", Type.WHOLE, "id of the relationship"),
    Column("series", Type.WHOLE, "id of its series"),
    Column("side", Type.TEXT, "its side of the show"),
)
_RESPONDENT = (
    Column("relationship", Type.WHOLE, "id of the relationship of who answered", may_be_unknown=True),
    Column("series", Type.WHOLE, "id of the series asked about"),
    Column("side", Type.TEXT, "the side of the show on which they stand"),
    Column("edition", Type.WHOLE, "id of the edition asked about", may_be_unknown=True),
    Column(
        "respondent", Type.TEXT, "what one is called of whom no more is known, '' where the relationship is"
    ),
)
_EDITION = Column("edition", Type.WHOLE, "id of the edition it belongs to", may_be_unknown=True)
_SCALE = (
    Column("low", Type.NUMBER, "lowest value of the scale"),
    Column("high", Type.NUMBER, "highest value of the scale"),
)
_MONEY = (
    Column("amount_minor", Type.WHOLE, "how much, in minor units; a cost too is above 0"),
    Column("currency", Type.TEXT, "currency of the amount"),
)
_WHEN = (
    Column("occurred_on", Type.DATE, "when it was said or done"),
    Column("recorded_at", Type.INSTANT, "when it was entered"),
)
ANSWERS = Table(
    "answers",
    "what a respondent says to one item of a questionnaire",
    (
        *_RESPONDENT,
        Column("response", Type.WHOLE, "id of the response; of the first, where before and after are a pair"),
        Column("item", Type.WHOLE, "id of the item"),
        Column("asks", Type.TEXT, "what the item asks for, see surveys.Asks"),
        Column("topic", Type.TEXT, "code of the topic, '' without one"),
        Column(
            "value", Type.NUMBER, "the answer on the scale; unknown where it is in words", may_be_unknown=True
        ),
        *_SCALE,
        Column("is_turned", Type.FLAG, "whether the high end is the bad one"),
        Column("text", Type.TEXT, "the answer in words"),
        *_WHEN,
    ),
)
RATINGS = Table(
    "ratings",
    "how a competing show does on a topic, in the eyes of a respondent",
    (
        *_RESPONDENT,
        Column("competitor", Type.WHOLE, "id of the competing show"),
        Column("topic", Type.TEXT, "code of the topic"),
        Column("value", Type.NUMBER, "the rating on the scale"),
        *_SCALE,
        *_WHEN,
    ),
)
LEDGER = Table(
    "ledger",
    "a value a relationship brought or what it cost: entries, and what plays done for it cost",
    (
        *_RELATIONSHIP,
        _EDITION,
        Column("kind", Type.TEXT, "one of science.ledger.KINDS"),
        *_MONEY,
        Column("is_entry", Type.FLAG, "written down as such; else the cost of a play"),
        *_WHEN,
    ),
)
REFERRALS = Table(
    "referrals",
    "a relationship brought another by word of mouth, or kept it away",
    (
        Column(
            "referrer",
            Type.WHOLE,
            "id of the relationship that told: on another side, if there is none on this one",
        ),
        Column("child", Type.WHOLE, "id of the one it told", may_be_unknown=True),
        Column("series", Type.WHOLE, "id of the series"),
        Column("side", Type.TEXT, "the side of the show on which the child stands"),
        Column("weight", Type.NUMBER, "its part, where several told the same one; any unit"),
        Column("is_warning", Type.FLAG, "whether it kept the other away"),
        *_WHEN,
    ),
)
SUGGESTIONS = Table(
    "suggestions",
    "what a customer told us that we could use",
    (
        *_RELATIONSHIP,
        _EDITION,
        Column("kind", Type.TEXT, "needs, innovation, competitors, satisfaction or development"),
        Column("state", Type.TEXT, "received, answered, adopted or declined"),
        Column("effect_minor", Type.WHOLE, "what it saved or earned, in minor units", may_be_unknown=True),
        Column("currency", Type.TEXT, "currency of the effect"),
        *_WHEN,
    ),
)
TERMS = Table(
    "terms",
    "what the money of a series is reckoned with",
    (
        Column("series", Type.WHOLE, "id of the series"),
        Column("currency", Type.TEXT, "its currency"),
        Column("margin", Type.NUMBER, "share of what stands are paid for that is left"),
        Column("rate", Type.NUMBER, "discount rate a year"),
        Column("gamma", Type.NUMBER, "share of a recommendation's worth credited a generation further"),
        Column("contact_minor", Type.WHOLE, "cost of one contact, in minor units"),
    ),
)
TABLES = (
    EDITIONS,
    RELATIONSHIPS,
    PARTICIPATIONS,
    INTERACTIONS,
    ANSWERS,
    RATINGS,
    LEDGER,
    REFERRALS,
    SUGGESTIONS,
    TERMS,
)
