"""NotReceivedIntent{product, orderNumber}: "it says delivered but I have nothing". Nothing is sold in such a turn."""

from dataclasses import dataclass
from datetime import date

from skill.commerce.customer import Ticket
from skill.commerce.order import Order, Status
from skill.commerce.product import Nothing, One, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Step, Tell
from skill.dialogue.commands import AskNeighbours, ReportMissing
from skill.dialogue.finding import THIS, USUAL, look_for, refers_to
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.order_status import NoOrders, NoSuchOrder, tell
from skill.dialogue.notes import Note, note
from skill.dialogue.numbers import number
from skill.dialogue.state import State

NEIGHBOURS = "neighbours"
MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNeighbours(Ask):
    """The carrier's event, then the one question about it: have the neighbours been asked?"""

    note: Note
    day: date


@dataclass(frozen=True, slots=True)
class AskThemFirst(Tell):
    """Ask the neighbours; if it is not there, a person takes over at the next word."""


@dataclass(frozen=True, slots=True)
class LookingForIt(Tell):
    """A person looks for the parcel, before other things."""

    ticket: str


@dataclass(frozen=True, slots=True)
class AlreadyLooking(Tell):
    """A person has been looking for it since then."""

    ticket: str


def not_received(heard: Heard, state: State, shop: Shop) -> Step:
    """What the carrier says. Delivered: the neighbours once, then a ticket with priority."""
    account = shop.account
    if account is None:
        return Step(tell=(NeedsAccount(),))
    order = _meant(heard, state, shop, account)
    if order is None:
        told = NoSuchOrder() if account.orders.history() else NoOrders()
        return Step(tell=(told,), ask=AnythingElse())
    if order.status is not Status.DELIVERED:
        return tell(order, shop)
    if account.memory.answered(NEIGHBOURS, order.id) or account.memory.answered(MISSING, order.id):
        return report_missing(order.id, state, shop, account)
    ask = AskedNeighbours(
        note=note(order),
        day=note(order).day or shop.policy.today(shop.now),
        if_yes=ReportMissing(order.id),
        if_no=AskNeighbours(order.id),
        expects=Expectation.YES_NO,
    )
    return Step(ask=ask, about_order=order.id)


def ask_neighbours(order_id: str, shop: Shop, account: Account) -> Step:
    """Once, and it is remembered: the next time a person takes over at once."""
    account.memory.note(NEIGHBOURS, order_id, "no", shop.now)
    return Step(tell=(AskThemFirst(),), ask=AnythingElse(), about_order=order_id, settled=True)


def report_missing(order_id: str, state: State, shop: Shop, account: Account) -> Step:
    """A ticket with priority, one for an order."""
    before = account.memory.answered(MISSING, order_id)
    if before is not None:
        return Step(tell=(AlreadyLooking(before.answer),), ask=AnythingElse(), about_order=order_id, settled=True)
    order = account.order(order_id)
    ticket = shop.desk.open(
        Ticket(
            reason="not_received",
            intent="NotReceivedIntent",
            trail=state.trail,
            order_number=order.number if order else None,
            priority=True,
        )
    )
    account.memory.note(MISSING, order_id, ticket, shop.now)
    return Step(tell=(LookingForIt(ticket),), ask=AnythingElse(), about_order=order_id, settled=True)


def _meant(heard: Heard, state: State, shop: Shop, account: Account) -> Order | None:
    """The order of that number, the latest with that product, the one under discussion, or the latest delivered.

    Without a name it is what is said to be there: nobody misses what is known to be under way.
    """
    if heard.value("orderNumber") is not None:
        return account.order_numbered(number(heard, "orderNumber"))
    orders = account.orders.history()
    if heard.value("product") is not None and not refers_to(heard, THIS) and not refers_to(heard, USUAL):
        named = [order for order in orders if not order.gift]
        ids = tuple({line.product.id for order in named for line in order.lines})
        match look_for(heard.slots["product"], shop, among=ids):
            case One(product):
                wanted = {product.id}
            case Several(products):
                wanted = {product.id for product in products}
            case Nothing() | Together():
                return None
        with_it = [order for order in named if any(order.has(id_) for id_ in wanted)]
        return next((order for order in with_it if order.status is not Status.CANCELLED), None)
    about = account.order(state.about_order)
    delivered = [order for order in orders if order.status is Status.DELIVERED]
    return about or next(iter(delivered or orders), None)
