"""ReturnIntent{product, orderNumber}: send something back within the period, with the reason, after a yes."""

from dataclasses import dataclass
from datetime import datetime

from skill.commerce.order import Line, Order, Status
from skill.commerce.product import Nothing, One, Product, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Option, Step, Tell
from skill.dialogue.commands import AskToReturn, ChooseReturn, HandOver, OpenReturn
from skill.dialogue.finding import THIS, USUAL, look_for, refers_to, which
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.order_status import NoSuchOrder
from skill.dialogue.intents.person import ShallAPersonHelp
from skill.dialogue.numbers import number
from skill.dialogue.state import State

REASONS = ("damaged", "wrong", "unwanted")
AT_MOST = 3


@dataclass(frozen=True, slots=True)
class NotReturned(Tell):
    """Nothing is sent back."""


@dataclass(frozen=True, slots=True)
class NothingToReturn(Tell):
    """Nothing was delivered lately."""


@dataclass(frozen=True, slots=True)
class ReturnOpened(Tell):
    """It is expected back; the label is on its way, the money follows when it is here."""

    product: Product


@dataclass(frozen=True, slots=True)
class AlreadyReturned(Tell):
    """This was sent back before."""

    product: Product


@dataclass(frozen=True, slots=True)
class NotYetDelivered(Tell):
    """It is still under way: it can be cancelled or refused, not sent back."""

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyReturn(Ask):
    """Damaged, wrong, or not wanted?"""

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReturn(Ask):
    """What goes back, and why; what was paid for it is paid back."""

    line: tuple[Line, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateToReturn(Ask):
    """The period is over; a person may help (yes hands over)."""

    product: Product
    days: int


def return_item(heard: Heard, state: State, shop: Shop) -> Step:
    """Which product of which order, then why, then sure?"""
    account = shop.account
    if account is None:
        return Step(tell=(NeedsAccount(),))
    orders = [order for order in account.orders.history() if order.status is not Status.CANCELLED and not order.gift]
    if heard.value("orderNumber") is not None:
        numbered = account.order_numbered(number(heard, "orderNumber"))
        if numbered is None:
            return Step(tell=(NoSuchOrder(),), ask=AnythingElse())
        if numbered.gift:  # its items are not named on a shared device
            person = HandOver(Heard("ReturnIntent", {"orderNumber": Slot(numbered.number)}))
            return Step(ask=ShallAPersonHelp(if_yes=person, expects=Expectation.YES_NO), about_order=numbered.id)
        orders = [numbered]
    named = heard.value("product") is not None and not refers_to(heard, THIS) and not refers_to(heard, USUAL)
    if named:
        return _named(heard.slots["product"], orders, shop, account)
    about = account.order(state.about_order) if heard.value("orderNumber") is None else None
    if refers_to(heard, THIS) and state.about and any(order.has(state.about) for order in orders):
        return _latest(state.about, orders, shop, account)
    delivered = [order for order in orders if order.status is Status.DELIVERED]
    latest = about if about in delivered else next(iter(delivered), None)
    if latest is None and heard.value("orderNumber") is not None:
        latest = orders[0]
    if latest is None:
        return Step(tell=(NothingToReturn(),), ask=AnythingElse())
    lines = [line for line in latest.lines if line.product.id not in account.returns.of(latest.id)]
    if len(lines) > 1 and latest in delivered:
        ask = which(
            tuple(line.product for line in lines[:AT_MOST]), lambda product: ChooseReturn(latest.id, product.id)
        )
        return Step(ask=ask, about_order=latest.id)
    return choose_return(latest.id, (lines or list(latest.lines))[0].product.id, shop, account)


def choose_return(order_id: str, product_id: str, shop: Shop, account: Account) -> Step:
    """Whether it may go back, and if so: why?"""
    order, line = _line(order_id, product_id, account)
    if order is None or line is None:
        return Step(tell=(NoSuchOrder(),), ask=AnythingElse(), settled=True)
    hurdle = _hurdle(order, line, shop, account)
    if hurdle is not None:
        return hurdle
    choices = tuple(Choice(Option(reason), AskToReturn(order_id, product_id, reason)) for reason in REASONS)
    ask = WhyReturn(product=line.product, choices=choices, undone=NotReturned(), expects=Expectation.CHOICE)
    return Step(ask=ask, about=product_id, about_order=order_id, settled=True)


def ask_to_return(command: AskToReturn, shop: Shop, account: Account) -> Step:
    """Read back what goes where, and why, before anything is registered."""
    order, line = _line(command.order_id, command.product_id, account)
    if order is None or line is None:
        return Step(tell=(NoSuchOrder(),), ask=AnythingElse(), settled=True)
    ask = ConfirmReturn(
        line=(line,),
        reason=command.reason,
        if_yes=OpenReturn(command.order_id, command.product_id, command.reason),
        undone=NotReturned(),
        expects=Expectation.YES_NO,
    )
    return Step(ask=ask, about=command.product_id, about_order=command.order_id, settled=True)


def open_return(command: OpenReturn, shop: Shop, account: Account) -> Step:
    """Register it, once, after the yes."""
    order, line = _line(command.order_id, command.product_id, account)
    if order is None or line is None:
        return Step(tell=(NoSuchOrder(),), ask=AnythingElse(), settled=True)
    hurdle = _hurdle(order, line, shop, account)
    if hurdle is not None:
        return hurdle
    account.returns.open(order.id, line.product.id, line.quantity, command.reason, shop.now)
    shop.desk.notify("return_label", {"order": order.number, "product": line.product.id})
    return Step(tell=(ReturnOpened(line.product),), ask=AnythingElse(), about_order=order.id, settled=True)


def _hurdle(order: Order, line: Line, shop: Shop, account: Account) -> Step | None:
    """What stands in the way of sending it back."""
    product = line.product
    if product.id in account.returns.of(order.id):
        return Step(tell=(AlreadyReturned(product),), ask=AnythingElse(), about_order=order.id, settled=True)
    delivered = _delivered_at(order)
    if delivered is None:
        return Step(tell=(NotYetDelivered(product),), ask=AnythingElse(), about_order=order.id, settled=True)
    if shop.now - delivered <= shop.policy.return_within:
        return None
    person = HandOver(Heard("ReturnIntent", {"orderNumber": Slot(order.number)}))
    late = TooLateToReturn(
        product=product, days=shop.policy.return_within.days, if_yes=person, expects=Expectation.YES_NO
    )
    return Step(ask=late, about=product.id, about_order=order.id, settled=True)


def _delivered_at(order: Order) -> datetime | None:
    """The last delivery scan; of an order without scans, when it was placed."""
    if order.status is not Status.DELIVERED:
        return None
    scans = [scan.at for parcel in order.shipments for scan in parcel.scans if scan.status is Status.DELIVERED]
    return max(scans, default=order.placed_at)


def _named(said: Slot, orders: list[Order], shop: Shop, account: Account) -> Step:
    """The latest order with what was named."""
    ids = tuple({line.product.id for order in orders for line in order.lines})
    match look_for(said, shop, among=ids):
        case One(product):
            return _latest(product.id, orders, shop, account)
        case Several(products):
            of = {p.id: next(order for order in orders if order.has(p.id)) for p in products}
            return Step(ask=which(products, lambda product: ChooseReturn(of[product.id].id, product.id)))
        case Nothing() | Together():
            return Step(tell=(NoSuchOrder(),), ask=AnythingElse())


def _latest(product_id: str, orders: list[Order], shop: Shop, account: Account) -> Step:
    with_it = [order for order in orders if order.has(product_id)]
    delivered = [order for order in with_it if order.status is Status.DELIVERED]
    return choose_return((delivered or with_it)[0].id, product_id, shop, account)


def _line(order_id: str, product_id: str, account: Account) -> tuple[Order | None, Line | None]:
    order = account.order(order_id)
    line = next((line for line in order.lines if line.product.id == product_id), None) if order else None
    return order, line
