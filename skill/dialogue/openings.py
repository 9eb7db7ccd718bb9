"""What a launch may offer of its own accord: one thing a session at most, and never what was refused.

In this order: what was interrupted within a day, the basket when it matters, a question about what was delivered,
a refill (facts: commerce, Confirmation: nothing is pushed on anybody who complains or waits).
"""

from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

from skill.commerce.order import Order, Status
from skill.commerce.product import Product
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import Ask, Expectation, Fill
from skill.dialogue.baskets import lines_in
from skill.dialogue.commands import Command, Item, Narrow, QuoteBasket, QuoteItems, Refuse
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.stock import FEW
from skill.dialogue.rhythm import due
from skill.dialogue.state import Left, State

BASKET, REFILL, RATING, NPS = "basket", "refill", "rating_asked", "nps_asked"
SURVEYS, REFILLS = "surveys", "refill_reminders"
BASKET_KEPT = timedelta(days=30)
RATE_WITHIN = timedelta(days=14)
REFILL_EVERY = timedelta(days=7)
NPS_EVERY = timedelta(days=90)
NPS_ONE_IN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnWith(Ask):
    """An interrupted purchase: go on with it?"""

    seller: str
    products: tuple[Product, ...]

    def resume(self) -> Command | None:
        return self.if_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnLooking(Ask):
    """An interrupted search: go on with it?"""

    seller: str
    words: str

    def resume(self) -> Command | None:
        return self.if_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketWaits(Ask):
    """The basket was left open: check out?"""

    seller: str
    products: tuple[Product, ...]

    def resume(self) -> Command | None:
        return self.if_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class RateIt(Ask):
    """One to five: how was it?"""

    product: Product

    @property
    def about(self) -> str | None:
        return self.product.id


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendUs(Ask):
    """Zero to ten: would you recommend us?"""

    seller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToReorder(Ask):
    """You usually reorder this about now: shall I?"""

    product: Product

    @property
    def about(self) -> str | None:
        return self.product.id


def opening(state: State, shop: Shop) -> Ask | None:
    """The one thing to offer at this launch, if there is any."""
    account = shop.account
    if account is None or account.customer.new_here or account.customer.unsettled:
        return None
    return (
        interrupted(state, shop, account)
        or _basket(shop, account)
        or _rating(shop, account)
        or _recommendation(shop, account)
        or _refill(shop, account)
    )


def fresh(left: Left | None, shop: Shop) -> Left | None:
    """What was left, if it was left within the day."""
    return left if left is not None and shop.now - left.at <= shop.policy.resume_within else None


def interrupted(state: State, shop: Shop, account: Account) -> Ask | None:
    """What this customer left unfinished, on whichever channel."""
    left = fresh(state.left, shop)
    if left is None:
        return None
    seller = shop.policy.seller
    match left.command:
        case QuoteItems(items=items) as command:
            products = shop.catalogue.several(tuple(item.product_id for item in items))
            if products:
                return GoOnWith(seller=seller, products=products, if_yes=command, expects=Expectation.YES_NO)
        case QuoteBasket() as command:
            products = tuple(line.product for line in lines_in(account, shop))
            if products:
                return BasketWaits(seller=seller, products=products, if_yes=command, expects=Expectation.YES_NO)
        case Narrow(words=words) as command:
            return GoOnLooking(seller=seller, words=words, if_yes=command, expects=Expectation.YES_NO)
        case _:
            pass
    return None


def _basket(shop: Shop, account: Account) -> Ask | None:
    """When it matters: something in it has become cheaper or scarce. Offered once until the basket changes."""
    changed = account.basket.changed_at()
    if changed is None or shop.now - changed > BASKET_KEPT:
        return None
    asked = account.memory.answered(BASKET, "")
    if asked is not None and asked.at >= changed:
        return None
    lines = lines_in(account, shop)
    price_then = {line.product_id: line.price for line in account.basket.lines()}
    if not any(0 < line.product.stock <= FEW or line.unit_price < price_then[line.product.id] for line in lines):
        return None
    account.memory.note(BASKET, "", "", shop.now)
    return BasketWaits(
        seller=shop.policy.seller,
        products=tuple(line.product for line in lines),
        if_yes=QuoteBasket(),
        expects=Expectation.YES_NO,
    )


def _rating(shop: Shop, account: Account) -> Ask | None:
    """At most one question for each delivered order, of those who agreed to be asked."""
    order = next((order for order in account.orders.history() if _just_delivered(order, shop)), None)
    if order is None or not account.memory.allows(SURVEYS) or account.memory.answered(RATING, order.id):
        return None
    return rate(order, shop, account)


def rate(order: Order, shop: Shop, account: Account) -> Ask | None:
    """The question about the first thing in it that is still sold; from now on it was asked."""
    product = next(iter(shop.catalogue.several(tuple(line.product.id for line in order.lines))), None)
    if product is None:
        return None
    account.memory.note(RATING, order.id, "", shop.now)
    heard = Heard("RateIntent", {"product": Slot(product.id, (product.id,))})
    return RateIt(product=product, fill=Fill(heard, "rating"), expects=Expectation.NUMBER)


def _just_delivered(order: Order, shop: Shop) -> bool:
    """Delivered lately, in time, and nobody's gift: who had trouble is not asked how it was."""
    if order.status is not Status.DELIVERED or order.gift or order.delayed:
        return False
    scans = [scan.at for parcel in order.shipments for scan in parcel.scans if scan.status is Status.DELIVERED]
    return bool(scans) and timedelta(0) <= shop.now - max(scans) <= RATE_WITHIN


def _recommendation(shop: Shop, account: Account) -> Ask | None:
    """A sample of the customers who have bought, at most every 90 days each. The draw is the same all quarter."""
    today = shop.policy.today(shop.now)
    draw = crc32(f"{account.customer.id} {today.year} {(today.month - 1) // 3}".encode())
    if draw % NPS_ONE_IN or not account.memory.allows(SURVEYS):
        return None
    latest = account.memory.latest(NPS)
    if latest is not None and shop.now - latest < NPS_EVERY:
        return None
    if not any(order.status is Status.DELIVERED for order in account.orders.history()):
        return None
    account.memory.note(NPS, "", "", shop.now)
    heard = Heard("RateIntent", {"about": Slot(NPS, (NPS,))})
    return RecommendUs(seller=shop.policy.seller, fill=Fill(heard, "rating"), expects=Expectation.NUMBER)


def _refill(shop: Shop, account: Account) -> Ask | None:
    """What is usually reordered about now, with consent; one refused is never suggested again."""
    if not account.memory.allows(REFILLS):
        return None
    latest = account.memory.latest(REFILL)
    if latest is not None and shop.now - latest < REFILL_EVERY:
        return None
    inside = {line.product_id for line in account.basket.lines()}
    for product_id in due(account, shop.now):
        before = account.memory.answered(REFILL, product_id)
        product = shop.catalogue.product(product_id)
        if product is None or product.stock == 0 or product_id in inside or (before and before.answer == "no"):
            continue
        account.memory.note(REFILL, product_id, "", shop.now)
        return TimeToReorder(
            product=product,
            if_yes=QuoteItems((Item(product_id),)),
            if_no=Refuse(REFILL, product_id),
            expects=Expectation.YES_NO,
        )
    return None
