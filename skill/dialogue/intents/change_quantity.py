"""ChangeQuantityIntent{quantity, product}: a correction to the quote just read, which is then read anew."""

from dataclasses import dataclass

from skill.commerce.order import Line, Quote
from skill.commerce.product import Nothing, One, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Step, Tell, WhatElse
from skill.dialogue.commands import Item, QuoteItems
from skill.dialogue.finding import THIS, look_for, refers_to, which
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.choose import choose_place
from skill.dialogue.intents.conversation import NotUnderstood
from skill.dialogue.intents.order_status import order_status
from skill.dialogue.intents.reorder import reorder
from skill.dialogue.numbers import wanted
from skill.dialogue.quotes import ConfirmOrder, NothingOrdered, OfferSubstitute
from skill.dialogue.quoting import instead, means_of, quote_step, requoted
from skill.dialogue.state import State


@dataclass(frozen=True, slots=True)
class NotInQuote(Tell):
    """What was named is not in the quote."""


@dataclass(frozen=True, slots=True)
class NothingToChange(Tell):
    """No quote is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichLine(Ask):
    """The quote has several items: which one is meant?"""


def change_quantity(heard: Heard, state: State, shop: Shop) -> Step:
    """A number changes how many, a product without a number is left out."""
    account, quantity = shop.account, wanted(heard)
    if account is None:
        return Step(tell=(NeedsAccount(),))
    if state.ask and state.ask.choices and quantity is not None and heard.value("product") is None:
        return choose_place(quantity, state, shop)
    named = heard.value("product") is not None and not refers_to(heard, THIS)
    if isinstance(state.ask, OfferSubstitute) and quantity is not None and not named:
        return quote_step((Item(state.ask.product.id, quantity),), shop, account)
    if not isinstance(state.ask, ConfirmOrder):
        if quantity is not None and quantity > shop.policy.most_of_one:
            return order_status(Heard("OrderStatusIntent", {"orderNumber": heard.slots["quantity"]}), state, shop)
        if named and quantity:
            return reorder(Heard("ReorderIntent", heard.slots), state, shop)
        if quantity and state.about and shop.catalogue.product(state.about):
            return quote_step((Item(state.about, quantity),), shop, account)
        return Step(tell=(NothingToChange(),), ask=WhatElse())
    quote = state.ask.quote
    if named:
        return _named(heard, quantity, quote, shop, account)
    if quantity is None:
        everything = {line.product.id: 0 for line in quote.lines}
        if refers_to(heard, THIS):
            return _changed(everything, quote, shop, account)
        return Step(tell=(NotUnderstood(),), ask=state.ask, brief=True)
    if len(quote.lines) > 1:
        choices = tuple(Choice(line.product, _requote(quote, line, quantity, account)) for line in quote.lines[:3])
        which_one = WhichLine(choices=choices, undone=NothingOrdered(), expects=Expectation.CHOICE)
        return Step(ask=which_one, settled=True)
    return _changed({quote.lines[0].product.id: quantity}, quote, shop, account)


def _named(heard: Heard, quantity: int | None, quote: Quote, shop: Shop, account: Account) -> Step:
    ids = tuple(line.product.id for line in quote.lines)
    match look_for(heard.slots["product"], shop, among=ids):
        case One(product):
            return _changed({product.id: quantity or 0}, quote, shop, account)
        case Several(products):
            lines = {line.product.id: line for line in quote.lines}
            ask = which(products, then=lambda product: _requote(quote, lines[product.id], quantity or 0, account))
            return Step(ask=ask, settled=True)
        case Nothing() | Together():
            return _other_product(heard, quantity, quote, shop, account)


def _other_product(heard: Heard, quantity: int | None, quote: Quote, shop: Shop, account: Account) -> Step:
    """ "Two teas instead": something else is wanted. The open quote is left, and the manager says so."""
    if quantity is not None:
        match look_for(heard.slots["product"], shop):
            case One(product):
                return instead(quote_step((Item(product.id, quantity),), shop, account), quote)
            case Several(products):
                return Step(ask=which(products, then=lambda product: QuoteItems((Item(product.id, quantity),))))
            case Nothing() | Together():
                pass
    return Step(tell=(NotInQuote(),), ask=AnythingElse())


def _changed(quantities: dict[str, int], quote: Quote, shop: Shop, account: Account) -> Step:
    """The quote anew with these quantities; a no when nothing is left in it."""
    items = requoted(quote, quantities)
    if items:
        return quote_step(items, shop, account, means_of(quote, account))
    return Step(tell=(NothingOrdered(),), ask=AnythingElse(), settled=True)


def _requote(quote: Quote, line: Line, quantity: int, account: Account) -> QuoteItems:
    return QuoteItems(requoted(quote, {line.product.id: quantity}), means_of(quote, account))
