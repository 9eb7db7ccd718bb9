"""A customer's orders read in three statements, and kept while the customer's `orders_version` stands still.

The product of a line has today's names, the price paid then and no stock: today's price and stock are the
catalogue's to tell.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, String, bindparam, literal_column, null, select, type_coerce, union_all, update

from skill.commerce.money import Money
from skill.commerce.order import Line, Order, Scan, Shipment, Status
from skill.commerce.product import Product
from skill.storage.database import Database
from skill.storage.snapshot import Snapshot, Snapshots
from skill.storage.tables import (
    CustomerRow,
    OrderLineRow,
    OrderRow,
    ShipmentLineRow,
    ShipmentRow,
    TrackingEventRow,
    UtcTime,
)

MOST_KEPT = 500

_CUSTOMER = bindparam("customer", type_=String())
_VERSION = select(CustomerRow.orders_version).where(CustomerRow.id == _CUSTOMER)
_CHANGED = update(CustomerRow).where(CustomerRow.id == _CUSTOMER).values(orders_version=CustomerRow.orders_version + 1)
_ORDERS = (
    select(
        OrderRow.id,
        OrderRow.number,
        OrderRow.placed_at,
        OrderRow.status,
        OrderRow.delayed,
        OrderRow.gift,
        OrderRow.total_minor,
        OrderRow.currency,
        OrderRow.expected,
        OrderRow.cancel_until,
    )
    .where(OrderRow.customer_id == _CUSTOMER)
    .order_by(OrderRow.placed_at.desc(), OrderRow.number.desc())
)
_LINES = (
    select(OrderLineRow.order_id, OrderLineRow.sku, OrderLineRow.quantity, OrderLineRow.unit_price_minor)
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .where(OrderRow.customer_id == _CUSTOMER)
    .order_by(OrderLineRow.order_id, OrderLineRow.position)
)
_PARCEL = (
    ShipmentRow.id.label("parcel"),
    ShipmentRow.order_id,
    ShipmentRow.carrier,
    ShipmentRow.status,
    ShipmentRow.expected,
)
# What is in each parcel and where it was scanned, in one answer: a row has either a sku or a scan.
_PARCELS = union_all(
    select(
        *_PARCEL,
        ShipmentLineRow.sku.label("inside"),
        type_coerce(null(), UtcTime()).label("at"),
        literal_column("''", String).label("scanned"),
        literal_column("''", String).label("place"),
    )
    .join(OrderRow, OrderRow.id == ShipmentRow.order_id)
    .outerjoin(ShipmentLineRow, ShipmentLineRow.shipment_id == ShipmentRow.id)
    .where(OrderRow.customer_id == _CUSTOMER),
    select(
        *_PARCEL,
        literal_column("''", String),
        TrackingEventRow.at,
        TrackingEventRow.status,
        TrackingEventRow.place,
    )
    .join(OrderRow, OrderRow.id == ShipmentRow.order_id)
    .join(TrackingEventRow, TrackingEventRow.shipment_id == ShipmentRow.id)
    .where(OrderRow.customer_id == _CUSTOMER),
).order_by("parcel", "inside")


class Histories:
    """The orders of the customers this process has lately heard of."""

    def __init__(self, database: Database, snapshots: Snapshots) -> None:
        self._database = database
        self._snapshots = snapshots
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[int, int, tuple[Order, ...]]] = OrderedDict()

    def of(self, customer_id: str, snapshot: Snapshot, version: int | None = None) -> tuple[Order, ...]:
        """All orders of this customer, the newest first; as of `version` or later, when the caller knows it."""
        if version is not None:
            kept = self._at(customer_id, version, snapshot)
            if kept is not None:
                return kept
        with self._database.read() as connection:
            version = connection.execute(_VERSION, {"customer": customer_id}).scalar()
            if version is None:
                return ()
            kept = self._at(customer_id, version, snapshot)
            if kept is not None:
                return kept
            orders = self._read(connection, customer_id, snapshot)
        with self._lock:
            self._kept[customer_id] = (version, snapshot.version, orders)
            self._kept.move_to_end(customer_id)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return orders

    def _at(self, customer_id: str, version: int, snapshot: Snapshot) -> tuple[Order, ...] | None:
        with self._lock:
            kept = self._kept.get(customer_id)
        if kept is None or kept[0] < version or kept[1] < snapshot.version:
            return None
        return kept[2]

    def _read(self, connection: Connection, customer_id: str, snapshot: Snapshot) -> tuple[Order, ...]:
        mine = {"customer": customer_id}
        orders = connection.execute(_ORDERS, mine).all()
        currencies = {row.id: row.currency for row in orders}
        lines: dict[str, list[Line]] = {}
        for order_id, sku, quantity, price in connection.execute(_LINES, mine).all():
            paid = Money(price, currencies.get(order_id, ""))
            listing = snapshot.listings.get(sku) or self._snapshots.latest().listings[sku]
            product = Product(id=sku, names=listing.names, price=paid, stock=0)
            lines.setdefault(order_id, []).append(Line(product, quantity, paid))
        parcels = _parcels(connection, mine)
        return tuple(
            Order(
                id=row.id,
                number=row.number,
                placed_at=row.placed_at,
                status=Status.read(row.status),
                delayed=row.delayed,
                gift=row.gift,
                lines=tuple(lines.get(row.id, ())),
                total=Money(row.total_minor, row.currency),
                expected=row.expected,
                cancel_until=row.cancel_until,
                shipments=tuple(parcels.get(row.id, ())),
            )
            for row in orders
        )


def orders_changed(connection: Connection, customer_id: str) -> None:
    """Say, in the transaction that changes a customer's orders or parcels, that they change."""
    connection.execute(_CHANGED, {"customer": customer_id})


def _parcels(connection: Connection, mine: Mapping[str, str]) -> dict[str, list[Shipment]]:
    skus: dict[str, list[str]] = {}
    scans: dict[str, list[Scan]] = {}
    heads: dict[str, tuple[str, str, str, date | None]] = {}
    for row in connection.execute(_PARCELS, mine).all():
        id_, order_id, carrier, status, expected, sku, at, scanned, place = row
        heads[id_] = (order_id, carrier, status, expected)
        if sku:
            skus.setdefault(id_, []).append(sku)
        elif at is not None:
            scans.setdefault(id_, []).append(Scan(at, Status.read(scanned), place))
    parcels: dict[str, list[Shipment]] = {}
    for id_, (order_id, carrier, status, expected) in heads.items():
        parcels.setdefault(order_id, []).append(
            Shipment(
                id=id_,
                carrier=carrier,
                status=Status.read(status),
                expected=expected,
                product_ids=tuple(skus.get(id_, ())),
                scans=tuple(sorted(scans.get(id_, ()), key=lambda scan: scan.at)),
            )
        )
    return parcels
