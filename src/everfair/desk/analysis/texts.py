"""What each measure says and what to beware of, for people to read; name, formula and unit stand in the catalogue
(`everfair.relations.measures`). docs/measures has a longer page of each."""

from django.utils.translation import gettext_lazy as _

from everfair.desk.analysis import finding_texts
from everfair.desk.analysis.text import Text

PARTICIPATIONS = _(
    "Participations with the status “came”, of editions that have been held and are not left out of analysis."
)
BACKTESTS = _("Backtests: each edition forecast from those before it only, against who came.")
TWO_SHARES = _(
    "Retention looks forward from the last edition's participants: how many came again. Share"
    " seen before looks back from this edition's: how many had ever come. A growing show can "
    "have high retention and few seen before."
)

TEXTS = {
    "stage": Text(
        _(
            "Where the relationship stands: cultivation, confirmation, trust, weakening or "
            "disappearance; the most probable one, with its probability and the evidence."
        ),
        _(
            "A hidden Markov model over bookings, changes of stand area, contact, satisfaction and "
            "complaints, filtered edition by edition."
        ),
        _(
            "With bookings alone even the true model names the right stage about 71 times in 100: "
            "read the probability, and record satisfaction and complaints. Staff may overrule a stage"
            " with a reason; the computed one stays on record."
        ),
        (("ladder", _("The ladder counts what was done; the stage says how the relationship goes.")),),
    ),
    "chance": Text(
        _(
            "The probability that the customer takes part in the next edition, in a usual year, with "
            "a 90 % interval that has shocks in it."
        ),
        _(
            "A logistic model of attendance so far, editions missed, length of the latest run, tenure"
            " and size of the stand, partially pooled over first years and editions."
        ),
        _(
            "It covers only those who came at least once. With few past editions most of it is "
            "borrowed from other fairs. It describes; what care would change is another question. No "
            "price and no refusal is decided by it alone."
        ),
        (("uplift", _("What a play changed is told by uplift, not by the chance.")),),
    ),
    "ladder": Text(
        _(
            "The rung a customer stands on, from non-customer over first-time, repeat and loyal to "
            "lifetime, and down to lost and lost for good."
        ),
        _("Rules on participations, bookings and the stage; the first that holds counts."),
        _("The thresholds are a starting point of the house."),
        (("stage", _("The stage says how the relationship goes; the ladder counts what was done.")),),
    ),
    "depth": Text(
        _(
            "How deep the relationship is: basic is an even exchange, cooperative opens up, "
            "interdependent has our show as the only or first choice."
        ),
        _("Rules on editions in trust, contact, and what the customer told us."),
        _("Where contact is not recorded, depth stays lower than it is."),
    ),
    "time-in-stage": Text(
        _(
            "For how many editions in a row the relationship has been in its present stage. Time in "
            "trust is above all to be lengthened, time in confirmation to be shortened."
        ),
        _("The path of most probable stages over the analysed editions."),
        _("Counted in editions, not in days; editions left out of analysis do not count."),
    ),
    "time-to-trust": Text(
        _(
            "How many editions it took from the first participation to trust. The show works to make "
            "it shorter."
        ),
        _("The path of most probable stages; the mean of a show is over those who got there."),
        _("Those who never reached trust are not in the mean, so it looks shorter than the road is."),
    ),
    "participants": Text(
        _("How many came to the edition. A customer with two stands counts once."),
        PARTICIPATIONS,
        _(
            "It is as complete as the list that was brought in: an edition with half a list is better"
            " left out of analysis."
        ),
    ),
    "first-timers": Text(
        _("How many came who had come to no earlier edition on record."),
        PARTICIPATIONS,
        _(
            "In the first editions on record nearly all are first-timers, because what was before is "
            "not known. Duplicates that were not merged count as new."
        ),
        (("returning", _("Returning are the rest: first-timers and returning add up to the participants.")),),
    ),
    "returning": Text(
        _("How many came who had come to any earlier edition, the last one or one long ago."),
        PARTICIPATIONS,
        _("The record begins with the first list that was brought in."),
        (("retention", _("Retention counts only those of the last edition, as a share of it.")),),
    ),
    "seen-before": Text(
        _("Of those who came to this edition, the share that had come to any earlier one."),
        PARTICIPATIONS,
        _(
            "It falls when a show wins many new customers, which is no bad news. Rises over the first"
            " editions on record, whatever happens."
        ),
        (("retention", TWO_SHARES),),
    ),
    "retention": Text(
        _("Of those who came to the last edition, the share that came to this one too."),
        PARTICIPATIONS,
        _(
            "Whoever skips one edition is not lost: many come back the year after. Editions left out "
            "of analysis are passed over."
        ),
        (
            ("seen-before", TWO_SHARES),
            ("rebooking-rate", _("Rebooking is the same share, told at the edition it starts from.")),
        ),
    ),
    "rebooking-rate": Text(
        _(
            "Of those who came to this edition, the share that came to the next; for the last "
            "edition, the share that has booked the next so far."
        ),
        _("Participations with the status “came”; for the edition to come also “booked”."),
        _("So far means until the data moment: it only rises until the next edition opens."),
        (("retention", _("Retention is the same share, told at the edition it leads to.")),),
    ),
    "area": Text(
        _("The area of all stands of those who came."),
        _("Stand lines of the participations."),
        _(
            "Stands whose area is not known count as nothing: n says how many are known. Stands "
            "shared by several are counted with each line that was brought in."
        ),
    ),
    "expected-count": Text(
        _("How many of those who came before will come to the next edition, with a 90 % interval."),
        _(
            "The chances of all who came before, added up; the interval from 2,000 draws of "
            "coefficients, of the year, and of each one's own luck."
        ),
        _(
            "First-timers are not in it. The interval is wide on purpose and lopsided downwards, "
            "since a shock strikes all at once: on 32 past editions of three real fairs it held what "
            "came 31 times."
        ),
        (
            ("chance", _("The expected count is the sum of the chances.")),
            ("booking-pace", _("With first-timers, and by the pace of bookings, other counts are expected.")),
        ),
    ),
    "auc": Text(
        _(
            "Of two customers, one who came and one who did not, how often the one who came had been "
            "given the higher chance. One half is a coin, one is perfect."
        ),
        BACKTESTS,
        _("It judges the order only: a forecast twice too high has the same AUC."),
        (
            ("calibration", _("Calibration judges the height of the chances.")),
            ("log-loss", _("Log-loss judges both.")),
        ),
    ),
    "log-loss": Text(
        _(
            "How much the forecast was surprised by what came; smaller is better. It punishes being "
            "sure and wrong."
        ),
        BACKTESTS,
        _(
            "Compare it only on the same edition and the same customers: where nearly all stay away, "
            "everybody's log-loss is low."
        ),
        (("auc", _("AUC judges the order only.")),),
    ),
    "calibration": Text(
        _("Whether, of those given 30 %, about 30 in 100 came."),
        BACKTESTS,
        _(
            "With ten groups one fails by luck. In the year of a shock all groups lie below their "
            "forecasts together: that is the year, not the order of customers."
        ),
        (
            (
                "expected-count",
                _("Whether the year as a whole was forecast well is judged by the expected count."),
            ),
        ),
    ),
    "uplift": Text(
        _(
            "What a round's plays changed: those treated against a random hold-out that got nothing, "
            "with a 95 % interval."
        ),
        _("Results of closed rounds; adjusted by the chance known before the round."),
        _(
            "With fewer than ten on either side no figure is told, but how many it would take. An "
            "interval with zero in it means unclear, not that care does nothing."
        ),
        (("chance", _("The chance says who will come; uplift says what care changes.")),),
    ),
    **finding_texts.TEXTS,
}
