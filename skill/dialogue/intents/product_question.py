"""ProductQuestionIntent{product, attribute}: what is known about a product, with its source. Unknown stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

from skill.commerce.customer import Ticket
from skill.commerce.product import Fact, Measure, One, Product
from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Step, Tell
from skill.dialogue.commands import AskShop, TellFact
from skill.dialogue.finding import NotFound, product_meant
from skill.dialogue.heard import Heard
from skill.dialogue.state import State

AT_MOST = 3
FOR_SAFETY = frozenset({"allergens", "gluten_free"})


@dataclass(frozen=True, slots=True)
class FactHolds(Tell):
    """Yes: it is vegan, organic, recyclable ..."""

    product: Product
    attribute: str
    source: str


@dataclass(frozen=True, slots=True)
class FactFails(Tell):
    """No, it is not."""

    product: Product
    attribute: str
    source: str


@dataclass(frozen=True, slots=True)
class FactNumber(Tell):
    """A size, a warranty, a power ..."""

    product: Product
    attribute: str
    number: Measure
    source: str


@dataclass(frozen=True, slots=True)
class FactText(Tell):
    """`text` is the fact per language."""

    product: Product
    attribute: str
    text: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class CheckLabel(Tell):
    """Said after every answer about allergens: the shop's data is no promise of safety."""


@dataclass(frozen=True, slots=True)
class PhoneUs(Tell):
    """Somebody without an account can reach a person by phone."""

    phone: str


@dataclass(frozen=True, slots=True)
class WillAsk(Tell):
    """A person will find it out."""

    product: Product


@dataclass(frozen=True, slots=True)
class FactUnknown(Tell):
    """The shop does not say."""

    product: Product
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShallIAsk(Ask):
    """Offer to ask the shop's people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatAboutIt(Ask):
    """Which attribute? At most three that are known are named."""

    product: Product
    attributes: tuple[str, ...]


def product_question(heard: Heard, state: State, shop: Shop) -> Step:
    """Answer from the facts about the product named or under discussion."""
    said = heard.slots.get("attribute")
    attribute = (said.ids[0] if said.ids else said.value) if said and said.value.strip() else None
    meant = product_meant(heard, state, shop, then=lambda product: TellFact(product.id, attribute))
    return answer(meant.product.id, attribute, shop) if isinstance(meant, One) else meant


def answer(product_id: str, attribute: str | None, shop: Shop) -> Step:
    """The fact, or that the shop does not say."""
    product = shop.catalogue.product(product_id)
    if product is None:
        return Step(tell=(NotFound(),), ask=AnythingElse())
    facts = {fact.attribute: fact for fact in shop.catalogue.facts(product_id)}
    if attribute is None:
        return Step(ask=WhatAboutIt(product=product, attributes=tuple(facts)[:AT_MOST]), about=product.id)
    fact = facts.get(attribute)
    if fact is not None:
        more = (CheckLabel(),) if attribute in FOR_SAFETY else ()
        return Step(tell=(_told(fact, product), *more), ask=AnythingElse(), about=product.id)
    ask = ShallIAsk(if_yes=AskShop(product.id, attribute), expects=Expectation.YES_NO)
    return Step(tell=(FactUnknown(product, attribute),), ask=ask, about=product.id)


def ask_shop(product_id: str, attribute: str, shop: Shop) -> Step:
    """Leave the question with a person; without an account there is nobody to answer to."""
    product = shop.catalogue.product(product_id)
    if product is None:
        return Step(tell=(NotFound(),), ask=AnythingElse())
    if shop.account is None:
        return Step(tell=(PhoneUs(shop.policy.phone),), ask=AnythingElse())
    shop.desk.open(
        Ticket(
            reason="product_question",
            intent="ProductQuestionIntent",
            slots={"attribute": attribute},
            product_id=product_id,
        )
    )
    return Step(tell=(WillAsk(product),), ask=AnythingElse(), about=product_id)


def _told(fact: Fact, product: Product) -> Tell:
    match fact.value:
        case True:
            return FactHolds(product, fact.attribute, fact.source)
        case False:
            return FactFails(product, fact.attribute, fact.source)
        case int(number):
            return FactNumber(product, fact.attribute, Measure(number, fact.unit), fact.source)
        case text:
            return FactText(product, fact.attribute, text, fact.source)
