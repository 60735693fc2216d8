"""How the answers of those whom nothing names are spread, question by question: told at once, not row by row."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_QUESTIONS = 200
MOST_STEPS = 11
CLASSES = 10


@dataclass
class Question:
    low: float = 0.0
    high: float = 0.0
    steps: Counter[int] = field(default_factory=Counter)
    answers: int = 0
    sum: float = 0.0

    @property
    def is_stepped(self) -> bool:
        """A short scale has a class for each step, others have ten."""
        return self.high - self.low < MOST_STEPS and float(self.high - self.low).is_integer()

    @property
    def classes(self) -> int:
        return int(self.high - self.low) + 1 if self.is_stepped else CLASSES

    def take(self, value: float) -> None:
        self.sum += value
        above, wide = value - self.low, self.high - self.low
        place = int(above + 0.5) if self.is_stepped else int(above / wide * CLASSES)
        self.steps[min(place, self.classes - 1)] += 1

    def told(self, text: str) -> dict[str, Any]:
        measured = sum(self.steps.values())
        scale = {"low": self.low, "high": self.high, "mean": self.sum / measured} if measured else {}
        steps = [self.steps[step] for step in range(self.classes)] if measured else []
        return {"text": text, "answers": self.answers, "steps": steps, **scale}


class Spread:
    def __init__(self) -> None:
        self.questions: dict[str, Question] = {}

    def take(self, text: str, said: float | str, low: float, high: float) -> None:
        if text not in self.questions and len(self.questions) >= MOST_QUESTIONS:
            return
        question = self.questions.setdefault(text[:300], Question(low, high))
        question.answers += 1
        if not isinstance(said, str) and question.low <= said <= question.high:
            question.take(said)

    def told(self) -> list[dict[str, Any]]:
        return [question.told(text) for text, question in self.questions.items()]
