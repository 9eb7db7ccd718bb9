"""Which product the customer means: what was said, what is under discussion, or a question."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from skill.commerce.product import Found, Nothing, One, Product, Several, Together
from skill.commerce.shop import Shop
from skill.dialogue.acts import Ask, Choice, Expectation, Fill, Step, Tell
from skill.dialogue.bought import weights
from skill.dialogue.commands import Command
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.state import State

THIS = "ref:this"
USUAL = "ref:usual"
AT_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichProduct(Ask):
    """Several products answer to what was said: at most three are offered, by name or by place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatProduct(Ask):
    """No product was named and none is under discussion."""


@dataclass(frozen=True, slots=True)
class NotFound(Tell):
    """Nothing in the shop answers to these words."""


@dataclass(frozen=True, slots=True)
class OneAtATime(Tell):
    """Several things were named in one breath; none of them is dropped silently."""


def refers_to(heard: Heard, reference: str, slot: str = "product") -> bool:
    """True when the slot is a reference ("it", "the usual") and no name."""
    said = heard.slots.get(slot)
    return said is not None and reference in said.ids


def product_meant(
    heard: Heard,
    state: State,
    shop: Shop,
    then: Callable[[Product], Command],
) -> One | Step:
    """The product of the slot `product`, or the step that asks for it.

    Without a name it is the one under discussion. `then` is what choosing one of several would do.
    """
    said = heard.slots.get("product")
    if said is None or not said.value.strip() or THIS in said.ids:
        product = shop.catalogue.product(state.about) if state.about else None
        if product is not None:
            return One(product, bought=False)
        return Step(ask=WhatProduct(fill=Fill(_without_reference(heard), "product")))
    match look_for(said, shop) if not said.more else Together():
        case One() as one:
            return one
        case Several(products):
            return Step(ask=which(products, then))
        case Together():
            return Step(tell=(OneAtATime(),), ask=WhatProduct(fill=Fill(_without_reference(heard), "product")))
        case Nothing():
            return Step(tell=(NotFound(),), ask=WhatProduct(fill=Fill(_without_reference(heard), "product")))


def look_for(said: Slot, shop: Shop, among: tuple[str, ...] | None = None) -> Found:
    """One function for every ear: the words first, and what the platform resolved where they do not decide."""
    orders = shop.account.orders.history() if shop.account else ()
    bought = weights(orders, shop.now)
    found = shop.catalogue.find(said.value, bought=bought, among=among)
    if isinstance(found, One | Together) or not said.ids:
        return found
    resolved = [shop.catalogue.product(id_) for id_ in said.ids if among is None or id_ in among]
    products = tuple(product for product in resolved if product is not None)
    if isinstance(found, Several):
        both = tuple(product for product in found.products if product.id in said.ids)
        products = both or found.products
    if not products:
        return found
    if len(products) == 1:
        return One(products[0], bought=products[0].id in bought)
    return Several(products, bought=isinstance(found, Several) and found.bought)


def which(products: tuple[Product, ...], then: Callable[[Product], Command]) -> WhichProduct:
    """The question between at most three products."""
    return WhichProduct(
        choices=tuple(Choice(product, then(product)) for product in products[:AT_MOST]),
        expects=Expectation.CHOICE,
    )


def _without_reference(heard: Heard) -> Heard:
    return replace(heard, slots={name: slot for name, slot in heard.slots.items() if name != "product"})
