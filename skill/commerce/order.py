"""Quotes, orders and parcels. Knows no database and no words of a reply."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from skill.commerce.money import Money
from skill.commerce.product import Product


class Status(Enum):
    """The one canonical set of status words (facts: commerce, Status words). `delayed` is a flag beside it."""

    PLACED = "placed"
    PREPARING = "preparing"
    SHIPPED = "shipped"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPTED = "attempted"
    READY_FOR_PICKUP = "ready_for_pickup"
    DELIVERED = "delivered"
    PROBLEM = "problem"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    UNKNOWN = "unknown"

    @classmethod
    def read(cls, word: str) -> "Status":
        """The status of a stored or foreign word; a word nobody knows is UNKNOWN, never an error."""
        try:
            return cls(word)
        except ValueError:
            return cls.UNKNOWN


ON_THE_WAY = frozenset({Status.SHIPPED, Status.IN_TRANSIT, Status.OUT_FOR_DELIVERY, Status.ATTEMPTED})
ENDED = frozenset({Status.DELIVERED, Status.CANCELLED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one product at one price."""

    product: Product
    quantity: int
    unit_price: Money

    @property
    def price(self) -> Money:
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class Address:
    """Where to deliver. `label` is what the customer calls it ("home"); `since` is when it was added."""

    id: str
    label: str
    street: str
    city: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Means:
    """A stored means of payment: a reference at a provider, never card data."""

    id: str
    provider: str
    reference: str
    label: str
    last4: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """Money off the goods of one order. `least` is what the goods must cost for it; `until` is its last day."""

    id: str
    amount: Money
    least: Money
    until: date


@dataclass(frozen=True, slots=True)
class Discount:
    """The voucher a quote uses and what it takes off, which is never more than the goods cost."""

    voucher: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """What is read aloud and what is bought: one object.

    `total` is everything the customer pays: lines less `discount`, delivery and tax that is not in the prices already.
    """

    seller: str
    lines: tuple[Line, ...]
    delivery: Money
    tax: Money
    total: Money
    deliver_to: Address
    arrives: date
    means: Means
    discount: Discount | None = None

    @property
    def digest(self) -> str:
        """A hash of all that a yes agrees to: seller, items, quantities, prices, address, arrival, means."""
        parts = [
            self.seller,
            *(f"{line.product.id} {line.quantity} {line.unit_price.minor}" for line in self.lines),
            f"{self.delivery.minor} {self.tax.minor} {self.total.minor} {self.total.currency}",
            self.deliver_to.id,
            self.arrives.isoformat(),
            self.means.id,
            *([f"{self.discount.voucher} {self.discount.amount.minor}"] if self.discount else []),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Scan:
    """One tracking event of a parcel."""

    at: datetime
    status: Status
    place: str = ""


@dataclass(frozen=True, slots=True)
class Shipment:
    """One parcel of an order: what is in it and when it is expected. Its tracking number is sent, not spoken."""

    id: str
    carrier: str
    status: Status
    expected: date | None
    product_ids: tuple[str, ...]
    scans: tuple[Scan, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the shop keeps it. A `gift` is never named on a shared device."""

    id: str
    number: str
    placed_at: datetime
    status: Status
    delayed: bool
    gift: bool
    lines: tuple[Line, ...]
    total: Money
    expected: date | None
    cancel_until: datetime
    shipments: tuple[Shipment, ...] = ()

    def has(self, product_id: str) -> bool:
        """True when one of its lines is this product."""
        return any(line.product.id == product_id for line in self.lines)
