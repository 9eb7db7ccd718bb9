"""The customers' file as rows: people, orders, parcels. Days count back from the seeding. Knows no database."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from skill.commerce.customer import SUNDAY, Policy
from skill.commerce.order import Status
from skill.storage.customers import digest
from skill.storage.sheets import BadData, Sheet, load, sheets
from skill.storage.shelves import Rows
from skill.storage.tables import (
    AddressRow,
    CustomerRow,
    MeansRow,
    OrderLineRow,
    OrderRow,
    PreferenceRow,
    ShipmentLineRow,
    ShipmentRow,
    TrackingEventRow,
    VoucherRow,
)

_STATUSES = frozenset(status.value for status in Status)


def read_customers(file: Path, policy: Policy, now: datetime, skus: Iterable[str]) -> Rows:
    """All customers of the YAML file with their orders. Raises BadData."""
    content = load(file)
    rows: Rows = {
        table: []
        for table in (
            CustomerRow,
            AddressRow,
            MeansRow,
            PreferenceRow,
            VoucherRow,
            OrderRow,
            OrderLineRow,
            ShipmentRow,
            ShipmentLineRow,
            TrackingEventRow,
        )
    }
    known = frozenset(skus)
    for sheet in sheets(content.get("customers") if isinstance(content, dict) else content, file.name):
        _customer(sheet, now, rows)
        for voucher in sheet.parts("vouchers"):
            rows[VoucherRow].append(_voucher(voucher, sheet.text("id"), policy, now))
        for order in sheet.parts("orders"):
            _order(order, sheet.text("id"), policy, now, skus=known, rows=rows)
    _check(rows)
    return rows


def _customer(sheet: Sheet, now: datetime, rows: Rows) -> None:
    id_ = sheet.text("id")
    token = sheet.text("access_token", "")
    rows[CustomerRow].append(
        {
            "id": id_,
            "name": sheet.text("name"),
            "language": sheet.text("language"),
            "email": sheet.text("email", ""),
            "phone": sheet.text("phone", ""),
            "access_token_sha256": digest(token) if token else None,
            "orders_version": 1,
            "met_at": None,
        }
    )
    addresses = sheet.parts("addresses")
    for address in addresses:
        rows[AddressRow].append(
            {
                "id": address.text("id"),
                "customer_id": id_,
                "label": address.text("label"),
                "recipient": address.text("recipient", sheet.text("name")),
                "street": address.text("street"),
                "postcode": address.text("postcode"),
                "city": address.text("city"),
                "country": address.text("country"),
                "is_default": address is _first(addresses),
                "since": now - (address.days("since_days") if "since_days" in address else timedelta()),
            }
        )
    means = sheet.parts("means")
    default = _first(means)
    for position, one in enumerate(sorted(means, key=lambda one: one is not default)):
        rows[MeansRow].append(
            {"customer_id": id_, "position": position}
            | {name: one.text(name) for name in ("id", "provider", "reference", "label")}
            | {"last4": one.text("last4", "")}
        )
    for name, value in sheet.part("preferences").items():
        rows[PreferenceRow].append({"customer_id": id_, "name": name, "value": value})


def _voucher(voucher: Sheet, customer_id: str, policy: Policy, now: datetime) -> dict[str, object]:
    if not voucher.whole("amount"):
        raise voucher.wrong("amount", "a voucher is worth something")
    return {
        "id": voucher.text("id"),
        "customer_id": customer_id,
        "amount_minor": voucher.whole("amount"),
        "least_minor": voucher.whole("least", 0),
        "currency": policy.currency,
        "until": policy.today(now) + timedelta(days=voucher.whole("valid_days")),
        "reason": voucher.text("reason"),
        "about": voucher.text("about", voucher.text("id")),
        "given_at": now,
        "spent_by": None,
    }


def _first(choices: list[Sheet]) -> Sheet | None:
    """The one marked as default, or the first."""
    return next((one for one in choices if one.flag("default")), choices[0] if choices else None)


def _order(order: Sheet, customer_id: str, policy: Policy, now: datetime, *, skus: frozenset[str], rows: Rows) -> None:
    number = order.text("number")
    id_ = f"order-{number}"
    placed_at = now - order.days("days_ago")
    lines = order.parts("lines")
    if not number.isdigit() or not lines:
        raise order.wrong("number", "an order has a number of digits, and lines")
    goods = 0
    for position, line in enumerate(lines):
        sku, quantity, price = (
            _known_sku(line, line.text("sku"), skus),
            line.whole("quantity"),
            line.whole("unit_price"),
        )
        goods += quantity * price
        rows[OrderLineRow].append(
            {"order_id": id_, "position": position, "sku": sku, "quantity": quantity, "unit_price_minor": price}
        )
    shipments = order.parts("shipments")
    expected = [_expected(shipment, now) for shipment in shipments if "expected_in_days" in shipment]
    status = _status(order)
    rows[OrderRow].append(
        {
            "id": id_,
            "number": number,
            "customer_id": customer_id,
            "purchase_key": None,
            "payment_reference": "",
            "placed_at": placed_at,
            "status": status,
            "delayed": order.flag("delayed"),
            "gift": order.flag("gift"),
            "address_id": order.text("address"),
            "means_id": order.text("means"),
            "delivery_minor": order.whole("delivery"),
            "tax_minor": 0,
            "total_minor": goods + order.whole("delivery"),
            "currency": policy.currency,
            "expected": max(expected) if expected else policy.arrives(placed_at),
            "cancel_until": placed_at + policy.cancel_window,
        }
    )
    for shipment in shipments:
        _shipment(shipment, id_, now, skus, rows)


def _shipment(shipment: Sheet, order_id: str, now: datetime, skus: frozenset[str], rows: Rows) -> None:
    id_ = shipment.text("id")
    rows[ShipmentRow].append(
        {
            "id": id_,
            "order_id": order_id,
            "carrier": shipment.text("carrier"),
            "tracking": shipment.text("tracking"),
            "status": _status(shipment),
            "expected": _expected(shipment, now) if "expected_in_days" in shipment else None,
        }
    )
    rows[ShipmentLineRow].extend(
        {"shipment_id": id_, "sku": _known_sku(shipment, sku, skus)} for sku in shipment.words("lines")
    )
    rows[TrackingEventRow].extend(
        {
            "shipment_id": id_,
            "at": now - scan.days("days_ago"),
            "status": _status(scan),
            "place": scan.text("place", ""),
        }
        for scan in shipment.parts("events")
    )


def _expected(shipment: Sheet, now: datetime) -> date:
    """The day a parcel is expected; what would be a Sunday is the Monday."""
    day = (now + shipment.days("expected_in_days")).date()
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day


def _status(sheet: Sheet) -> str:
    status = sheet.text("status")
    if status not in _STATUSES:
        raise sheet.wrong("status", f"{status!r} is no status; there are {', '.join(sorted(_STATUSES))}")
    return status


def _known_sku(sheet: Sheet, sku: str, skus: frozenset[str]) -> str:
    if sku not in skus:
        raise sheet.wrong("sku", f"the shop does not sell {sku!r}")
    return sku


def _check(rows: Rows) -> None:
    """What no single entry can tell: ids are used once, and an order's address and means are its customer's."""
    for table, name in (
        (CustomerRow, "id"),
        (AddressRow, "id"),
        (MeansRow, "id"),
        (OrderRow, "number"),
        (ShipmentRow, "id"),
        (VoucherRow, "id"),
    ):
        seen: set[str] = set()
        for row in rows[table]:
            if row[name] in seen:
                raise BadData(f"{table.__tablename__}: {row[name]!r} is there twice")
            seen.add(row[name])
    owner = {row["id"]: row["customer_id"] for row in (*rows[AddressRow], *rows[MeansRow])}
    for row in rows[OrderRow]:
        for name in ("address_id", "means_id"):
            if owner.get(row[name]) != row["customer_id"]:
                raise BadData(f"order {row['number']}: {row[name]!r} is not {row['customer_id']}'s")
