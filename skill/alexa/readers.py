"""From a JSON value to what an ask-sdk model declares: one compiled function per declared type. No JSON text here."""

import importlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

Reader = Callable[[Any], Any]
"""From a parsed JSON value to the declared thing; None when the value cannot be one. Raises only RecursionError."""

_LIST = re.compile(r"list\[(.*)\]")
_DICT = re.compile(r"dict\([^,]*, (.*)\)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DEEPEST = 32  # levels of free-form JSON (session attributes, APL arguments)
_READERS: dict[Any, Reader] = {}


def reader(declared: Any) -> Reader:
    """The compiled reader of `declared`: a class or ask-sdk's notation ("str", "list[a.b.C]", "dict(str, a.b.C)").

    Compiled at its first use and kept; two threads may compile the same, to the same effect. Raises ImportError or
    AttributeError when the notation names a class that is not installed.
    """
    known = _READERS.get(declared)
    if known is None:
        known = _READERS[declared] = _compile(declared)
    return known


def _compile(declared: Any) -> Reader:
    if isinstance(declared, str):
        if found := _LIST.fullmatch(declared):
            return _list_of(found[1].split(",")[0].strip())
        if found := _DICT.fullmatch(declared):
            return _dict_of(found[1])
        module, _, name = declared.rpartition(".")
        return reader(getattr(importlib.import_module(module), name))
    if isinstance(declared, type) and issubclass(declared, Enum):
        return _enum(declared)
    return _discriminated(declared) if hasattr(declared, "get_real_child_model") else _model(declared)


def _text(raw: Any) -> str | None:
    if type(raw) is str:
        return raw
    return str(raw) if type(raw) in (int, float) else None


def _whole(raw: Any) -> int | None:
    if type(raw) is int:
        return raw
    try:
        return int(raw) if type(raw) in (str, float) else None
    except (ValueError, OverflowError):
        return None


def _number(raw: Any) -> float | None:
    try:
        return float(raw) if type(raw) in (float, int, str) else None
    except (ValueError, OverflowError):
        return None


def _flag(raw: Any) -> bool | None:
    return raw if type(raw) is bool else None


def _moment(raw: Any) -> datetime | None:
    """ISO 8601 (without a zone: UTC) or milliseconds since 1970."""
    try:
        if type(raw) is str:
            moment = datetime.fromisoformat(raw)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if type(raw) in (int, float):
            return _EPOCH + timedelta(milliseconds=raw)
    except (ValueError, OverflowError):
        pass  # garbage is as good as absent; whoever needs a time refuses None
    return None


def _day(raw: Any) -> date | None:
    moment = _moment(raw)
    return moment.date() if moment else None


def _anything(raw: Any) -> Any:
    """Whatever it is, unless it is nested so deeply that those who copy it later would fail over it."""
    level = [raw]
    for _ in range(DEEPEST):
        level = [one for inner in level if type(inner) in (dict, list) for one in _within(inner)]
        if not level:
            return raw
    return None


def _within(inner: Any) -> Any:
    return inner.values() if type(inner) is dict else inner


def _list_of(declared: str) -> Reader:
    def read(raw: Any) -> list[Any] | None:
        if type(raw) is not list:
            return None
        item = reader(declared)
        return [one for one in map(item, raw) if one is not None]

    return read


def _dict_of(declared: str) -> Reader:
    def read(raw: Any) -> dict[str, Any] | None:
        if type(raw) is not dict:
            return None
        item = reader(declared)
        return {key: item(one) for key, one in raw.items()}

    return read


def _enum(declared: type[Enum]) -> Reader:
    members = {member.value: member for member in declared}

    def read(raw: Any) -> Enum | None:
        return members.get(raw) if type(raw) is str else None

    return read


def _model(declared: Any) -> Reader:
    """Exactly what `declared()` and setting its attributes would make, without running either."""
    blank = vars(declared())
    spelt = getattr(declared, "attribute_map", {})
    types: dict[str, str] = getattr(declared, "deserialized_types", {})
    fields: dict[str, tuple[str, Reader]] = {}
    for field, kind in types.items():
        fields[spelt.get(field, field)] = (field, _READERS.get(kind) or _later(fields, spelt.get(field, field), kind))
    make, find = declared.__new__, fields.get

    def read(raw: Any) -> Any:
        if type(raw) is not dict:
            return None
        said = blank.copy()
        for key, value in raw.items():
            known = find(key)
            if known is not None:
                said[known[0]] = known[1](value)
        model = make(declared)
        model.__dict__ = said
        return model

    return read


def _later(fields: dict[str, tuple[str, Reader]], key: str, kind: str) -> Reader:
    """Compiles `kind` when `key` is first seen, and takes its own place in `fields`: models refer to one another."""

    def read(raw: Any) -> Any:
        compiled = reader(kind)
        fields[key] = (fields[key][0], compiled)
        return compiled(raw)

    return read


def _discriminated(declared: Any) -> Reader:
    """The subclass that the discriminator names; `declared` itself when it is missing or unknown."""
    key: str = declared.json_discriminator_key
    classes: dict[str, str] = declared.discriminator_value_class_map
    itself = _model(declared)
    own = f"{declared.__module__}.{declared.__qualname__}"
    compiled: dict[str, Reader] = {}

    def read(raw: Any) -> Any:
        if type(raw) is not dict:
            return None
        named = raw.get(key)
        if type(named) is not str or named not in classes or classes[named] == own:
            return itself(raw)
        one = compiled.get(named)
        if one is None:
            module, _, name = classes[named].rpartition(".")
            one = compiled[named] = _model(getattr(importlib.import_module(module), name))
        return one(raw)

    return read


_READERS.update(
    {
        "str": _text, "int": _whole, "long": _whole, "float": _number, "bool": _flag,
        "datetime": _moment, "date": _day, "object": _anything,
        str: _text, int: _whole, float: _number, bool: _flag,
        datetime: _moment, date: _day, object: _anything,
    }
)  # fmt: skip  # a table
