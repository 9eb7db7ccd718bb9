"""StockIntent{product}: whether it is there."""

from dataclasses import dataclass

from skill.commerce.product import One, Product
from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Step, Tell
from skill.dialogue.commands import TellStock
from skill.dialogue.finding import NotFound, product_meant
from skill.dialogue.heard import Heard
from skill.dialogue.quotes import SoldOut
from skill.dialogue.state import State

FEW = 5


@dataclass(frozen=True, slots=True)
class InStock(Tell):
    product: Product


@dataclass(frozen=True, slots=True)
class FewLeft(Tell):
    product: Product
    left: int


@dataclass(frozen=True, slots=True)
class ClosestIs(Tell):
    """Out of stock; what is closest and there."""

    missing: Product
    product: Product


def stock(heard: Heard, state: State, shop: Shop) -> Step:
    """Whether the product named or under discussion can be had today."""
    meant = product_meant(heard, state, shop, then=lambda product: TellStock(product.id))
    return answer(meant.product.id, shop) if isinstance(meant, One) else meant


def answer(product_id: str, shop: Shop) -> Step:
    """In stock, few left, or out of stock with the closest that is there under discussion."""
    product = shop.catalogue.product(product_id)
    if product is None:
        return Step(tell=(NotFound(),), ask=AnythingElse())
    if product.stock == 0:
        closest = shop.catalogue.substitute(product_id)
        if closest is None:
            return Step(tell=(SoldOut(product),), ask=AnythingElse(), about=product_id)
        return Step(tell=(ClosestIs(product, closest),), ask=AnythingElse(), about=closest.id)
    told = FewLeft(product, product.stock) if product.stock <= FEW else InStock(product)
    return Step(tell=(told,), ask=AnythingElse(), about=product_id)
