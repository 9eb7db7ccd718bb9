"""Frozen values to JSON text and back. Knows no value in particular."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

T = TypeVar("T")


class Codec:
    """Writes and reads frozen dataclasses. Classes derived from one of `bases` carry their class name as `_`.

    `loads` raises ValueError when the text is not such a value.
    """

    def __init__(self, *bases: type) -> None:
        self._converter = Converter()
        self._converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
        self._converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
        self._converter.register_unstructure_hook(date, lambda day: day.isoformat())
        self._converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
        for base in bases:
            self._family(base)

    def dumps(self, value: object) -> str:
        """The value as compact JSON text."""
        return json.dumps(self._converter.unstructure(value), ensure_ascii=False, separators=(",", ":"))

    def loads(self, kind: type[T], text: str) -> T:
        """The value of this kind that `text` holds."""
        try:
            return self._converter.structure(json.loads(text), kind)
        except Exception as error:  # the library's errors share no base; callers need one kind
            raise ValueError(f"this is no stored {kind.__name__}") from error

    def _family(self, base: type) -> None:
        """Members of a family are written with their class name and read back by it."""
        members = {member.__name__: member for member in _descendants(base)}
        writers: dict[type, Callable[[Any], dict[str, Any]]] = {}
        readers: dict[type, Callable[[Any, Any], Any]] = {}

        def write(value: Any) -> dict[str, Any] | None:
            if value is None:
                return None
            kind = type(value)
            if kind not in writers:
                writers[kind] = make_dict_unstructure_fn(kind, self._converter, _cattrs_omit_if_default=True)
            return {"_": kind.__name__, **writers[kind](value)}

        def read(raw: Mapping[str, Any] | None, _: Any) -> Any:
            if raw is None:
                return None
            kind = members[raw["_"]]
            if kind not in readers:
                readers[kind] = make_dict_structure_fn(kind, self._converter)
            return readers[kind](raw, kind)

        @cache
        def belongs(kind: Any) -> bool:
            parts = [part for part in get_args(kind) if part is not NoneType] if isinstance(kind, UnionType) else [kind]
            return all(isinstance(part, type) and issubclass(part, base) for part in parts)

        self._converter.register_unstructure_hook_func(belongs, write)
        self._converter.register_structure_hook_func(belongs, read)


def _descendants(base: type) -> Iterator[type]:
    """The class and all below it. A slotted dataclass leaves the class it was made from among the subclasses
    until that is collected: only what its module calls by the name counts."""
    if getattr(sys.modules[base.__module__], base.__name__, None) is base:
        yield base
    children: list[type] = base.__subclasses__()
    for child in children:
        yield from _descendants(child)
