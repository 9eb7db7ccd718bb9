"""The basket in conversation: its acts, and the little that several rules do with it. `collecting.py` adds to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from skill.commerce.money import Money, total
from skill.commerce.order import Line
from skill.commerce.product import Product
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import Ask, Tell
from skill.dialogue.commands import Command, Item, QuoteBasket


@dataclass(frozen=True, slots=True)
class AddedToBasket(Tell):
    """These were put in; "undo that" takes them out again."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NowInBasket(Tell):
    """So many of it lie there from now on."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TakenOut(Tell):
    """These no longer lie in the basket."""

    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class ChangeUndone(Tell):
    """The last change to the basket is taken back."""

    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class NothingToUndo(Tell):
    """Nothing was changed in this conversation."""


@dataclass(frozen=True, slots=True)
class BasketHolds(Tell):
    """At most three items, how many more, and what the goods cost together; delivery is the quote's to say."""

    lines: tuple[Line, ...]
    goods: Money


@dataclass(frozen=True, slots=True)
class BasketEmpty(Tell):
    """Nothing lies in it."""


@dataclass(frozen=True, slots=True)
class NotInBasket(Tell):
    """What was named does not lie in it."""


@dataclass(frozen=True, slots=True)
class NotSold(Tell):
    """One of several things named is nothing the shop has; it is not dropped silently."""

    words: str


@dataclass(frozen=True, slots=True)
class StaysInBasket(Tell):
    """Said when leaving: what was collected is kept."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreForBasket(Ask):
    """Anything else? A no goes on to the quote of the basket."""

    def resume(self) -> Command | None:
        return QuoteBasket() if self.if_no else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutNow(Ask):
    """Shall the basket be quoted? A yes buys nothing yet."""

    def resume(self) -> Command | None:
        return self.if_yes


def lines_in(account: Account, shop: Shop) -> tuple[Line, ...]:
    """What lies in the basket at today's prices; what the shop no longer sells is left out."""
    quantities = {line.product_id: line.quantity for line in account.basket.lines()}
    products = shop.catalogue.several(tuple(quantities))
    return tuple(Line(product, quantities[product.id], product.price) for product in products)


def items_in(account: Account) -> tuple[Item, ...]:
    """The same as items to quote."""
    return tuple(Item(line.product_id, line.quantity) for line in account.basket.lines())


def held(account: Account, product_id: str) -> int:
    """How many of it lie in the basket."""
    return next((line.quantity for line in account.basket.lines() if line.product_id == product_id), 0)


def fill(account: Account, lines: Iterable[Line]) -> tuple[Item, ...]:
    """Put these in; gives how many of each lay there before, for "undo"."""
    lines = tuple(lines)
    before = tuple(Item(line.product.id, held(account, line.product.id)) for line in lines)
    for line in lines:
        account.basket.add(line.product.id, line.quantity, line.unit_price)
    return before


def holds(account: Account, shop: Shop) -> Tell:
    """What lies in it, or that nothing does."""
    lines = lines_in(account, shop)
    if not lines:
        return BasketEmpty()
    return BasketHolds(lines, total([line.price for line in lines], shop.policy.currency))


def more(account: Account) -> MoreForBasket:
    """Anything else? A no goes on to the quote, as long as there is something to quote."""
    return MoreForBasket(if_no=QuoteBasket() if account.basket.lines() else None)
