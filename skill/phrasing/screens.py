"""What a screen shows beside a reply: plain text in rows, and buttons that say what one could have said.

Channel-neutral: the Alexa room makes APL of it, the page makes HTML. Touch is voice: a button carries the utterance
it stands for, and goes back with the id of the question it was shown with.
"""

from dataclasses import dataclass
from typing import Literal

from skill.dialogue.heard import Heard

Kind = Literal["quote", "orders", "choices", "comparison", "basket"]


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what is on it, and what it says."""

    label: str
    heard: Heard


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list or table: its cells from left to right, and what touching it says (None: nothing)."""

    cells: tuple[str, ...]
    heard: Heard | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A title, a small table (`header` may be empty), a line below it, and at most three buttons."""

    kind: Kind
    title: str
    rows: tuple[Row, ...] = ()
    header: tuple[str, ...] = ()
    footer: str = ""
    buttons: tuple[Button, ...] = ()
