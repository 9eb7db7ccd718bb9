"""ChangeQuantityIntent{quantity, product}: a correction to the quote just read, which is then read anew."""

from dataclasses import dataclass

from skill.commerce.order import Quote
from skill.commerce.product import Nothing, One, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Step, Tell, WhatElse
from skill.dialogue.baskets import MoreForBasket
from skill.dialogue.changing import correct_basket, set_to, take_out
from skill.dialogue.commands import Command, CorrectBasket, Item, QuoteItems
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
        return _without_quote(heard, state, shop, account)
    ask = state.ask
    if named:
        return _named(heard, quantity, ask, shop, account)
    lines = ask.quote.lines
    if quantity is None:
        if refers_to(heard, THIS):
            return _changed({line.product.id: 0 for line in lines}, ask, shop, account)
        return Step(tell=(NotUnderstood(),), ask=ask, brief=True)
    if len(lines) > 1:
        choices = tuple(Choice(line.product, _requote(ask, line.product.id, quantity, account)) for line in lines[:3])
        which_one = WhichLine(choices=choices, undone=NothingOrdered(), expects=Expectation.CHOICE)
        return Step(ask=which_one, settled=True)
    return _changed({lines[0].product.id: quantity}, ask, shop, account)


def _without_quote(heard: Heard, state: State, shop: Shop, account: Account) -> Step:
    """No quote is open: what lies in the basket is meant, the product under discussion, or an order's number."""
    quantity = wanted(heard)
    named = heard.value("product") is not None and not refers_to(heard, THIS)
    collecting = isinstance(state.ask, MoreForBasket)
    if quantity is not None and quantity > shop.policy.most_of_one:
        return order_status(Heard("OrderStatusIntent", {"orderNumber": heard.slots["quantity"]}), state, shop)
    if collecting and quantity is None and heard.value("product") is not None:
        return take_out(heard, state, shop, account)
    if collecting and quantity:
        inside = tuple(line.product_id for line in account.basket.lines())
        found = look_for(heard.slots["product"], shop, among=inside) if named else None
        meant = found.product.id if isinstance(found, One) else None if named else state.about
        step = set_to(meant, quantity, shop, account) if meant else None
        if step is not None:
            return step
    if named and quantity:
        return reorder(Heard("ReorderIntent", heard.slots), state, shop)
    if quantity and state.about and shop.catalogue.product(state.about):
        return quote_step((Item(state.about, quantity),), shop, account)
    return Step(tell=(NothingToChange(),), ask=WhatElse())


def _named(heard: Heard, quantity: int | None, ask: ConfirmOrder, shop: Shop, account: Account) -> Step:
    ids = tuple(line.product.id for line in ask.quote.lines)
    match look_for(heard.slots["product"], shop, among=ids):
        case One(product):
            return _changed({product.id: quantity or 0}, ask, shop, account)
        case Several(products):
            which_one = which(products, then=lambda product: _requote(ask, product.id, quantity or 0, account))
            return Step(ask=which_one, settled=True)
        case Nothing() | Together():
            return _other_product(heard, quantity, ask.quote, shop, account)


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


def _changed(quantities: dict[str, int], ask: ConfirmOrder, shop: Shop, account: Account) -> Step:
    """The quote anew with these quantities; a no when nothing is left in it. A basket's quote changes the basket."""
    if ask.basket:
        return correct_basket(quantities, shop, account, means_of(ask.quote, account))
    items = requoted(ask.quote, quantities)
    if items:
        return quote_step(items, shop, account, means_of(ask.quote, account))
    return Step(tell=(NothingOrdered(),), ask=AnythingElse(), settled=True)


def _requote(ask: ConfirmOrder, product_id: str, quantity: int, account: Account) -> Command:
    means = means_of(ask.quote, account)
    if ask.basket:
        return CorrectBasket(product_id, quantity, means)
    return QuoteItems(requoted(ask.quote, {product_id: quantity}), means)
