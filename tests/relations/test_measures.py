"""The catalogue of measures points at columns that are there."""

from everfair.relations.measures import MEASURES, Where
from everfair.relations.models import Forecast, Score


def test_codes_are_the_keys() -> None:
    assert all(code == measure.code for code, measure in MEASURES.items())


def test_measures_of_relationships_and_forecasts_are_columns() -> None:
    models = {Where.SCORE: Score, Where.FORECAST: Forecast}
    for measure in MEASURES.values():
        if measure.where in models:
            assert measure.column in {field.name for field in models[measure.where]._meta.fields}


def test_share_seen_before_and_retention_are_told_apart() -> None:
    seen, kept = MEASURES["seen-before"], MEASURES["retention"]
    assert str(seen.formula) != str(kept.formula)
    assert seen.column != kept.column
