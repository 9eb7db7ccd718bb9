"""CompareIntent{product, otherProduct}: two products by their price and what else differs, three things at most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from skill.commerce.money import Money
from skill.commerce.product import Fact, Measure, Nothing, One, Product, Several, Together
from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Fill, Step
from skill.dialogue.commands import Command, CompareWith, ShowItem
from skill.dialogue.finding import THIS, NotFound, WhatProduct, look_for, product_meant, refers_to, which
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.state import State

AT_MOST = 3
PRICE = "price"
LONGEST = 2  # words of a text that can be taken in while listening
# What people weigh, in this order; long lists (ingredients, storage) are for questions of their own.
WEIGHED = (
    "size",
    "organic",
    "caffeine",
    "vegan",
    "gluten_free",
    "scent",
    "battery_life",
    "power",
    "warranty",
    "pages",
    "colour",
    "material",
    "vegetarian",
    "recyclable",
    "shelf_life",
    "author",
    "age",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute, and what the first and the second have of it: one of the four kinds a fact may be of.

    `texts` are per language.
    """

    attribute: str
    prices: tuple[Money, Money] | None = None
    holds: tuple[bool, bool] | None = None
    measures: tuple[Measure, Measure] | None = None
    texts: tuple[Mapping[str, str], Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Ask):
    """The two side by side, then: which one?"""

    first: Product
    second: Product
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareWithWhat(Ask):
    """Only one was named."""

    product: Product


def compare(heard: Heard, state: State, shop: Shop) -> Step:
    """Two that were named; the one under discussion stands in for one that was not."""
    other = heard.slots.get("otherProduct")
    if other is not None and heard.value("product") is None and not state.about:
        heard, other = Heard(heard.intent, {"product": other}), None  # only one was named, whichever slot holds it
    if other is None and (two := _parts(heard, shop)):
        heard = Heard(heard.intent, {"product": two[0], "otherProduct": two[1]})
        other = two[1]
    if other is None and heard.value("product") is None:
        offered = [choice.what for choice in state.ask.choices if isinstance(choice.what, Product)] if state.ask else []
        if len(offered) > 1:
            return compared(offered[0].id, offered[1].id, shop)
    words = other.value if other else ""
    if other is not None and THIS in other.ids:
        words, other = "", None
    elif other is None and state.about and heard.value("product") and not refers_to(heard, THIS):
        return _against(state.about, heard.slots["product"], shop)
    meant = product_meant(heard, state, shop, then=lambda product: CompareWith(product.id, other_words=words))
    if not isinstance(meant, One):
        return meant
    return compared_with(CompareWith(meant.product.id, other_words=words), shop, other)


def compared_with(command: CompareWith, shop: Shop, other: Slot | None = None) -> Step:
    """The first is known; the second by its id, by its words, or still to be asked."""
    if command.other_id is not None:
        return compared(command.product_id, command.other_id, shop)
    if command.other_words:
        return _against(command.product_id, other or Slot(command.other_words), shop)
    product = shop.catalogue.product(command.product_id)
    if product is None:
        return Step(tell=(NotFound(),), ask=AnythingElse())
    fill = Fill(Heard("CompareIntent", {"product": Slot(product.id, (product.id,))}), "otherProduct")
    return Step(ask=CompareWithWhat(product=product, fill=fill), about=product.id)


def compared(first_id: str, second_id: str, shop: Shop) -> Step:
    """Price first, then what differs."""
    first, second = shop.catalogue.product(first_id), shop.catalogue.product(second_id)
    if first is None or second is None or first.id == second.id:
        return Step(tell=(NotFound(),), ask=AnythingElse())
    ask = Compared(
        first=first,
        second=second,
        differences=differences(first, second, shop.catalogue.facts),
        choices=(Choice(first, ShowItem(first.id)), Choice(second, ShowItem(second.id))),
        expects=Expectation.CHOICE,
    )
    return Step(ask=ask, about=first.id)


def differences(first: Product, second: Product, facts: Callable[[str], tuple[Fact, ...]]) -> tuple[Difference, ...]:
    """At most three, the price among them even when it is the same: it is what everybody asks."""
    found: list[Difference] = [Difference(PRICE, prices=(first.price, second.price))]
    ours = {fact.attribute: fact for fact in facts(first.id)}
    theirs = {fact.attribute: fact for fact in facts(second.id)}
    for attribute in WEIGHED:
        if attribute in ours and attribute in theirs:
            found += _difference(ours[attribute], theirs[attribute])
    return tuple(found[:AT_MOST])


def _difference(one: Fact, other: Fact) -> list[Difference]:
    """What differs, if both are known in the same kind and can be taken in."""
    if (one.value, one.unit) == (other.value, other.unit):
        return []
    match one.value, other.value:
        case bool(first), bool(second):
            return [Difference(one.attribute, holds=(first, second))]
        case int(first), int(second):
            return [Difference(one.attribute, measures=(Measure(first, one.unit), Measure(second, other.unit)))]
        case Mapping() as first, Mapping() as second:
            long = any(len(text.split()) > LONGEST for text in (*first.values(), *second.values()))
            return [] if long else [Difference(one.attribute, texts=(first, second))]
        case _:
            return []


def _against(product_id: str, said: Slot, shop: Shop) -> Step:
    match look_for(said, shop):
        case One(product):
            return compared(product_id, product.id, shop)
        case Several(products):

            def then(product: Product) -> Command:
                return CompareWith(product_id, product.id)

            others = tuple(product for product in products if product.id != product_id)
            return compared(product_id, others[0].id, shop) if len(others) == 1 else Step(ask=which(others, then))
        case Nothing() | Together():
            fill = Fill(Heard("CompareIntent", {"product": Slot(product_id, (product_id,))}), "otherProduct")
            return Step(tell=(NotFound(),), ask=WhatProduct(fill=fill))


def _parts(heard: Heard, shop: Shop) -> tuple[Slot, Slot] | None:
    """Both were named in one slot ("compare the decaf and the espresso")."""
    said = heard.slots.get("product")
    if said is None:
        return None
    if len(said.more) == 1:
        return Slot(said.value, said.ids), said.more[0]
    parts = shop.catalogue.parts(said.value)
    return (Slot(parts[0].words), Slot(parts[1].words)) if len(parts) == 2 else None
