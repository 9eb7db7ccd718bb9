"""What the assistant does in a turn: it tells facts and asks at most one question. No words, no tactics.

A class here or in `intents/` is a Fluent message of the same name in `phrasing/`: ConfirmOrder is
`confirm-order`, its fields are the variables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from skill.commerce.product import Product
from skill.dialogue.commands import Command, Item
from skill.dialogue.heard import Heard
from skill.dialogue.notes import Note


class Expectation(Enum):
    """What an open question expects: an ear narrows its grammar and its patience by it."""

    OPEN = "open"
    YES_NO = "yes_no"
    ORDER = "order"  # yes or no to a quote: "order it" is a yes to this question alone
    NUMBER = "number"
    CHOICE = "choice"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that is neither a product nor an order. `names` are the words for it per language, as the shop's
    data has them; without any it is worded by the phrase `option-<key>`."""

    key: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of at most three answers to a question, by name or by its place, and what choosing it does."""

    what: Product | Note | Option
    then: Command


@dataclass(frozen=True, slots=True)
class Fill:
    """What goes on once the question is answered: what had been heard, and the slot the answer fills.

    Without a slot a yes is all that was missing ("did you mean ...?").
    """

    heard: Heard
    slot: str | None


class Tell:
    """Something to tell the customer: a fact (OrderPlaced), never a tactic."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question. It alone keeps the microphone open, and it carries what each answer would do.

    Without `if_no` a no is the end of it. `undone` is what must be said when the customer leaves without a yes
    ("nothing has been ordered").
    """

    if_yes: Command | None = None
    if_no: Command | None = None
    choices: tuple[Choice, ...] = ()
    fill: Fill | None = None
    undone: Tell | None = None
    expects: Expectation = Expectation.OPEN

    @property
    def about(self) -> str | None:
        """The product that the question names, if it is one."""
        return None

    def still(self) -> "Ask | None":
        """The same question, put again in short after something else was answered in between; None: not put."""
        return None

    def resume(self) -> Command | None:
        """What brings the customer back to this question another time; None when there is nothing to go on with."""
        return None


@dataclass(frozen=True, slots=True)
class Step:
    """What to say in one turn: facts first, then the one question, or goodbye.

    `about` and `about_order` are what the conversation is about from now on (None: as before).
    `settled` says that the rule has dealt with the question that was open.
    `brief` asks for the question's short form: the customer has just heard it in full.
    `undo` is how much the basket held of what this step has changed in it.
    """

    tell: tuple[Tell, ...] = ()
    ask: Ask | None = None
    about: str | None = None
    about_order: str | None = None
    settled: bool = False
    brief: bool = False
    undo: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnythingElse(Ask):
    """The question that ends a turn with nothing else to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatElse(Ask):
    """The customer wants something; what?"""
