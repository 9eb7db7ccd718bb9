"""The acts around a quote: the question in its forms, and what stands in its way. See `quoting.py` for when."""

from dataclasses import dataclass

from skill.commerce.money import Money
from skill.commerce.order import Quote
from skill.commerce.product import Product
from skill.dialogue.acts import Ask, Tell
from skill.dialogue.commands import Command, Item, PlaceOrder, QuoteBasket, QuoteItems


@dataclass(frozen=True, slots=True)
class NothingOrdered(Tell):
    """The truth whenever it is in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOrder(Ask):
    """The quote with its five legal elements, then the question (facts: alexa, What a certified shop must do, 3).

    `basket` says that it is the basket that is being bought: a correction changes it as well.
    """

    quote: Quote
    basket: bool = False

    @property
    def about(self) -> str | None:
        return self.quote.lines[0].product.id if len(self.quote.lines) == 1 else None

    def still(self) -> Ask:
        return StillOrder(
            quote=self.quote, basket=self.basket, if_yes=self.if_yes, undone=self.undone, expects=self.expects
        )

    def resume(self) -> Command | None:
        """The same items at the prices of that day; this quote is then no longer good."""
        token = self.if_yes.token if isinstance(self.if_yes, PlaceOrder) else None
        if self.basket:
            return QuoteBasket(instead_of=token)
        items = tuple(Item(line.product.id, line.quantity) for line in self.quote.lines)
        return QuoteItems(items, instead_of=token)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNew(ConfirmOrder):
    """The same for something this customer never bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDearer(ConfirmOrder):
    """The same when the price of the one product rose since the last time."""

    was: Money
    now: Money
    by: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmMoved(ConfirmOrder):
    """The same when it goes to an address no order has gone to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOrder(ConfirmOrder):
    """Items and total once more, after something else was answered in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSubstitute(Ask):
    """Out of stock; the closest that is there. Never substituted silently."""

    missing: Product
    product: Product

    def resume(self) -> Command | None:
        return self.if_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMany(Ask):
    """A number of pieces that the shop cannot sell; `most` is what it can."""

    product: Product
    most: int


@dataclass(frozen=True, slots=True)
class SoldOut(Tell):
    """Out of stock, and nothing close is there."""

    product: Product


@dataclass(frozen=True, slots=True)
class LeftOut(Tell):
    """Part of what was asked for is out of stock and not in the quote."""

    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class OnlyLeft(Tell):
    """Fewer are left than were asked for."""

    product: Product
    left: int


@dataclass(frozen=True, slots=True)
class Cheaper(Tell):
    """The price fell since the last time: say it and go on."""

    product: Product
    was: Money


@dataclass(frozen=True, slots=True)
class StillChecking(Tell):
    """An order of the same items has an open outcome; it must not be placed again."""


@dataclass(frozen=True, slots=True)
class NeedsSetUp(Tell):
    """No address or no means of payment is stored; that is done outside voice."""


@dataclass(frozen=True, slots=True)
class VoucherUsed(Tell):
    """A voucher takes this off the quote that follows."""

    amount: Money


@dataclass(frozen=True, slots=True)
class BelowMinimum(Tell):
    """The goods cost less than the shop's least order; they wait in the basket."""

    least: Money
    goods: Money


@dataclass(frozen=True, slots=True)
class BasketChanged(Tell):
    """Another conversation of this customer was faster: what was quoted no longer lies in the basket as it did."""
