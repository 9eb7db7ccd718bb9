"""An order as it is mentioned in conversation: short, and without the items of a gift."""

from dataclasses import dataclass
from datetime import date

from skill.commerce.order import Order, Shipment, Status
from skill.commerce.product import Product


@dataclass(frozen=True, slots=True)
class Note:
    """An order or a parcel in a few words: what is in it, where it stands, when it is expected.

    `products` is empty for a gift: gifts are never named on a shared device (facts: commerce, Confirmation).
    """

    products: tuple[Product, ...]
    gift: bool
    number: str
    status: Status
    day: date | None
    late: bool


def note(order: Order) -> Note:
    """The whole order; its day is the delivery's, or the day it is expected."""
    return Note(
        products=() if order.gift else tuple(line.product for line in order.lines),
        gift=order.gift,
        number=order.number,
        status=order.status,
        day=_delivered_on(order) or order.expected,
        late=order.delayed,
    )


def parcel(order: Order, shipment: Shipment) -> Note:
    """One parcel of an order."""
    inside = tuple(line.product for line in order.lines if line.product.id in shipment.product_ids)
    return Note(
        products=() if order.gift else inside,
        gift=order.gift,
        number=order.number,
        status=shipment.status,
        day=shipment.expected,
        late=order.delayed,
    )


def _delivered_on(order: Order) -> date | None:
    scans = [scan.at for shipment in order.shipments for scan in shipment.scans if scan.status is Status.DELIVERED]
    return max(scans).date() if scans else None
