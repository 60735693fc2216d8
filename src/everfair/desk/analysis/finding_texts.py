"""What each measure of money, opinion and loyalty says and what to beware of."""

from django.utils.translation import gettext_lazy as _

from everfair.desk.analysis.text import Text

ANSWERS = _("Answers to questionnaires; those before and after one edition are a pair.")
MONEY = _(
    "Stands paid for, entries of the ledger, plays done and adopted suggestions, in the currency of the show."
)
HISTORIES = _("Participations of past editions, and the forecast fitted to them.")
BOOKING_DAYS = _("Days on which stands were booked.")
ANSWERS_AND_HISTORIES = _("Answers to questionnaires, together with who came to which edition.")

TEXTS = {
    "gaps": Text(
        _(
            "Above 0 customers are dissatisfied, at 0 basically satisfied, below 0 delighted; with a "
            "90 % interval and the shares of each."
        ),
        ANSWERS,
        _(
            "The verdict is of the mean: a topic that is basically satisfied on the mean may delight "
            "half and annoy half. Fewer than 30 pairs: no figure."
        ),
        (("satisfaction", _("Satisfaction is one answer; the gap compares it with what was expected.")),),
    ),
    "importance": Text(
        _(
            "How much of the differences in overall satisfaction each topic explains, and what "
            "customers say matters to them."
        ),
        ANSWERS,
        _(
            "What is explained is association, not effect. Topics that say nearly the same share their "
            "importance; groups of topics that other people answered are weighed each by itself."
        ),
        (("importance-performance", _("The map sets the relative weight against performance.")),),
    ),
    "importance-performance": Text(
        _("Which topics to keep up, where to concentrate, where less would do, and what can wait."),
        ANSWERS,
        _(
            "The quadrants are relative: one topic always lies above a mean. Look at the intervals "
            "before a topic near a line is called anything."
        ),
    ),
    "penalty-reward": Text(
        _(
            "Tells basic topics (hurt where they lack), performance topics (both) and excitement "
            "topics (only delight) apart."
        ),
        ANSWERS,
        _(
            "Poor is up to 0.4 of the scale, good from 0.8 on. Unclear means that the interval has "
            "zero in it."
        ),
    ),
    "competitors": Text(
        _("Where we are ahead, level or behind in the eyes of customers who know both."),
        ANSWERS,
        _(
            "Customers rate shows they still come to: those who left for the other show are missing. "
            "At least ten raters a topic."
        ),
    ),
    "zones": Text(
        _(
            "Basic: expected but unspoken. Satisfaction: expected and spoken. Delight: spoken but "
            "unexpected. Loyalty: neither."
        ),
        ANSWERS,
        _("A topic near one half may fall on either side: the intervals are drawn."),
    ),
    "delivered-value": Text(
        _(
            "What customers get (product, service, staff, image) less what it costs them (money, "
            "time, energy, worry)."
        ),
        ANSWERS,
        _("Parts count alike. It compares editions and groups; the number itself has no unit."),
    ),
    "quality": Text(
        _("How good relationships are, part by part, and whether the questions measure one thing."),
        ANSWERS,
        _(
            "Together only where all four parts are known. Alpha below 0.7: do not compare single "
            "customers on that part."
        ),
    ),
    "trust-drivers": Text(
        _("What trust goes with."),
        ANSWERS_AND_HISTORIES,
        _("Association, not effect: who trusts may also see a better reputation."),
    ),
    "loyalty-moves": Text(
        _("Loyal, latent, spurious or not loyal (Dick & Basu), and who moved from where to where."),
        ANSWERS_AND_HISTORIES,
        _(
            "Attitude is told by ratings of competing shows where there are any, else by items. "
            "Newcomers have no cell: they cannot have come again."
        ),
    ),
    "loyalty-types": Text(
        _("To what a customer is loyal, placed by attachment and coming again."),
        ANSWERS_AND_HISTORIES,
        _("Rules, not a model: the lines are 0.6. A customer that fits several shows the first only."),
    ),
    "loyalty-curve": Text(
        _(
            "How much more satisfaction pays, where customers are indifferent and where they are "
            "sensitive, with a band."
        ),
        ANSWERS_AND_HISTORIES,
        _(
            "“Six times” is a claim to compare with, not a target. Levels of competition need 60 "
            "customers each, else there is one curve."
        ),
    ),
    "means-end": Text(
        _("For which consequences and end goals customers want an attribute."),
        ANSWERS,
        _(
            "The cutoff is the highest that still covers two thirds of all direct relations. Concepts "
            "count as they were written."
        ),
    ),
    "goals": Text(
        _("Which goals of taking part were missed."),
        ANSWERS,
        _("Before and after must be answered by the same respondent. Fewer than 30 pairs: no figure."),
    ),
    "churn-reasons": Text(
        _(
            "Why those who are weakening or stayed away may leave: show effect, service, price, "
            "competitor, need changed, business ended."
        ),
        ANSWERS_AND_HISTORIES,
        _(
            "With few who said why, the house's starting beliefs weigh most. A customer without any "
            "sign gets no reason."
        ),
    ),
    "retention-worth": Text(
        _("What five points more retention would do to the profit of a customer, and of all."),
        MONEY,
        _(
            "The interval is that of retention. It says what retention is worth, not what it takes to "
            "raise it."
        ),
    ),
    "value-quadrant": Text(
        _(
            "Core (both), promising (to come), earning (today), marginal (neither); and who is large "
            "and cheap while others follow."
        ),
        MONEY,
        _("The mean is drawn up by a few large ones: most customers lie below it."),
    ),
    "value-totals": Text(
        _("What all relationships brought and cost, and where the figures come from."),
        MONEY,
        _(
            "Money in other currencies than the show's is left out and counted. What nobody recorded "
            "counts as nothing."
        ),
    ),
    "followers": Text(
        _("Whether others follow the largest of their trade, with a 95 % interval and placebo days."),
        BOOKING_DAYS,
        _(
            "Associational: a leader may book when everybody does. Leaders are the largest one in "
            "twenty by stand."
        ),
    ),
    "referrals": Text(
        _("What word of mouth brings, and what goes with a lost customer besides its own loss."),
        MONEY,
        _(
            "Only what was recorded. How many would have come anyway is a belief until enough courted "
            "customers are on record."
        ),
    ),
    "calibration-of-intent": Text(
        _("How far the intent to come again can be believed."),
        ANSWERS_AND_HISTORIES,
        _("Only answers that name an edition whose next one has been held."),
    ),
    "booking-pace": Text(
        _("Whether bookings contradict the forecast, and how many will come if they go on."),
        BOOKING_DAYS,
        _(
            "Needs two past editions with booking days. Days nobody recorded are taken to be missing "
            "as often as of late."
        ),
    ),
    "wallet-share": Text(
        _("How much more there is to win with customers that come already."),
        ANSWERS,
        _("As customers say it themselves."),
    ),
    "segments": Text(
        _("Groups that differ by what they do, found rather than ruled."),
        HISTORIES,
        _(
            "Where no grouping is stable there is one group. Groups describe; they are no reason to "
            "treat anybody worse."
        ),
    ),
    "lifetime-value": Text(
        _(
            "What the customer brought of itself and will still bring, with the interval in which it "
            "will be seen nine times in ten."
        ),
        MONEY,
        _(
            "What comes through others is not in it. It needs a margin on record and thirty customers "
            "that could come again."
        ),
        (
            (
                "profitability",
                _(
                    "Profitability has what comes through others in it; lifetime value has what is still to "
                    "come."
                ),
            ),
        ),
    ),
    "profitability": Text(
        _("What the relationship left so far, directly and through others."),
        MONEY,
        _("What nobody recorded counts as nothing: look at the entries behind it."),
        (("lifetime-value", _("Lifetime value looks ahead, and only at the customer's own.")),),
    ),
    "potential": Text(
        _("What the relationship will still bring of itself."),
        MONEY,
        _("It goes by histories alike; what is known of the next edition is not in it."),
    ),
    "worth-caring-for": Text(
        _(
            "Why a relationship is worth care: it earns, or will earn, at least as much as the mean, "
            "others follow, it recommends, it teaches; large and cheap but others follow."
        ),
        MONEY,
        _("Without a reason on record a customer may still be worth it."),
    ),
    "satisfaction": Text(
        _("How satisfied the customer is."),
        ANSWERS,
        _("One voice may speak for a whole house."),
        (("gaps", _("The gap compares performance with what was expected.")),),
    ),
    "attitude": Text(
        _("How the customer likes us beside competing shows: one half is alike."),
        ANSWERS,
        _("Where nobody rated a competing show it says how they like us, not whether better."),
    ),
    "loyalty-phase": Text(
        _("How far loyalty has come; truly loyal is only who reaches the last."),
        ANSWERS_AND_HISTORIES,
        _("The line is 0.6. All three phases of attitude must have been asked."),
    ),
    "decision-type": Text(
        _("How the customer decides, by what it did and what it answered."),
        ANSWERS_AND_HISTORIES,
        _("Rules of the house: came once is trial or exploring; answers count before behaviour."),
    ),
}
