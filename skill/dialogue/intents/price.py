"""PriceIntent{product}: what one costs today."""

from dataclasses import dataclass

from skill.commerce.money import Money
from skill.commerce.product import One, Product
from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Step, Tell
from skill.dialogue.commands import TellPrice
from skill.dialogue.finding import NotFound, product_meant
from skill.dialogue.heard import Heard
from skill.dialogue.state import State


@dataclass(frozen=True, slots=True)
class PriceIs(Tell):
    product: Product
    price: Money


def price(heard: Heard, state: State, shop: Shop) -> Step:
    """The price of the product named or under discussion."""
    meant = product_meant(heard, state, shop, then=lambda product: TellPrice(product.id))
    return answer(meant.product.id, shop) if isinstance(meant, One) else meant


def answer(product_id: str, shop: Shop) -> Step:
    """Today's price; from now on this product is under discussion."""
    product = shop.catalogue.product(product_id)
    if product is None:
        return Step(tell=(NotFound(),), ask=AnythingElse())
    return Step(tell=(PriceIs(product, product.price),), ask=AnythingElse(), about=product_id)
