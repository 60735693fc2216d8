"""A kept model of linking is read back as it was, however a database orders the keys of objects."""

import json

import pytest

from everfair.names.comparisons import first_model
from everfair.names.weights import LinkModel


@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_a_model_survives_a_database_that_sorts_keys(kind: str) -> None:
    model = first_model(kind)
    back = LinkModel.from_json(json.loads(json.dumps(model.as_json(), sort_keys=True)))
    assert back == model
    assert back.fits(model)
