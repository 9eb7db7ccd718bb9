"""ChooseIntent{ordinal, product}: one of the choices just offered, by its place or by its name."""

from dataclasses import dataclass

from skill.commerce.product import One, Product, Several
from skill.commerce.shop import Shop
from skill.dialogue.acts import Ask, Choice, Option, Step, Tell, WhatElse
from skill.dialogue.commands import TellPrice
from skill.dialogue.finding import THIS, USUAL, look_for, product_meant, refers_to
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.carry_out import run
from skill.dialogue.intents.find_product import ANY, SearchAsk, UpToPrice, anything, show_item
from skill.dialogue.intents.price import answer as price_of
from skill.dialogue.intents.reorder import reorder
from skill.dialogue.notes import Note
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.state import State

LAST = "last"
REFERENCE = "ref:"
CHEAPEST = "ref:cheapest"


@dataclass(frozen=True, slots=True)
class NothingToChoose(Tell):
    """No choice is open."""


@dataclass(frozen=True, slots=True)
class NotAChoice(Tell):
    """What was said is none of the choices."""


def choose(heard: Heard, state: State, shop: Shop) -> Step:
    """Do what the chosen answer carries. A product named without a question is what the customer may want."""
    choices = state.ask.choices if state.ask else ()
    if isinstance(state.ask, SearchAsk) and refers_to(heard, ANY):
        return anything(state.ask, shop)
    if state.ask is not None and refers_to(heard, CHEAPEST) and (step := _cheapest(state.ask, state, shop)):
        return step
    if _answers_nothing(heard, choices):
        if choices:
            return _again(state)
        return Step(ask=state.ask, brief=True) if state.ask else Step(tell=(NothingToChoose(),), ask=WhatElse())
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
    """A product, an order by what is in it, or an option by its words or by what the platform resolved them to."""
    said = heard.slots["product"]
    for place, choice in enumerate(choices, 1):
        if isinstance(choice.what, Option) and _is_option(said, choice.what):
            return choose_place(place, state, shop)
    inside = tuple((place, id_) for place, choice in enumerate(choices, 1) for id_ in _ids(choice))
    among = tuple(id_ for _, id_ in inside)
    searched = state.ask.search.ids if isinstance(state.ask, SearchAsk) else ()
    found = look_for(said, shop, among=(*among, *searched))
    if not isinstance(found, One):
        return _again(state) if isinstance(found, Several) else _unasked(heard, state, shop)
    for place, id_ in inside:
        if found.product.id == id_:
            return choose_place(place, state, shop)
    return show_item(found.product.id, shop)


def _answers_nothing(heard: Heard, choices: tuple[Choice, ...]) -> bool:
    """An answer ("damaged", "it doesn't matter") that the open question does not have: it is no name of a product."""
    said = heard.slots.get("product")
    references = [id_ for id_ in said.ids if id_.startswith(REFERENCE) and id_ not in (THIS, USUAL)] if said else []
    options = {REFERENCE + choice.what.key for choice in choices if isinstance(choice.what, Option)}
    return bool(references) and not options.intersection(references)


def _is_option(said: Slot, option: Option) -> bool:
    """Resolved by the platform, or one of the option's own words as the shop's data has them."""
    words = said.value.casefold()
    return REFERENCE + option.key in said.ids or any(
        words == name.casefold() or f" {name.casefold()} " in f" {words} " for name in option.names.values()
    )


def _ids(choice: Choice) -> tuple[str, ...]:
    match choice.what:
        case Product(id=id_):
            return (id_,)
        case Note(products=products):
            return tuple(product.id for product in products)
        case Option():
            return ()


def _cheapest(ask: Ask, state: State, shop: Shop) -> Step | None:
    """ "The cheaper one": of the products offered, or of those still searched among; a yes to a price limit."""
    if isinstance(ask, UpToPrice) and ask.if_yes is not None:
        return run(ask.if_yes, state, shop)
    ids = ask.search.ids if isinstance(ask, SearchAsk) else tuple(id_ for choice in ask.choices for id_ in _ids(choice))
    products = [product for product in shop.catalogue.several(ids) if product.stock > 0]
    if not products or any(not isinstance(choice.what, Product) for choice in ask.choices):
        return None
    cheapest = min(products, key=lambda product: product.price.minor)
    place = next((place for place, choice in enumerate(ask.choices, 1) if cheapest.id in _ids(choice)), None)
    return choose_place(place, state, shop) if place is not None else show_item(cheapest.id, shop)


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
