"""ChooseIntent{ordinal, product}: one of the choices just offered, by its place or by its name."""

from dataclasses import dataclass

from skill.commerce.product import One, Product, Several
from skill.commerce.shop import Shop
from skill.dialogue.acts import Choice, Step, Tell, WhatElse
from skill.dialogue.commands import TellPrice
from skill.dialogue.finding import THIS, look_for, product_meant, refers_to
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.confirm import run
from skill.dialogue.intents.price import answer as price_of
from skill.dialogue.intents.reorder import reorder
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.state import State

LAST = "last"


@dataclass(frozen=True, slots=True)
class NothingToChoose(Tell):
    """No choice is open."""


@dataclass(frozen=True, slots=True)
class NotAChoice(Tell):
    """What was said is none of the choices."""


def choose(heard: Heard, state: State, shop: Shop) -> Step:
    """Do what the chosen answer carries. A product named without a question is what the customer may want."""
    choices = state.ask.choices if state.ask else ()
    if not choices:
        return _unasked(heard, state, shop)
    said = heard.slots.get("ordinal")
    if said is not None:
        place = _place(said.ids[0] if said.ids else said.value, len(choices))
        if place is not None:
            return choose_place(place, state, shop)
    if heard.value("product") is not None and not refers_to(heard, THIS):
        return _by_name(heard, choices, state, shop)
    return _again(state)


def choose_place(place: int, state: State, shop: Shop) -> Step:
    """The choice of this place, counted from 1."""
    choices = state.ask.choices if state.ask else ()
    if not 1 <= place <= len(choices):
        return _again(state)
    return run(choices[place - 1].then, state, shop)


def _by_name(heard: Heard, choices: tuple[Choice, ...], state: State, shop: Shop) -> Step:
    products = [choice.what for choice in choices if isinstance(choice.what, Product)]
    inside = [product for choice in choices if not isinstance(choice.what, Product) for product in choice.what.products]
    found = look_for(heard.slots["product"], shop, among=tuple(product.id for product in (*products, *inside)))
    if not isinstance(found, One):
        return _again(state) if isinstance(found, Several) else _unasked(heard, state, shop)
    for place, choice in enumerate(choices, 1):
        ids = {choice.what.id} if isinstance(choice.what, Product) else {p.id for p in choice.what.products}
        if found.product.id in ids:
            return choose_place(place, state, shop)
    return _again(state)


def _again(state: State) -> Step:
    return Step(tell=(NotAChoice(),), ask=state.ask)


def _unasked(heard: Heard, state: State, shop: Shop) -> Step:
    """A bare product name without a choice: its price, which commits to nothing and puts it under discussion.

    "That one" is the product under discussion, and while a quote is open ("no, the decaf") a name is a
    correction: both are quoted.
    """
    that = refers_to(heard, THIS) or not heard.slots
    named = heard.value("product") is not None
    if shop.account and ((named and isinstance(state.ask, ConfirmOrder)) or (that and state.about)):
        return reorder(Heard("ReorderIntent", heard.slots or {"product": Slot(THIS, (THIS,))}), state, shop)
    if state.undone:
        return Step(ask=state.ask, brief=True)
    if heard.value("product") is None or that:
        return Step(tell=(NothingToChoose(),), ask=WhatElse())
    meant = product_meant(heard, state, shop, then=lambda product: TellPrice(product.id))
    return price_of(meant.product.id, shop) if isinstance(meant, One) else meant


def _place(said: str, count: int) -> int | None:
    if said == LAST:
        return count
    return int(said) if said.isascii() and said.isdigit() else None
