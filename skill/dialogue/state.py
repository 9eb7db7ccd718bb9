"""What a conversation remembers between two turns. Written by the manager alone."""

from dataclasses import dataclass
from datetime import datetime

from skill.dialogue.acts import Ask, Step, Tell
from skill.dialogue.commands import Command, Item

TRAIL = 5


@dataclass(frozen=True, slots=True)
class Left:
    """What a customer left unfinished, and when: the command that takes them back to it, on any channel."""

    command: Command
    at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """`last` is the step just said: its question is the only one a yes can answer, and what "repeat" repeats.

    `about` is the product and `about_order` the order under discussion; `errors` counts misunderstandings in
    a row; `trail` is the last turns for a person who takes over: names of intents, slots and acts, no values.
    `undo` is what "undo" would put the basket back to. `haste` is below zero for a customer in a hurry, above for
    one who hesitates. `left` is the customer's, not this conversation's: every channel sees the same.
    """

    last: Step | None = None
    about: str | None = None
    about_order: str | None = None
    errors: int = 0
    trail: tuple[str, ...] = ()
    undo: tuple[Item, ...] = ()
    haste: int = 0
    left: Left | None = None

    @property
    def ask(self) -> Ask | None:
        """The open question."""
        return self.last.ask if self.last else None

    @property
    def undone(self) -> tuple[Tell, ...]:
        """What must be said to have not happened if the open question is left; empty if nothing."""
        return (self.ask.undone,) if self.ask and self.ask.undone else ()
