"""What was bought: orders, their lines, parcels, scans and returns; and basket and vouchers before that."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skill.commerce.order import Status
from skill.storage.tables.base import Base, known

STATUSES = tuple(status.value for status in Status)
MOST_OF_ONE = 99
"""So many of one thing lie in a basket at most (Policy.most_of_one)."""


class OrderRow(Base):
    """An order. `purchase_key` is the idempotency key it was paid under, unique: one order per purchase.

    `total_minor` is the lines less `discount_minor`, with delivery and tax.
    """

    __tablename__ = "orders"
    __table_args__ = (
        known("status", *STATUSES),
        CheckConstraint("total_minor >= 0 AND delivery_minor >= 0 AND tax_minor >= 0", name="amounts_not_negative"),
        CheckConstraint("discount_minor >= 0", name="discount_not_negative"),
        Index("ix_orders_customer_id_placed_at", "customer_id", "placed_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    purchase_key: Mapped[str | None] = mapped_column(unique=True)
    payment_reference: Mapped[str]
    placed_at: Mapped[datetime]
    status: Mapped[str]
    delayed: Mapped[bool]
    gift: Mapped[bool]
    address_id: Mapped[str | None] = mapped_column(ForeignKey("addresses.id"))
    means_id: Mapped[str | None] = mapped_column(ForeignKey("means.id"))
    delivery_minor: Mapped[int]
    tax_minor: Mapped[int]
    total_minor: Mapped[int]
    discount_minor: Mapped[int] = mapped_column(default=0)
    voucher_id: Mapped[str | None] = mapped_column(ForeignKey("vouchers.id"))
    currency: Mapped[str] = mapped_column(String(3))
    expected: Mapped[date | None]
    cancel_until: Mapped[datetime]


class OrderLineRow(Base):
    """So many of one variant at the price paid, in the order's currency."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price_minor >= 0", name="price_not_negative"),
    )

    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"))
    quantity: Mapped[int]
    unit_price_minor: Mapped[int]


class ShipmentRow(Base):
    """One parcel of an order."""

    __tablename__ = "shipments"
    __table_args__ = (known("status", *STATUSES),)

    id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    carrier: Mapped[str]
    tracking: Mapped[str]
    status: Mapped[str]
    expected: Mapped[date | None]


class ShipmentLineRow(Base):
    """What is in a parcel."""

    __tablename__ = "shipment_lines"

    shipment_id: Mapped[str] = mapped_column(ForeignKey("shipments.id"), primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"), primary_key=True)


class TrackingEventRow(Base):
    """One scan of a parcel."""

    __tablename__ = "tracking_events"
    __table_args__ = (known("status", *STATUSES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shipment_id: Mapped[str] = mapped_column(ForeignKey("shipments.id"), index=True)
    at: Mapped[datetime]
    status: Mapped[str]
    place: Mapped[str]


class BasketRow(Base):
    """What a customer is collecting; one each."""

    __tablename__ = "baskets"

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), unique=True)
    changed_at: Mapped[datetime]


class BasketLineRow(Base):
    """So many of one variant in a basket, and what one cost when it was put in last."""

    __tablename__ = "basket_lines"
    __table_args__ = (CheckConstraint(f"quantity BETWEEN 1 AND {MOST_OF_ONE}", name="quantity_sensible"),)

    basket_id: Mapped[str] = mapped_column(ForeignKey("baskets.id"), primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"), primary_key=True)
    quantity: Mapped[int]
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    added_at: Mapped[datetime]


class VoucherRow(Base):
    """Money off one order's goods. `spent_by` is the token of the purchase that uses it; one a reason and thing."""

    __tablename__ = "vouchers"
    __table_args__ = (
        CheckConstraint("amount_minor > 0 AND least_minor >= 0", name="amounts_make_sense"),
        UniqueConstraint("customer_id", "reason", "about"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    amount_minor: Mapped[int]
    least_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    until: Mapped[date]
    reason: Mapped[str]
    about: Mapped[str]
    given_at: Mapped[datetime]
    spent_by: Mapped[str | None] = mapped_column(ForeignKey("purchases.token"))


class ReturnRow(Base):
    """So many of one variant of an order that the customer sends back."""

    __tablename__ = "returns"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        known("state", "requested", "received", "refunded"),
    )

    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"), primary_key=True)
    quantity: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str]
    opened_at: Mapped[datetime]
