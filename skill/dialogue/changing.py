"""Changes to what lies in the basket: out of it, or another number of it. All of them can be undone."""

from collections.abc import Mapping
from dataclasses import replace

from skill.commerce.order import Line
from skill.commerce.product import Nothing, One, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Step, WhatElse
from skill.dialogue.baskets import BasketEmpty, NotInBasket, NowInBasket, TakenOut, held, items_in, more
from skill.dialogue.commands import Item, RemoveItem
from skill.dialogue.finding import THIS, look_for, refers_to, which
from skill.dialogue.heard import Heard
from skill.dialogue.quotes import NothingOrdered
from skill.dialogue.quoting import how_many, quote_step
from skill.dialogue.state import State


def take_out(heard: Heard, state: State, shop: Shop, account: Account) -> Step:
    """Take out what the slot `product` names; "it" is what was mentioned last, or put in last."""
    inside = tuple(line.product_id for line in account.basket.lines())
    if not inside:
        return Step(tell=(BasketEmpty(),), ask=WhatElse())
    if refers_to(heard, THIS):
        return removed(state.about if state.about in inside else inside[-1], shop, account)
    match look_for(heard.slots["product"], shop, among=inside):
        case One(product):
            return removed(product.id, shop, account)
        case Several(products):
            return Step(ask=which(products, lambda product: RemoveItem(product.id)))
        case Nothing() | Together():
            return Step(tell=(NotInBasket(),), ask=more(account))


def removed(product_id: str, shop: Shop, account: Account) -> Step:
    """Take this one out."""
    before = held(account, product_id)
    product = shop.catalogue.product(product_id) if before else None
    if product is None:
        return Step(tell=(NotInBasket(),), ask=more(account))
    account.basket.put(product.id, 0)
    undo = (Item(product.id, before),)
    return Step(tell=(TakenOut((product,)),), ask=more(account), settled=True, undo=undo)


def set_to(product_id: str, quantity: int, shop: Shop, account: Account) -> Step | None:
    """From now on so many of it; None when it does not lie in the basket or there are not so many."""
    before = held(account, product_id)
    product = shop.catalogue.product(product_id) if before else None
    if product is None or not 0 < quantity <= min(shop.policy.most_of_one, product.stock):
        return None
    account.basket.put(product.id, quantity)
    now = NowInBasket((Line(product, quantity, product.price),))
    return Step(tell=(now,), ask=more(account), about=product.id, settled=True, undo=(Item(product.id, before),))


def correct_basket(quantities: Mapping[str, int], shop: Shop, account: Account, means: int = 0) -> Step:
    """So many of each (product id -> pieces, none for 0) in the basket, and its quote anew."""
    for product_id, quantity in quantities.items():
        product = shop.catalogue.product(product_id)
        if product is not None and not 0 <= quantity <= min(shop.policy.most_of_one, max(product.stock, 1)):
            return how_many(product, shop)
    undo = tuple(Item(product_id, held(account, product_id)) for product_id in quantities)
    for product_id, quantity in quantities.items():
        account.basket.put(product_id, quantity)
    items = items_in(account)
    if not items:
        return Step(tell=(NothingOrdered(), BasketEmpty()), ask=AnythingElse(), settled=True, undo=undo)
    return replace(quote_step(items, shop, account, means, basket=True), undo=undo)
