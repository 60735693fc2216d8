"""Lists of answers: responses of customers and of respondents nobody knows."""

from typing import Any

from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.intake.questions import Questionnaire, questionnaire_of
from everfair.jobs.imports.placing import edition_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.shows import Show
from everfair.jobs.imports.survey_rules import rating_key, response_key
from everfair.jobs.imports.writer import Ids, Writer
from everfair.parties.among import among
from everfair.parties.inserting import Row, insert
from everfair.shows.models.role import Side
from everfair.surveys.making import Wanted, make_instrument
from everfair.surveys.models import Answer, Competitor, Instrument, Item, Rating, Response, Topic


class SurveyWriter(Writer):
    def show(self, line: Line) -> Show:
        show = self.shows.series(line.text("series"))
        assert show is not None, "a row of a show that is not theirs is not fresh"
        return show

    def place(self, line: Line, party: int | None) -> dict[str, Any]:
        show = self.show(line)
        return {
            "party_id": party,
            "respondent": line.text("respondent"),
            "series_id": show.pk,
            "side": line.text("side") or Side.EXHIBITOR.value,
            "edition_id": edition_of(show, line),
            "source": self.source.name[:120],
            "recorded_by_id": self.source.user_id,
        }

    def relate_to(self, rows: list[Any]) -> None:
        self.relate({(row.party_id, row.series_id, row.side) for row in rows if row.party_id is not None})


def whose(line: Line, firms: Ids, people: Ids) -> tuple[int | None, int | None]:
    """Customer and person: who answers for no organisation is the customer."""
    firm, person = firms.get(line.row), people.get(line.row)
    return (person, None) if firm is None else (firm, person)


class AnswersWriter(SurveyWriter):
    object_type = "surveys.response"

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.instrument: Instrument | None = None
        self.items: dict[str, int] = {}

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        instrument = self.instrument = self.instrument or self.found()
        keys = [response_key(instrument, self.show(line), line) for line in lines]
        held = on_file(keys)
        new = {
            key: self.response(instrument, key, line, *whose(line, firms, people))
            for key, line in zip(keys, lines, strict=True)
            if key not in held
        }
        Response.objects.bulk_create(new.values(), batch_size=500)
        known = set(held.values())
        held |= {key: row.pk for key, row in new.items()}
        self.answer(zip(keys, lines, strict=True), held, known)
        self.relate_to(list(new.values()))
        return [held[key] for key in keys]

    def found(self) -> Instrument:
        """The instrument of the list, made with the first rows where it is new."""
        batch = Batch.objects.select_related("created_by").get(pk=self.batch_id)
        asked = questionnaire_of(batch.givens)
        assert asked is not None, "a list is not checked without one"
        made = make(asked, batch.series_id, batch.created_by)
        self.items = dict(Item.objects.filter(instrument=made).values_list("code", "pk"))
        return made

    def response(
        self, instrument: Instrument, key: str, line: Line, party: int | None, person: int | None
    ) -> Response:
        return Response(
            instrument=instrument,
            person_id=person,
            moment=line.text("moment") or Response.Moment.ONCE,
            answered_on=line.get("date"),
            natural_key=key,
            **self.place(line, party),
        )

    def answer(self, told: Any, responses: dict[str, int], known: set[int]) -> None:
        """An answer that is on file already stays as it is. `known`: the responses that are."""
        rows: list[Row] = [
            (responses[key], self.items[code], *stored(said))
            for key, line in told
            for code, said in line.values["answers"].items()
            if code in self.items
        ]
        self.repeat([row for row in rows if row[0] in known])
        insert(Answer, ("response_id", "item_id", "value", "text"), rows, ignore_conflicts=True)

    def repeat(self, rows: list[Row]) -> None:
        """Answers that stand on file word for word."""
        held = Answer.objects.filter(response__in=among({int(row[0] or 0) for row in rows})) if rows else ()
        told = set(map(tuple, rows))
        on_file = ((one.pk, (one.response_id, one.item_id, one.value, one.text)) for one in held)
        self.former.repeat(Answer, (pk for pk, answer in on_file if answer in told))


def stored(said: float | str) -> tuple[float | None, str]:
    """A number, or words."""
    return (None, said) if isinstance(said, str) else (said, "")


def on_file(keys: list[str]) -> dict[str, int]:
    return dict(Response.objects.filter(natural_key__in=among(keys)).values_list("natural_key", "pk"))


def make(asked: Questionnaire, series: int | None, by: User | None) -> Instrument:
    """The instrument of a questionnaire; as it stands where it is on file."""
    wanted = (
        Wanted(
            one.code, one.asks, one.topic.removeprefix("+"), one.low, one.high, one.is_turned, one.zh, one.en
        )
        for one in asked.questions
    )
    return make_instrument(asked.code, asked.zh, asked.en, wanted, series=series, by=by)


class RatingsWriter(SurveyWriter):
    object_type = "surveys.rating"

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.topics = dict(Topic.objects.values_list("code", "pk"))
        self.competitors: dict[tuple[int, str], int] = {}

    def write_rows(self, lines: list[Line], firms: Ids, people: Ids) -> list[int]:
        keys = [rating_key(self.show(line), line) for line in lines]
        held = dict(Rating.objects.filter(natural_key__in=among(keys)).values_list("natural_key", "pk"))
        new = {
            key: self.rating(key, line, whose(line, firms, people)[0])
            for key, line in zip(keys, lines, strict=True)
            if key not in held
        }
        Rating.objects.bulk_create(new.values(), batch_size=500)
        held |= {key: row.pk for key, row in new.items()}
        self.relate_to(list(new.values()))
        return [held[key] for key in keys]

    def rating(self, key: str, line: Line, party: int | None) -> Rating:
        low, high = line.get("scale")
        return Rating(
            competitor_id=self.competitor(self.show(line), line.text("competitor")),
            topic_id=self.topics[line.text("topic")],
            value=line.get("value"),
            low=low,
            high=high,
            rated_on=line.get("date"),
            natural_key=key,
            **self.place(line, party),
        )

    def competitor(self, show: Show, name: str) -> int:
        """Of that name in the market of the show, whichever way it is written in capitals."""
        assert show.pk is not None, "shows are made before the first row"
        at = (show.pk, name.casefold())
        if at not in self.competitors:
            held = {one.name.casefold(): one.pk for one in Competitor.objects.filter(series=show.pk)}
            made = held.get(name.casefold()) or Competitor.objects.create(series_id=show.pk, name=name).pk
            self.competitors[at] = made
        return self.competitors[at]
