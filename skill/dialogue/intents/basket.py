"""AddToBasketIntent, RemoveFromBasketIntent, BasketIntent and CheckoutIntent: changes are implicit and undoable."""

from dataclasses import replace

from skill.commerce.product import Product
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Expectation, Fill, Step, WhatElse
from skill.dialogue.baskets import (
    BasketEmpty,
    ChangeUndone,
    CheckOutNow,
    MoreForBasket,
    NothingToUndo,
    held,
    holds,
    more,
)
from skill.dialogue.changing import take_out
from skill.dialogue.collecting import ADD, Gathered, Named, add_all, gather, named, quote_all, quote_basket
from skill.dialogue.commands import Item, QuoteBasket
from skill.dialogue.finding import THIS, WhatProduct
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.change_quantity import change_quantity
from skill.dialogue.numbers import wanted
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.quoting import means_of, requoted
from skill.dialogue.state import State


def add_to_basket(heard: Heard, state: State, shop: Shop) -> Step:
    """Put what was named into the basket, or into the quote that is open, which is then read anew."""
    account = shop.account
    if account is None:
        return Step(tell=(NeedsAccount(),))
    things = named(heard, shop)
    if not things:
        if state.about is None or shop.catalogue.product(state.about) is None:
            return Step(ask=WhatProduct(fill=Fill(Heard(ADD, dict(heard.slots)), "product")))
        things = (Named(Slot(THIS, (THIS,)), wanted(heard)),)
    gathered = gather(things, shop, state.about)
    if isinstance(state.ask, ConfirmOrder) and (gathered.items or gathered.unclear):
        return _into_quote(gathered, state.ask, shop, account)
    return add_all(gathered, shop, account)


def checkout(heard: Heard, state: State, shop: Shop) -> Step:
    """Quote the basket. A quote that is open is only asked again: checking out is no yes to it."""
    if shop.account is None:
        return Step(tell=(NeedsAccount(),))
    if isinstance(state.ask, ConfirmOrder):
        return Step(ask=state.ask, brief=True)
    return quote_basket(shop, shop.account)


def basket(heard: Heard, state: State, shop: Shop) -> Step:
    """Read it: at most three items and a count, and what they cost so far."""
    if shop.account is None:
        return Step(tell=(NeedsAccount(),))
    told = holds(shop.account, shop)
    if isinstance(told, BasketEmpty):
        return Step(tell=(told,), ask=WhatElse())
    ask = CheckOutNow(if_yes=QuoteBasket(), if_no=None, expects=Expectation.ORDER)
    return Step(tell=(told,), ask=ask)


def remove_from_basket(heard: Heard, state: State, shop: Shop) -> Step:
    """Take out what was named; without a name the last change is taken back. In an open quote it is a correction."""
    account = shop.account
    if account is None:
        return Step(tell=(NeedsAccount(),))
    named_one = heard.value("product") is not None
    if isinstance(state.ask, ConfirmOrder) and (named_one or not state.undo):
        slots = heard.slots if named_one else {"product": Slot(THIS, (THIS,))}
        return change_quantity(Heard("ChangeQuantityIntent", slots), state, shop)
    if not named_one:
        return _undo(state, shop, account)
    return take_out(heard, state, shop, account)


def _undo(state: State, shop: Shop, account: Account) -> Step:
    products: list[Product] = []
    undone: list[Item] = []
    for item in state.undo:
        product = shop.catalogue.product(item.product_id)
        if product is None:
            continue
        products.append(product)
        undone.append(Item(product.id, held(account, product.id)))
        if held(account, product.id):
            account.basket.put(product.id, item.quantity or 0)
        elif item.quantity:
            account.basket.add(product.id, item.quantity, product.price)
    if not products:
        return Step(tell=(NothingToUndo(),), ask=AnythingElse())
    return Step(tell=(ChangeUndone(tuple(products)),), ask=more(account), settled=not state.undone, undo=tuple(undone))


def _into_quote(gathered: Gathered, ask: ConfirmOrder, shop: Shop, account: Account) -> Step:
    """ "And a shampoo, too": the quote grows. What is bought of the basket lies in the basket first."""
    if ask.basket:
        step = add_all(gathered, shop, account)
        if not isinstance(step.ask, MoreForBasket):
            return step
        again = quote_basket(shop, account, means_of(ask.quote, account))
        return replace(again, tell=(*step.tell, *again.tell), undo=step.undo)
    items = _grown(requoted(ask.quote, {}), gathered.items)
    return quote_all(replace(gathered, items=items), shop, account, means_of(ask.quote, account))


def _grown(items: tuple[Item, ...], others: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items with more of them, or others, after them."""
    wanted_ = {item.product_id: item.quantity for item in items}
    for item in others:
        before = wanted_.get(item.product_id)
        wanted_[item.product_id] = item.quantity if before is None else before + (item.quantity or 1)
    return tuple(Item(product_id, quantity) for product_id, quantity in wanted_.items())
