"""DealsIntent: at most three things that cost less than usual, only when asked for."""

from dataclasses import dataclass

from skill.commerce.product import Deal
from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Step, Tell
from skill.dialogue.bought import weights
from skill.dialogue.commands import ShowItem
from skill.dialogue.heard import Heard
from skill.dialogue.state import State

AT_MOST = 3


@dataclass(frozen=True, slots=True)
class NoDeals(Tell):
    """Nothing is cheaper than usual today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaysDeals(Ask):
    """At most three, each with its price; which one?"""

    deals: tuple[Deal, ...]


def deals(heard: Heard, state: State, shop: Shop) -> Step:
    """What this customer buys anyway comes first."""
    bought = weights(shop.account.orders.history(), shop.now) if shop.account else {}
    found = sorted(shop.catalogue.deals(), key=lambda deal: -bought.get(deal.product.id, 0.0))[:AT_MOST]
    if not found:
        return Step(tell=(NoDeals(),), ask=AnythingElse())
    choices = tuple(Choice(deal.product, ShowItem(deal.product.id)) for deal in found)
    return Step(ask=TodaysDeals(deals=tuple(found), choices=choices, expects=Expectation.CHOICE))
