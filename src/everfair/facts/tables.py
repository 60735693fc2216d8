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
    ),
)
INTERACTIONS = Table(
    "interactions",
    "a dealing with a customer; one that names no series counts for each of the customer's relationships",
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
TABLES = (EDITIONS, RELATIONSHIPS, PARTICIPATIONS, INTERACTIONS)
