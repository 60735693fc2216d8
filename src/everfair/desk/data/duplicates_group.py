"""Three or more that hang together: who of them is one customer, chosen at once and merged in one go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from everfair.desk.data.duplicates_access import Asking, of_pair
from everfair.desk.data.duplicates_row import told
from everfair.desk.data.duplicates_sides import Side, contacts, names, once, places
from everfair.desk.data.duplicates_trail import decided
from everfair.parties import merging, reasons
from everfair.parties.clusters import Cluster, cluster_of, wishes
from everfair.parties.models import Party, PossibleDuplicate
from everfair.parties.preview import facts
from everfair.relations.pairs import told_of


@require_http_methods(["GET", "HEAD", "POST"])
@of_pair
def group(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    cluster = cluster_of(pair, asking.undecided)
    parties = Party.objects.in_bulk(cluster.parties)
    if request.method == "POST":
        return merge_chosen(request, asking, pair, cluster, parties)
    return render(request, "desk_data/duplicates/group.html", shown(request, asking, pair, cluster, parties))


def shown(
    request: HttpRequest, asking: Asking, pair: PossibleDuplicate, cluster: Cluster, parties: dict[int, Party]
) -> dict[str, Any]:
    members = [member(parties[one], asking) for one in cluster.parties]
    stays = max(members, key=lambda one: (one["may"], one["facts"], -one["party"].pk))["party"]
    return {
        "pair": pair,
        "members": members,
        "stays": stays,
        "pairs": [
            {
                "pair": each,
                "first": parties[each.first_id],
                "second": parties[each.second_id],
                "reasons": reasons.foremost(each.reasons),
            }
            for each in sorted(cluster.pairs, key=lambda each: -each.score)
        ],
        "is_whole": cluster.is_whole,
        "query": told(request.GET),
        "may_any": sum(one["may"] for one in members) > 1,
    }


def member(party: Party, asking: Asking) -> dict[str, Any]:
    side = Side(party)
    return {
        "party": party,
        "names": [text for _key, text, _note in once(names(side)) if text != str(party)][:6],
        "place": " · ".join(text for _key, text, _note in once(places(side, "city"))[:2]),
        "reached": [text for _key, text, _note in once(contacts(side, "website", "email", "phone"))][:4],
        "facts": facts(party.pk, told_of(asking.scope)),
        "may": asking.may_decide(party),
    }


def merge_chosen(
    request: HttpRequest, asking: Asking, pair: PossibleDuplicate, cluster: Cluster, parties: dict[int, Party]
) -> HttpResponseBase:
    """The chosen become one; those left out stay as they are, and stay asked about."""
    query = told(request.GET)
    chosen = [one for one in cluster.parties if str(one) in request.POST.getlist("member")]
    survivor = next((one for one in chosen if str(one) == request.POST.get("survivor")), None)
    if survivor is None or len(chosen) < 2:
        messages.error(request, _("Choose at least two, and which of them stays."))
        return redirect(f"{reverse('data:duplicate-group', args=[pair.pk])}?{query}")
    asking.must_decide(*(parties[one] for one in chosen))
    done, refused = merging.merge_many(wishes(survivor, chosen, cluster), by=asking.user)
    for made in done:
        decided(request, "merge", made.pk, _("%(absorbed)s now counts as %(survivor)s.") % {
            "absorbed": parties[made.absorbed_id], "survivor": parties[survivor],
        })  # fmt: skip
    for _wish, code in refused:
        messages.error(request, reasons.in_words(code))
    if refused:
        n = len(refused)
        messages.warning(request, ngettext("%(n)s was left.", "%(n)s were left.", n) % {"n": n})
    return redirect(f"{reverse('data:duplicates-first')}?{query}")
