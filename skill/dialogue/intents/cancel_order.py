"""CancelOrderIntent{product, orderNumber}: cancel within the window, only after a yes."""

from dataclasses import dataclass, replace

from skill.commerce.order import ENDED, Order, Status
from skill.commerce.product import Nothing, One, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Step, Tell
from skill.dialogue.commands import AskToCancel, CancelOrder, HandOver
from skill.dialogue.finding import THIS, look_for, refers_to
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.order_status import NoSuchOrder
from skill.dialogue.notes import Note, note
from skill.dialogue.numbers import number
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.state import State

AT_MOST = 3
BEFORE_SHIPPING = frozenset({Status.PLACED, Status.PREPARING})


@dataclass(frozen=True, slots=True)
class NotCancelled(Tell):
    """The order stands as it was."""


@dataclass(frozen=True, slots=True)
class OrderCancelled(Tell):
    """Cancelled, and nothing is charged."""

    note: Note


@dataclass(frozen=True, slots=True)
class AlreadyCancelled(Tell):
    note: Note


@dataclass(frozen=True, slots=True)
class NothingToCancel(Tell):
    """No order can be cancelled any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCancel(Ask):
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateToCancel(Ask):
    """The window is over; a person may help (yes hands over)."""

    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelWhich(Ask):
    """Several orders could be meant; at most three are offered."""


def cancel_order(heard: Heard, state: State, shop: Shop) -> Step:
    """Ask before cancelling. While a quote is open and nothing is named, "cancel the order" is a no to it."""
    account = shop.account
    if account is None:
        return Step(tell=(NeedsAccount(),))
    named = heard.value("product") is not None and not refers_to(heard, THIS)
    if heard.value("orderNumber") is None and not named and isinstance(state.ask, ConfirmOrder):
        return Step(tell=state.undone, ask=AnythingElse(), settled=True)
    orders = account.orders.history()
    if heard.value("orderNumber") is not None:
        numbered = account.order_numbered(number(heard, "orderNumber"))
        found = [numbered] if numbered else []
    elif named:
        found = _with_product(heard, shop, orders)
    elif refers_to(heard, THIS) and state.about_order:
        found = [order for order in orders if order.id == state.about_order]
    else:
        found = [order for order in orders if can_be_cancelled(order, shop)]
        if not found:
            return _nothing_left(orders)
    if not found:
        return Step(tell=(NoSuchOrder(),), ask=AnythingElse())
    open_ones = [order for order in found if can_be_cancelled(order, shop)]
    if len(open_ones) > 1:
        choices = tuple(Choice(note(order), AskToCancel(order.id)) for order in open_ones[:AT_MOST])
        return Step(ask=CancelWhich(choices=choices, expects=Expectation.CHOICE, undone=NotCancelled()))
    return _ask(open_ones[0] if open_ones else found[0], shop)


def ask(order_id: str, shop: Shop, account: Account) -> Step:
    """Ask about the order that was chosen."""
    found = account.order(order_id)
    return replace(_ask(found, shop), settled=True) if found else Step(tell=(NoSuchOrder(),), ask=AnythingElse())


def cancelled(order_id: str, shop: Shop, account: Account) -> Step:
    """Cancel after the yes, and say what came of it."""
    found = account.order(order_id)
    if found is None:
        return Step(tell=(NoSuchOrder(),), ask=AnythingElse(), settled=True)
    if found.status is not Status.CANCELLED and account.checkout.cancel(order_id, shop.now):
        return Step(tell=(OrderCancelled(note(found)),), ask=AnythingElse(), about_order=order_id, settled=True)
    latest = account.order(order_id) or found
    return _ask(latest, shop)


def _ask(order: Order, shop: Shop) -> Step:
    if order.status is Status.CANCELLED:
        return Step(tell=(AlreadyCancelled(note(order)),), ask=AnythingElse(), about_order=order.id, settled=True)
    if not can_be_cancelled(order, shop):
        return replace(_too_late(order), settled=True)
    confirm = ConfirmCancel(
        note=note(order), if_yes=CancelOrder(order.id), undone=NotCancelled(), expects=Expectation.YES_NO
    )
    return Step(ask=confirm, about_order=order.id)


def _nothing_left(orders: tuple[Order, ...]) -> Step:
    """Nothing can be cancelled: offer a person for the latest that is still under way."""
    under_way = next((order for order in orders if order.status not in ENDED), None)
    if under_way is None:
        return Step(tell=(NothingToCancel(),), ask=AnythingElse())
    return _too_late(under_way)


def _too_late(order: Order) -> Step:
    """A person may still help, and is told which order it is about."""
    person = HandOver(Heard("CancelOrderIntent", {"orderNumber": Slot(order.number)}))
    late = TooLateToCancel(note=note(order), if_yes=person, expects=Expectation.YES_NO)
    return Step(ask=late, about_order=order.id)


def _with_product(heard: Heard, shop: Shop, orders: tuple[Order, ...]) -> list[Order]:
    mine = [order for order in orders if not order.gift]
    ids = tuple({line.product.id for order in mine for line in order.lines})
    match look_for(heard.slots["product"], shop, among=ids):
        case One(product):
            wanted = {product.id}
        case Several(products):
            wanted = {product.id for product in products}
        case Nothing() | Together():
            wanted = set()
    return [order for order in mine if any(order.has(product_id) for product_id in wanted)]


def can_be_cancelled(order: Order, shop: Shop) -> bool:
    """Not shipped, and the window still open."""
    return order.status in BEFORE_SHIPPING and shop.now <= order.cancel_until
