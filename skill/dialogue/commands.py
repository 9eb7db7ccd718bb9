"""What a yes or a choice would do. A closed union: a command that nobody runs is a type error."""

from dataclasses import dataclass

from skill.commerce.product import Part
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
    """Buy what was quoted under this token. The one command that moves money towards the shop.

    `verified` says that the platform has just verified who speaks.
    """

    token: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class CancelOrder(CommandBase):
    order_id: str


@dataclass(frozen=True, slots=True)
class QuoteItems(CommandBase):
    """Quote these and ask; `means` counts the customer's means of payment from the default one.

    `rest` was named in the same breath and is still to be looked for. `instead_of` is the token of an earlier
    quote for the same, which is no longer good once this one is read.
    """

    items: tuple[Item, ...]
    means: int = 0
    rest: tuple[Part, ...] = ()
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteBasket(CommandBase):
    """Quote what lies in the basket by then, and ask."""

    means: int = 0
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class AddItems(CommandBase):
    """Put these into the basket, then go on with what else was named in the same breath."""

    items: tuple[Item, ...]
    rest: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveItem(CommandBase):
    """Take this out of the basket."""

    product_id: str


@dataclass(frozen=True, slots=True)
class CorrectBasket(CommandBase):
    """So many of this in the basket, none for 0, and its quote anew."""

    product_id: str
    quantity: int
    means: int = 0


@dataclass(frozen=True, slots=True)
class ShowItem(CommandBase):
    """Say what one costs and offer to put it into the basket."""

    product_id: str


@dataclass(frozen=True, slots=True)
class Narrow(CommandBase):
    """Go on with a search among these products; `asked` are the attributes that were asked about."""

    words: str
    ids: tuple[str, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferToSend(CommandBase):
    """None of the three was it: offer the whole list on the phone."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SendList(CommandBase):
    """Send these products to the customer's phone; the yes to it is the consent."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferPerson(CommandBase):
    """Offer that a person calls."""


@dataclass(frozen=True, slots=True)
class CompareWith(CommandBase):
    """Compare two; without the second it is asked for, by its words or altogether."""

    product_id: str
    other_id: str | None = None
    other_words: str = ""


@dataclass(frozen=True, slots=True)
class AskNeighbours(CommandBase):
    """The neighbours have not been asked yet: let the customer do that first."""

    order_id: str


@dataclass(frozen=True, slots=True)
class ReportMissing(CommandBase):
    """An order that the carrier delivered and nobody has: a person looks for it, with priority."""

    order_id: str


@dataclass(frozen=True, slots=True)
class ChooseReturn(CommandBase):
    """Send this back: why?"""

    order_id: str
    product_id: str


@dataclass(frozen=True, slots=True)
class AskToReturn(CommandBase):
    """Send this back for this reason: sure?"""

    order_id: str
    product_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenReturn(CommandBase):
    """Register the return, after the yes."""

    order_id: str
    product_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RateProduct(CommandBase):
    """So many stars for this; None asks how many."""

    product_id: str
    stars: int | None


@dataclass(frozen=True, slots=True)
class Refuse(CommandBase):
    """A suggestion was refused: it is remembered, and not made again."""

    kind: str
    about: str


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


Personal = (
    PlaceOrder
    | CancelOrder
    | QuoteItems
    | QuoteBasket
    | AddItems
    | RemoveItem
    | CorrectBasket
    | AskToCancel
    | ShowOrder
    | AskNeighbours
    | ReportMissing
    | ChooseReturn
    | AskToReturn
    | OpenReturn
    | SendList
    | Refuse
)
"""Commands that need to know who speaks."""

Command = (
    Personal
    | TellFact
    | TellPrice
    | TellStock
    | AskShop
    | HandOver
    | ShowItem
    | Narrow
    | OfferToSend
    | OfferPerson
    | CompareWith
    | RateProduct
)
