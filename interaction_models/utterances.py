"""Tab-separated utterances with what was meant: utterance, intent, slots ("name=value;name=value")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_HEADER = ("utterance", "intent")


class BadUtterances(ValueError):
    """The file cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An utterance and what it means."""

    utterance: str
    intent: str
    slots: Mapping[str, str]


def read(path: Path) -> list[Expected]:
    """The rows of a file, with or without a header. Raises BadUtterances."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadUtterances(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadUtterances(f"{path}: not UTF-8") from error
    rows: list[Expected] = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not any(cells):
            continue
        if not rows and tuple(cell.lower() for cell in cells[:2]) == _HEADER:
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise BadUtterances(f"{path}, line {number}: needs an utterance and an intent, parted by a tab")
        rows.append(Expected(cells[0], cells[1], _slots(cells[2] if len(cells) > 2 else "", path, number)))
    if not rows:
        raise BadUtterances(f"{path}: no utterances")
    return rows


def _slots(cell: str, path: Path, number: int) -> dict[str, str]:
    slots: dict[str, str] = {}
    for pair in cell.split(";"):
        if not pair.strip():
            continue
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise BadUtterances(f"{path}, line {number}: slots are name=value;name=value, not {pair.strip()!r}")
        slots[name.strip()] = value.strip()
    return slots


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table; tabs and line breaks inside a cell become spaces. Raises OSError."""
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
