"""RateIntent{rating, product}: one to five for a product; zero to ten for the shop, when that was asked."""

from dataclasses import dataclass

from skill.commerce.product import One
from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Fill, Step, Tell
from skill.dialogue.commands import HandOver, RateProduct
from skill.dialogue.finding import product_meant
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.numbers import number
from skill.dialogue.openings import NPS
from skill.dialogue.state import State

RATED, RECOMMENDED = "rated", "recommended"
MOST, MOST_NPS = 5, 10
POOR = 2


@dataclass(frozen=True, slots=True)
class ThanksForRating(Tell):
    """Kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HowManyStars(Ask):
    """No number from one to `most` was heard."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SorryAboutIt(Ask):
    """It was poor: shall a person call about it?"""


def rate(heard: Heard, state: State, shop: Shop) -> Step:
    """Keep the number; ask again for one that is out of range."""
    if shop.account is None:
        return Step(tell=(NeedsAccount(),))
    about = heard.slots.get("about")
    stars = number(heard, "rating")
    if about is not None and NPS in about.ids:
        if stars is None or stars > MOST_NPS:
            return _again(heard, 0, MOST_NPS)
        shop.account.memory.note(RECOMMENDED, shop.now.date().isoformat(), str(stars), shop.now)
        return Step(tell=(ThanksForRating(),), ask=AnythingElse(), settled=True)
    meant = product_meant(heard, state, shop, then=lambda product: RateProduct(product.id, stars))
    return rated(meant.product.id, stars, shop) if isinstance(meant, One) else meant


def rated(product_id: str, stars: int | None, shop: Shop) -> Step:
    """Keep it for this product."""
    if shop.account is None:
        return Step(tell=(NeedsAccount(),))
    heard = Heard("RateIntent", {"product": Slot(product_id, (product_id,))})
    if stars is None or not 1 <= stars <= MOST:
        return _again(heard, 1, MOST)
    shop.account.memory.note(RATED, product_id, str(stars), shop.now)
    if stars <= POOR:
        sorry = SorryAboutIt(if_yes=HandOver(heard), expects=Expectation.YES_NO)
        return Step(ask=sorry, about=product_id, settled=True)
    return Step(tell=(ThanksForRating(),), ask=AnythingElse(), about=product_id, settled=True)


def _again(heard: Heard, least: int, most: int) -> Step:
    """A number out of range, or none."""
    kept = Heard(heard.intent, {name: slot for name, slot in heard.slots.items() if name != "rating"})
    return Step(ask=HowManyStars(least=least, most=most, fill=Fill(kept, "rating"), expects=Expectation.NUMBER))
