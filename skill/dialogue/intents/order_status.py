"""OrderStatusIntent{product, orderNumber}: where an order is, in one turn."""

from dataclasses import dataclass
from datetime import date

from skill.commerce.money import Money
from skill.commerce.order import ENDED, ON_THE_WAY, Order, Shipment, Status, Voucher
from skill.commerce.product import Nothing, One, Product, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Step, Tell
from skill.dialogue.commands import ShowOrder
from skill.dialogue.finding import THIS, USUAL, look_for, refers_to, which
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.notes import Note, note, parcel
from skill.dialogue.numbers import number
from skill.dialogue.quotes import ConfirmOrder, NothingOrdered
from skill.dialogue.state import State

QUIET_HOURS = 48
AT_MOST = 3


@dataclass(frozen=True, slots=True)
class OrderStands(Tell):
    """Where one order is and when it is expected."""

    note: Note


@dataclass(frozen=True, slots=True)
class OrderInParcels(Tell):
    """One order in several parcels; at most three are told."""

    number: str
    notes: tuple[Note, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SeveralOrders(Tell):
    """Several orders under way: the three expected first, and how many more there are."""

    notes: tuple[Note, ...]
    count: int
    more: int


@dataclass(frozen=True, slots=True)
class LastScan(Tell):
    """No news of the parcel for long: how old the last scan is, in days."""

    days: int


@dataclass(frozen=True, slots=True)
class NoSuchOrder(Tell):
    """No order of this customer; another customer's order is the same as none."""


@dataclass(frozen=True, slots=True)
class NoOrders(Tell):
    """This customer has not ordered anything yet."""


@dataclass(frozen=True, slots=True)
class Sorry(Tell):
    """An apology for a late or troubled order; nothing is sold in such a turn."""


@dataclass(frozen=True, slots=True)
class VoucherGiven(Tell):
    """By the shop's policy, once for a late order: so much off the next one."""

    amount: Money


def order_status(heard: Heard, state: State, shop: Shop) -> Step:
    """The order of that number, the latest with that product, or everything that is under way."""
    account = shop.account
    if account is None:
        return Step(tell=(NeedsAccount(),))
    if refers_to(heard, THIS) and isinstance(state.ask, ConfirmOrder) and state.about_order is None:
        return Step(tell=(NothingOrdered(),), ask=state.ask, brief=True)  # "did you order it?"
    orders = account.orders.history()
    if heard.value("orderNumber") is not None:
        found = account.order_numbered(number(heard, "orderNumber"))
        return tell(found, shop) if found else Step(tell=(NoSuchOrder(),), ask=AnythingElse())
    if not orders:
        return Step(tell=(NoOrders(),), ask=AnythingElse())
    if heard.value("product") is not None and not refers_to(heard, USUAL):
        return _by_product(heard, state, shop, orders)
    under_way = sorted((order for order in orders if order.status not in ENDED), key=_soonest)
    if len(under_way) > 1:
        first = under_way[:AT_MOST]
        late = next((make_good(order, shop) for order in first if order.delayed), ())
        several = SeveralOrders(tuple(note(order) for order in first), len(under_way), len(under_way) - len(first))
        return Step(tell=(several, *late), ask=AnythingElse())
    return tell(under_way[0] if under_way else orders[0], shop)


def _soonest(order: Order) -> tuple[bool, date]:
    """What is still coming first, by the day it is expected."""
    return order.status is Status.PROBLEM, order.expected or date.max


def show(order_id: str, shop: Shop, account: Account) -> Step:
    """The order that was chosen."""
    found = account.order(order_id)
    return tell(found, shop) if found else Step(tell=(NoSuchOrder(),), ask=AnythingElse())


def tell(order: Order, shop: Shop) -> Step:
    """All there is to say about one order."""
    acts: list[Tell] = []
    parcels = [parcel(order, shipment) for shipment in order.shipments]
    if len(parcels) > 1 and order.status not in ENDED:
        acts.append(OrderInParcels(order.number, tuple(parcels[:AT_MOST]), len(parcels)))
    else:
        acts.append(OrderStands(note(order)))
    quiet = _days_without_news(order, shop)
    if quiet is not None:
        acts.append(LastScan(quiet))
    if order.delayed or order.status is Status.PROBLEM:
        acts += make_good(order, shop)
    about = order.lines[0].product.id if len(order.lines) == 1 and not order.gift else None
    return Step(tell=tuple(acts), ask=AnythingElse(), about=about, about_order=order.id)


def make_good(order: Order, shop: Shop) -> tuple[Tell, ...]:
    """An apology; and for a late order that is still to come, by policy, one voucher."""
    policy, account = shop.policy, shop.account
    if account is None or not order.delayed or not policy.late_voucher or order.status in ENDED:
        return (Sorry(),)
    amount = Money(policy.late_voucher, policy.currency)
    until = policy.today(shop.now + policy.voucher_valid)
    voucher = Voucher(id=f"late-{order.id}", amount=amount, least=Money(0, policy.currency), until=until)
    return (Sorry(), VoucherGiven(amount)) if account.vouchers.give("late", order.id, voucher) else (Sorry(),)


def _by_product(heard: Heard, state: State, shop: Shop, orders: tuple[Order, ...]) -> Step:
    """The latest order with what was named. A gift's items are not found by name on a shared device."""
    named = [order for order in orders if not order.gift]
    if refers_to(heard, THIS):
        about = next((order for order in orders if order.id == state.about_order), None)
        if about is not None:
            return tell(about, shop)
        latest = _latest_with(state.about, named) if state.about else orders[0]
        return tell(latest or orders[0], shop)
    ids = tuple({line.product.id for order in named for line in order.lines})
    match look_for(heard.slots["product"], shop, among=ids):
        case One(product):
            latest = _latest_with(product.id, named)
            return tell(latest, shop) if latest else Step(tell=(NoSuchOrder(),), ask=AnythingElse())
        case Several(products):
            return _one_of(products, named, shop)
        case Nothing() | Together():
            return Step(tell=(NoSuchOrder(),), ask=AnythingElse())


def _one_of(products: tuple[Product, ...], orders: list[Order], shop: Shop) -> Step:
    """If the products meant lead to one order under way, it is that one; otherwise ask."""
    latest = {product.id: _latest_with(product.id, orders) for product in products}
    under_way = {order.id: order for order in latest.values() if order and order.status not in ENDED}
    if len(under_way) == 1:
        return tell(next(iter(under_way.values())), shop)
    ask = which(tuple(product for product in products if latest[product.id]), then=lambda p: _show(latest[p.id]))
    return Step(ask=ask)


def _show(order: Order | None) -> ShowOrder:
    return ShowOrder(order.id if order else "")


def _latest_with(product_id: str | None, orders: list[Order]) -> Order | None:
    with_it = [order for order in orders if product_id and order.has(product_id)]
    under_way = [order for order in with_it if order.status not in ENDED]
    return next(iter(under_way or with_it), None)


def _days_without_news(order: Order, shop: Shop) -> int | None:
    """Days since the last scan of a parcel on its way, if that is more than 48 hours ago."""
    moving: list[Shipment] = [shipment for shipment in order.shipments if shipment.status in ON_THE_WAY]
    scans = [scan.at for shipment in moving for scan in shipment.scans]
    if not scans:
        return None
    silent = shop.now - max(scans)
    return silent.days if silent.total_seconds() > QUIET_HOURS * 3600 else None
