"""Results that turn into plain JSON values and back. No numpy, so that pages may use what needs none."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Self


def plain(value: Any) -> Any:
    """numpy and tuples to what JSON knows; what is not finite becomes None."""
    if hasattr(value, "tolist"):  # arrays, and numbers of their kinds
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def frozen(value: Any) -> Any:
    """JSON lists back to tuples, so that a result read back equals the one written."""
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return value


class Jsonable:
    """Mixed into frozen dataclasses whose fields are numbers, strings and nested tuples of them."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{field.name: frozen(data[field.name]) for field in fields(cls)})  # type: ignore[arg-type]
