"""Reading the shopkeeper's YAML with errors that say where. Knows no table.

Raises
------
StorageError
    BadData    a file says something the shop cannot be filled with
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from skill.storage.database import StorageError

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the fast one where there is libyaml; both keep text
_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


class BadData(StorageError):
    """What a file says cannot be used."""


class Sheet:
    """One mapping of a file, and where it stands. All values are text: "no" is not False (design: house, 3)."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping):
            raise BadData(f"{where}: there should be names and values here")
        self._values = values
        self.where = where

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def wrong(self, name: str, what: str) -> BadData:
        """An error about the value of `name`."""
        return BadData(f"{self.where}, {name}: {what}")

    def text(self, name: str, default: str | None = None) -> str:
        """The text under `name`; without it the default, or an error."""
        value = self._values.get(name, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.wrong(name, "a text is missing here")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number of 0 or more: cents, pieces, days."""
        value = self.text(name, None if default is None else str(default))
        if not _WHOLE.fullmatch(value) or int(value) < 0:
            raise self.wrong(name, f"{value!r} is no whole number of 0 or more")
        return int(value)

    def days(self, name: str) -> timedelta:
        """So many days, 0.5 for half a one."""
        value = self.text(name)
        if not _DECIMAL.fullmatch(value):
            raise self.wrong(name, f"{value!r} is no number of days")
        return timedelta(days=float(value))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """yes or no."""
        value = self.text(name, "yes" if default else "no")
        if value not in ("yes", "no"):
            raise self.wrong(name, f"{value!r} is neither yes nor no")
        return value == "yes"

    def part(self, name: str) -> "Sheet":
        """The mapping under `name`; without it an empty one."""
        return Sheet(self._values.get(name, {}), f"{self.where}, {name}")

    def items(self) -> Iterator[tuple[str, str]]:
        """Each name with its text."""
        for name in self._values:
            yield str(name), self.text(name)

    def words(self, name: str) -> tuple[str, ...]:
        """The list of texts under `name`, without repetitions; none when it is missing."""
        values = self._values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise self.wrong(name, "there should be a list of texts here")
        return tuple(dict.fromkeys(values))

    def parts(self, name: str) -> list["Sheet"]:
        """The list of mappings under `name`; none when it is missing."""
        return sheets(self._values.get(name, []), f"{self.where}, {name}")


def sheets(values: object, where: str) -> list[Sheet]:
    """A list of mappings, each named in errors by its id, sku, number or place in the list."""
    if not isinstance(values, list):
        raise BadData(f"{where}: there should be a list here")
    return [Sheet(value, f"{where}, {_called(value) or place}") for place, value in enumerate(values, start=1)]


def load(file: Path) -> Any:
    """What a YAML file says. Raises BadData when it cannot be read."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  makes only texts
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadData(f"{file.name}: cannot be read ({error})") from error


def _called(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    return next((str(value[name]) for name in ("id", "sku", "number", "attribute") if name in value), "")
