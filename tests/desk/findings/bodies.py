# ruff: noqa: E501  a body stands in one line
"""A body of every shape that `relations.findings` declares, with figures that are easily told apart."""

from dataclasses import dataclass, field
from typing import Any

DRILL = {"to": "score", "by": "", "value": ""}
PARTS = ("satisfaction", "trust", "belonging", "friendship", "overall")
CELLS = ("loyal", "latent", "spurious", "not_loyal")
MONEY = ("economic", "demonstration", "recommendation", "capability", "initial", "maintenance", "ending")


def around(value: float, half: float = 0.05) -> dict[str, float]:
    return {"low": value - half, "high": value + half}


def gap(topic: str, expectation: float, performance: float, verdict: str) -> dict[str, Any]:
    found = expectation - performance
    return {
        "topic": topic, "n": 40, "scale": [1, 5], "expectation": expectation, "performance": performance, "gap": found,
        **around(found, 0.2), "dissatisfied": 0.5, "satisfied": 0.3, "delighted": 0.2, "verdict": verdict,
    }  # fmt: skip


@dataclass
class Bodies:
    """Of two editions, two relationships, one competing show."""

    editions: list[int]
    relationships: list[int]
    competitor: int
    topics: list[str] = field(default_factory=lambda: ["show-effect", "layout"])

    def all(self) -> dict[str, dict[str, Any]]:
        whole = {**self.satisfaction(), **self.loyalty(), **self.money(), **self.leaving(), **self.wanted()}
        return {code: {"n": 40, "drill": DRILL, **body} for code, body in whole.items()}

    def satisfaction(self) -> dict[str, dict[str, Any]]:
        effect, layout = self.topics
        placed = {"n": 40, "performance": 0.4, "performance_low": 0.35, "performance_high": 0.45, "importance": 0.7,
                  "importance_low": 0.6, "importance_high": 0.8, "stated": 0.5}  # fmt: skip
        return {
            "gaps": {"lacking": [], "marks": [gap(layout, 3.0, 4.0, "delighted"), gap(effect, 4.5, 3.5, "dissatisfied")]},
            "importance": {"outcome": "overall", "r2": 0.6, "lacking": [], "marks": [
                {"topic": effect, "derived": 0.4, **around(0.4), "relative": 0.7, "rises": True, "stated": 0.9, "stated_n": 30},
                {"topic": layout, "derived": 0.2, **around(0.2), "relative": 0.3, "rises": True, "stated": None, "stated_n": 0}]},
            "penalty-reward": {"marks": [
                {"topic": effect, "penalty": -0.3, "penalty_low": -0.4, "penalty_high": -0.2, "reward": 0.0, "reward_low": -0.1, "reward_high": 0.1, "kind": "basic"},
                {"topic": layout, "penalty": 0.0, "penalty_low": None, "penalty_high": None, "reward": 0.2, "reward_low": 0.1, "reward_high": 0.3, "kind": "excitement"}]},
            "importance-performance": {"lines": {"performance": 0.6, "importance": 0.5}, "marks": [
                {"topic": effect, **placed, "quadrant": "concentrate_here"},
                {"topic": layout, **placed, "performance": 0.8, "importance": 0.3, "quadrant": "possible_overkill"}]},
            "competitors": {"competitors": [self.competitor], "topics": [effect, layout],
                "marks": [{"topic": effect, "competitor": one, "n": 30, "mean": mean, **around(mean)} for one, mean in ((None, 0.5), (self.competitor, 0.7))],
                "differences": [{"topic": effect, "competitor": self.competitor, "n": 30, "difference": -0.2, "low": -0.3, "high": -0.1, "verdict": "behind",
                    "ours": [0.5, 0.45, 0.55], "theirs": [0.7, 0.65, 0.75]}]},
            "zones": {"marks": [{"topic": effect, "n": 40, "expected": 0.9, "expected_low": 0.8, "expected_high": 0.95, "spoken": 0.1, "spoken_low": 0.05, "spoken_high": 0.2, "zone": "basic"}]},
            "delivered-value": {"value": 0.7, "cost": 0.5, "delivered": 0.2, "low": 0.1, "high": 0.3, "marks": [
                {"kind": kind, "topic": effect, "n": 40, "mean": 0.6, **around(0.6)} for kind in ("value", "cost")]},
            "quality": {"marks": [{"part": part, "n": 40, "mean": 0.5 + at / 20, **around(0.5 + at / 20), "items": 3, "alpha": 0.9 - at / 10, "alpha_low": 0.4, "alpha_high": 0.95} for at, part in enumerate(PARTS)]},
            "trust-drivers": {"r2": 0.4, "marks": [{"driver": "reputation", "share": 0.3, **around(0.3), "relative": 0.75, "rises": True}, {"driver": "length", "share": 0.1, **around(0.1), "relative": 0.25, "rises": False}]},
        }  # fmt: skip

    def loyalty(self) -> dict[str, dict[str, Any]]:
        before, after = self.editions
        table = {
            name: [[value] * 4 for _ in CELLS]
            for name, value in (("counts", 3), ("shares", 0.25), ("low", 0.1), ("high", 0.4))
        }
        line = [[x / 10, x / 10, x / 10 - 0.05, x / 10 + 0.05] for x in range(11)]
        return {
            "loyalty-moves": {"attitude": "competitors", "lines": {"attitude": 0.5, "repeat": 0.5},
                "cells": [{"cell": cell, "n": 10, "share": 0.25, **around(0.25)} for cell in CELLS],
                "moves": {"from_edition": before, "to_edition": after, "n": 48, "names": list(CELLS), **table}},
            "loyalty-types": {"line": 0.6, "marks": [{"type": "trust", "n": 30, "share": 0.75, "attachment": 0.8, "repeat": 0.9}, {"type": "none", "n": 10, "share": 0.25, "attachment": None, "repeat": None}]},
            "loyalty-curve": {"lo": 0.1, "hi": 0.9, "form_costs": 1.0, "levels": [{"level": "all", "n": 40, "k": 4, "m": 0.5, "line": line, "points": [{"satisfaction": 0.5, "n": 40, "stayed": 0.5, **around(0.5)}], "sensitive": [0.4, 0.6], "times": [2.0, 1.5, 2.5]}]},
            "calibration-of-intent": {"said": 0.8, "came": 0.5, "marks": [{"said": 0.8, "came": 0.5, **around(0.5), "n": 40}]},
            "wallet-share": {"mean": 0.4, **around(0.4), "bins": [{"start": 0.3, "end": 0.4, "n": 40}]},
            "segments": {"features": ["chance", "profit"], "stability": [0.9], "groups": [{"size": 20, "share": 0.5, "means": [0.5, 2], "stands_out": [["chance", 1.5]]}], "examples": [self.relationships]},
        }  # fmt: skip

    def money(self) -> dict[str, dict[str, Any]]:
        first, second = self.relationships
        bubbles = [
            {
                "relationship": key,
                "profit": 500_00,
                "potential": 900_00,
                "area_dm2": 900,
                "quadrant": "core",
                "caring": ["earns"],
            }
            for key in (first, second)
        ]
        return {
            "value-quadrant": {"currency": "CNY", "lines": {"profit": 100.0, "potential": 100.0}, "density": [], "bubbles": bubbles, "caring": {"earns": 2},
                "marks": [{"quadrant": "core", "n": 2, "profit": 1000_00, "potential": 1800_00, "lifetime": 2800_00}]},
            "value-totals": {"currency": "CNY", "left_out": 3, "rate": 0.1, "margin": 0.6, "profit": 1000_00, "potential": 1800_00, "lifetime": 2800_00, "lifetime_low": 2000_00, "lifetime_high": 3600_00,
                "marks": [{"kind": kind, "amount": 100_00, "computed": 0, "n": 2, "entries": 1} for kind in MONEY],
                "editions": [{"edition": key, "amounts": {"economic": 300_00, "maintenance": 100_00}} for key in self.editions], "spend": {"correlation": 0.3, "independent": False}},
            "followers": {"effect": 1.5, **around(1.5, 1), "placebo": 0.01, "window": 14, "verdict": "follow", "days": [{"day": day, "seen": 1.0, "usual": 0.5} for day in (-1, 0, 1)], "leaders": [{"relationship": first, "bookings": 3, "follow": 1.5}]},
            "referrals": {"currency": "CNY", "deterred": 1, "children": 5, "referrers": 2, "customers": 40, "brought": 0.12, **around(0.12), "loss": 100_00.0, "ripple": {"low": 10_00.0, "likely": 20_00.0, "high": 30_00.0, "stay_away": 0.2}, "generations": [5], "credit": 50_00, "marks": [{"relationship": first, "brought": 5, "direct": 50_00, "further": 0}]},
        }  # fmt: skip

    def leaving(self) -> dict[str, dict[str, Any]]:
        before, after = self.editions
        return {
            "churn-reasons": {"learnt_from": 0, "currency": "CNY", "signs": [], "marks": [{"reason": "price", "n": 30, "expected": 28.0, "share": 0.7, **around(0.7), "said": 4, "at_stake": 100_00}, {"reason": "service", "n": 10, "expected": 12.0, "share": 0.3, **around(0.3), "said": 0, "at_stake": None}]},
            "retention-worth": {"currency": "CNY", "retention": 0.6, **around(0.6), "margin": 1000_00.0, "winning": 500_00.0, "keeping": 50_00.0, "rate": 0.1, "editions_a_year": 1.0, "profit": 2000_00.0, "customers": 40, "marks": [{"points": 0.05, "profit": 2700_00.0, "rise": 0.35, **around(0.35), "together": 28000_00.0}]},
            "booking-pace": {"days": 28, "usual": [[7, 0.2], [28, 1.0]], "past": [{"edition": before, "n": 40, "line": [[7, 8], [28, 40]]}], "edition": after, "day": 7, "forecast": 100.0, "alarm": True,
                "readings": [{"day": 7, "booked": 9, "meant": 20.0, "expected": 60.0, "low": 40.0, "high": 80.0, "evidence": 5.2, "contradicts": True}]},
        }  # fmt: skip

    def wanted(self) -> dict[str, dict[str, Any]]:
        effect, layout = self.topics
        goal = {"n": 40, "importance": 0.8, "reached": 0.5, "gap": 0.3, **around(0.3), "missed": 0.6}
        return {
            "goals": {"lacking": [], "marks": [{"topic": effect, **goal, "verdict": "dissatisfied"}, {"topic": layout, **goal, "verdict": "basically_satisfied"}]},
            "means-end": {"cutoff": 2, "covered": 0.8, "concepts": [{"concept": "stand", "n": 20, "abstractness": 0.0, "centrality": 0.5}, {"concept": "orders", "n": 20, "abstractness": 1.0, "centrality": 0.4}],
                "arrows": [{"origin": "stand", "target": "orders", "direct": 12, "indirect": 3}], "matrix": [["stand", "orders", 12, 3]]},
        }  # fmt: skip
