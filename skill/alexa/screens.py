"""From a reply's screen to what a device with a screen is sent: a constant document and what is on it.

It knows no device: the document adapts itself (see `documents.py`). Texts are cut to what a screen can hold.
"""

from collections.abc import Sequence
from typing import Any

from ask_sdk_model.interfaces.alexa.presentation.apl.render_document_directive import RenderDocumentDirective

from skill.alexa.documents import DOCUMENTS
from skill.alexa.response import cut, escape
from skill.alexa.touch import says
from skill.phrasing.screens import Button, Row, Screen

TOKEN = "shop"  # noqa: S105  # APL's word for the name of every document of ours: a touch on another skill's is not for us
MOST_ROWS, MOST_CELLS, MOST_BUTTONS = 20, 4, 3
LONGEST_TITLE, LONGEST_CELL, LONGEST_LABEL = 90, 90, 18  # characters
_WIDE, _SPARE = 24, 3  # characters that a column counts as at most, and what each gets besides
_AMOUNTS_LAST = frozenset({"quote", "basket"})


def render(screen: Screen, question: str | None) -> RenderDocumentDirective:
    """The directive that shows `screen`; what is touched on it goes back with `question`."""
    document = DOCUMENTS[screen.kind]
    return RenderDocumentDirective(token=TOKEN, document=document, datasources={TOKEN: datasource(screen, question)})


def datasource(screen: Screen, question: str | None) -> dict[str, Any]:
    """What the documents look up: every key is there, whatever the screen has."""
    rows = screen.rows[:MOST_ROWS]
    columns = _columns([screen.header, *(row.cells for row in rows)], screen.kind in _AMOUNTS_LAST)
    return {
        "title": _shown(screen.title, LONGEST_TITLE),
        "header": _cells(screen.header, columns) if screen.header else [],
        "rows": [_row(row, columns) for row in rows],
        "footer": _shown(screen.footer, LONGEST_CELL * 2),
        "buttons": [one for one in map(_button, screen.buttons[:MOST_BUTTONS]) if one],
        "question": question or "",
    }


Column = tuple[str, str]
"""Width and alignment."""


def _columns(lines: Sequence[Sequence[str]], amounts_last: bool) -> list[Column]:
    """The columns share the width by the longest thing in each; amounts stand at the right."""
    count = min(max(map(len, lines)), MOST_CELLS)
    longest = [max((len(line[place]) for line in lines if place < len(line)), default=0) for place in range(count)]
    weights = [min(length, _WIDE) + _SPARE for length in longest]
    shares = [weight * 100 // sum(weights) for weight in weights]
    last = count - 1 if amounts_last and count > 1 else None
    return [(f"{share}%", "right" if place == last else "left") for place, share in enumerate(shares)]


def _cells(cells: Sequence[str], columns: Sequence[Column]) -> list[dict[str, str]]:
    """One line in the columns; a line with fewer cells gives its last one the room of those it lacks."""
    placed = [
        {"text": _shown(text, LONGEST_CELL), "width": width, "align": align}
        for text, (width, align) in zip(cells, columns, strict=False)
    ]
    spare = columns[len(placed) :]
    if placed and spare:
        shares = [int(width.rstrip("%")) for width, _ in (columns[len(placed) - 1], *spare)]
        placed[-1] |= {"width": f"{sum(shares)}%", "align": spare[-1][1]}
    return placed


def _row(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    said = says(row.heard)
    shown: dict[str, Any] = {"cells": _cells(row.cells, columns), "touch": said is not None}
    return shown | {"says": said} if said else shown


def _button(button: Button) -> dict[str, Any] | None:
    said = says(button.heard)
    label = _shown(button.label, LONGEST_LABEL)
    return {"label": label, "says": said} if said and label else None


def _shown(text: str, room: int) -> str:
    """`text` for a Text component, which reads markup."""
    return escape(cut(" ".join(text.split()), room))
