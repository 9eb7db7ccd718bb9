"""JSON to ask-sdk's model objects and back: as ask-sdk's own serializer, but compiled, and tolerant.

ask-sdk's raises on request types and enum values that it does not know yet and on epoch timestamps (27 of 118 public
requests), and spends 0.33 ms a request on looking up its classes by name (facts: alexa, Stack). Here each model
class is compiled once into a table of what to do with each of its keys. It knows the shape of ask-sdk's classes
(`deserialized_types`, `attribute_map`, discriminators) and not a single field of them.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from ask_sdk_model.services.serializer import Serializer

from skill.alexa.readers import reader
from skill.alexa.refusal import Unreadable


class TolerantSerializer(Serializer):
    """Put in place of `CustomSkill.serializer`. Stateless but for the compiled classes; thread-safe.

    Reading: an unknown request type becomes the declared base class with that `object_type`; an unknown enum value,
    a value of the wrong JSON type and an unreadable time become None, as if absent; ISO 8601 and epoch milliseconds
    become datetimes with a zone; keys that the class does not know are ignored.
    """

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """The `obj_type` (a class, or ask-sdk's notation such as "list[a.b.C]") that the JSON `payload` spells.

        None when `payload` is None or is not of that shape. Raises Unreadable when it is not JSON, or is nested
        too deeply.
        """
        if payload is None:
            return None
        try:
            return reader(obj_type)(json.loads(payload))
        except ValueError:
            raise Unreadable("not json") from None
        except RecursionError:
            raise Unreadable("nested too deeply") from None

    def serialize(self, obj: Any) -> Any:
        """What `json.dumps` takes: models as dicts under their JSON names without their Nones, enums as values,
        times in ISO 8601. Raises TypeError for an object that is neither plain nor a model."""
        return _write(obj)


_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
_MODELS: dict[type, tuple[tuple[str, str], ...]] = {}


def _write(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    names = _MODELS.get(kind)
    if names is not None:
        said = vars(value)
        return {name: _write(said[field]) for field, name in names if said.get(field) is not None}
    writer = _OTHERS.get(kind)
    if writer is not None:
        return writer(value)
    if isinstance(value, Enum):
        return value.value
    types = getattr(kind, "deserialized_types", None)
    if types is None:
        raise TypeError(f"{kind.__name__} is neither plain nor a model")
    spelt = getattr(kind, "attribute_map", {})
    _MODELS[kind] = tuple((field, spelt.get(field, field)) for field in types)
    return _write(value)


_OTHERS: dict[type, Callable[[Any], Any]] = {
    dict: lambda value: {key: _write(item) for key, item in value.items()},
    list: lambda value: [_write(item) for item in value],
    tuple: lambda value: [_write(item) for item in value],
    datetime: lambda value: value.isoformat(),
    date: lambda value: value.isoformat(),
    Decimal: lambda value: int(value) if value % 1 == 0 else float(value),
}
