"""What a yes or a choice would do. A closed union: a command that nobody runs is a type error."""

from dataclasses import dataclass

from skill.dialogue.heard import Heard


@dataclass(frozen=True, slots=True)
class Item:
    """So many of one product; None is the customer's usual quantity."""

    product_id: str
    quantity: int | None = None


class CommandBase:
    """What all commands have in common for the codec; type against `Command`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PlaceOrder(CommandBase):
    """Buy what was quoted under this token. The one command that moves money towards the shop."""

    token: str


@dataclass(frozen=True, slots=True)
class CancelOrder(CommandBase):
    order_id: str


@dataclass(frozen=True, slots=True)
class QuoteItems(CommandBase):
    """Quote these and ask; `means` counts the customer's means of payment from the default one."""

    items: tuple[Item, ...]
    means: int = 0


@dataclass(frozen=True, slots=True)
class AskToCancel(CommandBase):
    order_id: str


@dataclass(frozen=True, slots=True)
class ShowOrder(CommandBase):
    order_id: str


@dataclass(frozen=True, slots=True)
class TellFact(CommandBase):
    """Answer a question about a product; None asks which attribute."""

    product_id: str
    attribute: str | None


@dataclass(frozen=True, slots=True)
class TellPrice(CommandBase):
    product_id: str


@dataclass(frozen=True, slots=True)
class TellStock(CommandBase):
    product_id: str


@dataclass(frozen=True, slots=True)
class AskShop(CommandBase):
    """Let a person at the shop find out what is not known about a product."""

    product_id: str
    attribute: str


@dataclass(frozen=True, slots=True)
class HandOver(CommandBase):
    """Give the conversation to a person; `wanted` is what the customer had asked for."""

    wanted: Heard = Heard("TalkToPersonIntent")  # noqa: RUF009  a frozen value


Command = (
    PlaceOrder
    | CancelOrder
    | QuoteItems
    | AskToCancel
    | ShowOrder
    | TellFact
    | TellPrice
    | TellStock
    | AskShop
    | HandOver
)
