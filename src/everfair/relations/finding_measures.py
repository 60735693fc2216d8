"""Measures of money, opinion and loyalty: findings about a show, and columns of the score."""

from django.utils.translation import gettext_lazy as _

from everfair.relations.measure import Measure, Unit, Where

MEASURES = (
    Measure(
        "gaps",
        _("Gap of expectation and performance"),
        _("mean of expectation − performance, topic by topic, of respondents who gave both"),
        Unit.NUMBER,
        Where.FINDING,
        "gaps",
    ),
    Measure(
        "importance",
        _("Importance of topics"),
        _(
            "share of satisfaction explained: Shapley share of R² of overall satisfaction, beside the mean "
            "importance stated"
        ),
        Unit.SHARE,
        Where.FINDING,
        "importance",
    ),
    Measure(
        "importance-performance",
        _("Importance and performance"),
        _(
            "relative weight of each topic (its share of satisfaction explained ÷ that of all topics) "
            "against its mean performance; the lines are the means over the topics"
        ),
        Unit.SHARE,
        Where.FINDING,
        "importance-performance",
    ),
    Measure(
        "penalty-reward",
        _("Penalty and reward"),
        _(
            "change of overall satisfaction where a topic performs poorly, and where it performs "
            "well, all others apart"
        ),
        Unit.NUMBER,
        Where.FINDING,
        "penalty-reward",
    ),
    Measure(
        "competitors",
        _("Comparison with competing shows"),
        _(
            "mean score of our show and of each competing show on the same topics; differences of the "
            "same respondents"
        ),
        Unit.SHARE,
        Where.FINDING,
        "competitors",
    ),
    Measure(
        "zones",
        _("Zones of expression and expectation"),
        _(
            "share that expects a topic against the share that speaks of it by themselves; the lines "
            "are at one half"
        ),
        Unit.SHARE,
        Where.FINDING,
        "zones",
    ),
    Measure(
        "delivered-value",
        _("Delivered value"),
        _(
            "mean of the parts of value − mean of the parts of cost, of respondents who told both, "
            "each from 0 to 1"
        ),
        Unit.SHARE,
        Where.FINDING,
        "delivered-value",
    ),
    Measure(
        "quality",
        _("Quality of the relationship"),
        _(
            "means of satisfaction, trust, belonging and friendship from 0 to 1, and of the four "
            "together; alpha says how well items agree"
        ),
        Unit.SHARE,
        Where.FINDING,
        "quality",
    ),
    Measure(
        "trust-drivers",
        _("Drivers of trust"),
        _(
            "Shapley share of R² of trust: reputation, willingness to adapt, information shared, "
            "editions attended"
        ),
        Unit.SHARE,
        Where.FINDING,
        "trust-drivers",
    ),
    Measure(
        "loyalty-moves",
        _("Loyalty matrix and moves"),
        _(
            "attitude relative to competing shows against the share of the last four editions "
            "attended; moves between the last two editions with both"
        ),
        Unit.CODE,
        Where.FINDING,
        "loyalty-moves",
    ),
    Measure(
        "loyalty-types",
        _("Types of loyalty"),
        _(
            "the first rule that fits: kinship, monopoly, trust, price, incentive, convenience, "
            "inertia, latent, none"
        ),
        Unit.CODE,
        Where.FINDING,
        "loyalty-types",
    ),
    Measure(
        "loyalty-curve",
        _("Satisfaction and loyalty"),
        _(
            "L = lo + (hi − lo) S^k ÷ (S^k + m^k), share who came to the next edition by "
            "satisfaction, for each level of competition"
        ),
        Unit.SHARE,
        Where.FINDING,
        "loyalty-curve",
    ),
    Measure(
        "means-end",
        _("Means-end map"),
        _("how many ladders lead from one concept to another; arrows that at least the cutoff have"),
        Unit.COUNT,
        Where.FINDING,
        "means-end",
    ),
    Measure(
        "goals",
        _("Goals set and reached"),
        _("mean of how much a goal was set − how far it was reached, from 0 to 1, of the same customers"),
        Unit.SHARE,
        Where.FINDING,
        "goals",
    ),
    Measure(
        "churn-reasons",
        _("Reasons for leaving"),
        _("probability of each reason given the signs that are there, learnt from leavers who said why"),
        Unit.SHARE,
        Where.FINDING,
        "churn-reasons",
    ),
    Measure(
        "retention-worth",
        _("Worth of retention"),
        _("margin ÷ (1 − retention ÷ (1 + rate)) − cost of winning, now and with more points of retention"),
        Unit.MONEY,
        Where.FINDING,
        "retention-worth",
    ),
    Measure(
        "value-quadrant",
        _("Value quadrant"),
        _("profit today against profit to come, each against its mean"),
        Unit.MONEY,
        Where.FINDING,
        "value-quadrant",
    ),
    Measure(
        "value-totals",
        _("Value and cost of relationships"),
        _("sum of four values and three costs, each amount brought to today's money"),
        Unit.MONEY,
        Where.FINDING,
        "value-totals",
    ),
    Measure(
        "followers",
        _("Followers of leaders"),
        _(
            "bookings of peers in the fortnight after a leader's booking less the fortnight before, "
            "against editions in which it did not book"
        ),
        Unit.NUMBER,
        Where.FINDING,
        "followers",
    ),
    Measure(
        "referrals",
        _("Referrals and ripple"),
        _(
            "customers brought by each customer; their worth beyond those who would have come anyway, "
            "shared by weight; half of it a generation further"
        ),
        Unit.MONEY,
        Where.FINDING,
        "referrals",
    ),
    Measure(
        "calibration-of-intent",
        _("Calibration of intent"),
        _("share that came to the next edition, by how surely they had said so"),
        Unit.SHARE,
        Where.FINDING,
        "calibration-of-intent",
    ),
    Measure(
        "booking-pace",
        _("Pace of bookings"),
        _(
            "bookings week by week against what the forecast would have brought by then, in the "
            "course of past editions"
        ),
        Unit.COUNT,
        Where.FINDING,
        "booking-pace",
    ),
    Measure(
        "wallet-share",
        _("Share of wallet"),
        _("this show's part of what the customer spends on shows of its kind"),
        Unit.SHARE,
        Where.FINDING,
        "wallet-share",
    ),
    Measure(
        "segments",
        _("Groups of customers"),
        _("k-means that holds when customers are drawn again; the most stable number of groups"),
        Unit.COUNT,
        Where.FINDING,
        "segments",
    ),
    Measure(
        "lifetime-value",
        _("Lifetime value"),
        _("economic value − costs so far + discounted editions to come × margin − cost of keeping"),
        Unit.MONEY,
        Where.SCORE,
        "lifetime_value",
    ),
    Measure(
        "profitability",
        _("Profitability"),
        _("four values − three costs so far, in today's money"),
        Unit.MONEY,
        Where.SCORE,
        "profit",
    ),
    Measure(
        "potential",
        _("Potential"),
        _("discounted editions to come × margin an edition − cost of keeping"),
        Unit.MONEY,
        Where.SCORE,
        "potential",
    ),
    Measure(
        "worth-caring-for",
        _("Worth caring for"),
        _(
            "each value that exceeds the costs alone, profit today and to come where it reaches the mean, "
            "the weightiest first"
        ),
        Unit.CODE,
        Where.SCORE,
        "caring",
    ),
    Measure(
        "satisfaction",
        _("Satisfaction"),
        _("latest answer on overall satisfaction, from 0 to 1; else the latest score of a conversation"),
        Unit.SHARE,
        Where.SCORE,
        "satisfaction",
    ),
    Measure(
        "attitude",
        _("Attitude"),
        _(
            "one half plus half of our score − that of competing shows on the same topics; else the "
            "mean of items"
        ),
        Unit.SHARE,
        Where.SCORE,
        "attitude",
    ),
    Measure(
        "loyalty-phase",
        _("Phase of loyalty"),
        _("the last of cognitive, affective, conative and behavioural up to which every one holds"),
        Unit.CODE,
        Where.SCORE,
        "loyalty_phase",
    ),
    Measure(
        "decision-type",
        _("Decision type"),
        _(
            "the first rule that holds; exhibitors: trial, rational, mainstream; visitors: exploring, "
            "quality-seeking, cautious, average"
        ),
        Unit.CODE,
        Where.SCORE,
        "decision_type",
    ),
)
