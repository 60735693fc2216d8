"""Reading the rows of a list of ratings: a competing show, a topic, a value on a scale."""

from typing import Any

from everfair.intake.on_scale import number_on
from everfair.intake.questions import topics_for
from everfair.intake.recognising import plain_header
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.respondents import SurveyReader
from everfair.surveys.models import Topic

USUAL = [1.0, 5.0]


class RatingsReader(SurveyReader):
    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        topics = [one for one in topics_for(self.by) if one.kind in (Topic.Kind.ATTRIBUTE, Topic.Kind.GOAL)]
        self.topics = {
            plain_header(name): one for one in topics for name in (one.code, one.zh, one.en) if name
        }
        self.right = [str(one) for one in topics[:12]]

    def take(self, line: Line) -> None:
        self._meet_topic(line)
        self._measure_value(line)

    def _meet_topic(self, line: Line) -> None:
        if not line.get("topic"):
            return
        topic = self.topics.get(plain_header(line.text("topic")))
        if topic is None:
            self.refuse(line, self.place("topic"), "topic_unknown", right=self.right)
        else:
            line.values["topic"] = topic.code

    def _measure_value(self, line: Line) -> None:
        if not line.get("value"):
            return
        low, high = line.values["scale"] = line.get("scale") or USUAL
        value = number_on(line.text("value"), low, high)
        scale = {"lowest": f"{low:g}", "highest": f"{high:g}"}
        if value is None:
            self.refuse(line, self.place("value"), "answer_unreadable", **scale)
        elif not low <= value <= high:
            self.refuse(line, self.place("value"), "answer_off_scale", **scale)
        else:
            line.values["value"] = value
