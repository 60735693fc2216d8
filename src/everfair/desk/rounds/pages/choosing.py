"""Choosing plays for a segment, with what each did before."""

from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from everfair.desk.rounds import words
from everfair.desk.rounds.forms import TermsForm
from everfair.desk.rounds.pages.acts import locked
from everfair.desk.rounds.pages.segments import OfSegment
from everfair.loop.history import results_of_plays
from everfair.loop.models import NotADraft, Play, SegmentPlay


class ChoosePlays(OfSegment):
    """The plays of the playbook beside a segment, those for its stages first."""

    def get(self, request: HttpRequest, pk: int, segment: int) -> HttpResponse:
        return render(request, "rounds/_choose.html", self.context())

    def context(self) -> dict[str, object]:
        plays = list(Play.objects.filter(is_retired=False))
        fitting = [play for play in plays if self.fits(play)]
        others = [play for play in plays if play not in fitting]
        return {
            "round": self.round,
            "segment": self.segment,
            "whom": words.whom(self.segment),
            "groups": [(True, self.offers(fitting)), (False, self.offers(others))],
        }

    def fits(self, play: Play) -> bool:
        stages = self.segment.stages
        return (not stages or play.stage in stages) and play.maturity in {"", self.round.series.maturity}

    def offers(self, plays: list[Play]) -> list[dict[str, object]]:
        chosen = set(self.segment.plays.values_list("play_id", flat=True))
        told = results_of_plays(self.scope)
        return [
            {"play": play, "chosen": play.pk in chosen, "past": words.past_of_play(told.get(play.pk, []))}
            for play in plays
        ]

    def post(self, request: HttpRequest, pk: int, segment: int) -> HttpResponse:
        """Choose a play, or take it away again."""
        key = request.POST.get("play", "")
        play = get_object_or_404(Play, pk=key if key.isdecimal() and len(key) < 19 else 0)
        use = self.segment.plays.filter(play=play).first()
        try:
            if use is None:
                self.round.choose(self.segment, play, by=self.person, deadline=self.round.edition.starts_on)
            else:
                self.round.drop(use, by=self.person)
        except NotADraft:
            return locked(request)
        response = self.board(dialog=True)
        panel = render(request, "rounds/_choose.html", self.context())
        response.content = panel.content + response.content
        return response


class Terms(OfSegment):
    """Who does it, until when, at what cost each."""

    @cached_property
    def use(self) -> SegmentPlay:
        found: SegmentPlay = get_object_or_404(
            SegmentPlay.objects.select_related("play"),
            segment=self.segment,
            pk=self.kwargs["use"],
        )
        return found

    def form(self, data: object = None) -> TermsForm:
        return TermsForm(data, of=self.round, use=self.use)

    def get(self, request: HttpRequest, pk: int, segment: int, use: int) -> HttpResponse:
        return self.dialog(self.form())

    def post(self, request: HttpRequest, pk: int, segment: int, use: int) -> HttpResponse:
        try:
            if request.POST.get("drop"):
                self.round.drop(self.use, by=self.person)
                return self.board(dialog=True)
            form = self.form(request.POST)
            if not form.is_valid():
                return self.dialog(form, 422)
            self.round.choose(self.segment, self.use.play, by=self.person, **form.values)
        except NotADraft:
            return locked(request)
        return self.board(dialog=True)

    def dialog(self, form: TermsForm, status: int = 200) -> HttpResponse:
        told = results_of_plays(self.scope).get(self.use.play_id, [])
        context = {
            "form": form,
            "round": self.round,
            "segment": self.segment,
            "use": self.use,
            "past": words.past_of_play(told),
        }
        return render(self.request, "rounds/_terms.html", context, status=status)
