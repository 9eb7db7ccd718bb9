"""The door of the shopkeeper and the carrier: what happens to an order after it was placed.

Raises
------
StorageError
    NotRecorded        nothing was changed
        UnknownOrder       there is no order of this number, or it has no such parcel
        UnknownStatus      the word is none that can be recorded
        AlreadyCancelled   a cancelled order goes nowhere
"""

import json
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from skill.commerce.order import Status
from skill.storage.database import Database, StorageError
from skill.storage.histories import orders_changed
from skill.storage.memory import YES
from skill.storage.orders import STILL_HERE
from skill.storage.tables import NotificationRow, OrderRow, PreferenceRow, ShipmentRow, TrackingEventRow

UPDATES = "order_updates"
# To cancel is to let go of a payment and to fill a shelf again: Checkout.cancel does that, no scan.
RECORDED = tuple(status.value for status in Status if status not in (Status.CANCELLED, Status.UNKNOWN))

_ORDER = (
    select(OrderRow.id, OrderRow.customer_id, OrderRow.status, OrderRow.expected, OrderRow.delayed)
    .where(OrderRow.number == bindparam("number"))
    .with_for_update()
)
_PARCELS = (
    select(ShipmentRow.id, ShipmentRow.status, ShipmentRow.expected)
    .where(ShipmentRow.order_id == bindparam("order"))
    .order_by(ShipmentRow.id)
)
_EVENTS = (
    select(TrackingEventRow.at, TrackingEventRow.status, TrackingEventRow.place)
    .where(TrackingEventRow.shipment_id == bindparam("parcel"))
    .order_by(TrackingEventRow.at, TrackingEventRow.id)
)
_MOVE_PARCEL = (
    update(ShipmentRow)
    .where(ShipmentRow.id == bindparam("parcel"))
    .values(status=bindparam("to"), expected=bindparam("by"))
)
_MOVE_ORDER = (
    update(OrderRow)
    .where(OrderRow.id == bindparam("order"))
    .values(status=bindparam("to"), expected=bindparam("by"), delayed=bindparam("late"))
)
_ALLOWED = select(
    exists().where(
        PreferenceRow.customer_id == bindparam("customer"), PreferenceRow.name == UPDATES, PreferenceRow.value == YES
    )
)


class NotRecorded(StorageError):
    """What was to be recorded cannot be."""


class UnknownOrder(NotRecorded):
    """There is no such order, or no such parcel of it."""


class UnknownStatus(NotRecorded):
    """The word is no status that a scan or a shopkeeper can give."""


class AlreadyCancelled(NotRecorded):
    """The order was cancelled."""


def record(
    database: Database,
    order_number: str,
    status: str,
    *,
    at: datetime,
    shipment: str | None = None,
    place: str = "",
    expected: date | None = None,
) -> bool:
    """What happened at `at` (aware) to the parcel `shipment`, without it to the whole order with all its parcels.

    `status` is one of `RECORDED`; `expected` is the day it is now expected, and a later day makes the order a
    delayed one. An event older than what is known is kept and changes no status. A customer who allows
    `order_updates` gets a message when a status changes. The same event twice is one: False when nothing was new.
    Raises NotRecorded, and ValueError for a moment without a time zone.
    """
    if status not in RECORDED:
        raise UnknownStatus(f"{status!r} is no status to record; there are {', '.join(RECORDED)}")
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    with database.write() as connection:
        order = connection.execute(_ORDER, {"number": str(order_number)}).first()
        if order is None:
            raise UnknownOrder(f"there is no order {order_number!r}")
        if order.status == Status.CANCELLED.value:
            raise AlreadyCancelled(f"order {order_number} was cancelled: nothing can happen to it any more")
        parcels = connection.execute(_PARCELS, {"order": order.id}).all()
        before = {parcel.id: (parcel.status, parcel.expected) for parcel in parcels}
        after = dict(before)
        new = False
        for parcel in _named(before, shipment, order_number):
            latest = _scan(connection, parcel, at=at, status=status, place=place)
            new = new or latest is not None
            if latest is not False:
                after[parcel] = (status if latest else before[parcel][0], expected or before[parcel][1])
        moved = [parcel for parcel in after if after[parcel][0] != before[parcel][0]]
        stands = status if not after else order.status
        if moved:
            stands = _together([state for state, _ in after.values()])
        due = order.expected
        if expected is not None:
            due = max((day for _, day in after.values() if day is not None), default=expected)
        if not new and after == before and (stands, due) == (order.status, order.expected):
            return False
        for parcel, (to, by) in after.items():
            if after[parcel] != before[parcel]:
                connection.execute(_MOVE_PARCEL, {"parcel": parcel, "to": to, "by": by})
        late = order.delayed or bool(order.expected and due and due > order.expected)
        connection.execute(_MOVE_ORDER, {"order": order.id, "to": stands, "by": due, "late": late})
        if (moved or stands != order.status) and connection.execute(_ALLOWED, {"customer": order.customer_id}).scalar():
            _tell(connection, order.customer_id, str(order_number), status, at)
        orders_changed(connection, order.customer_id)
    return True


def _named(parcels: Iterable[str], shipment: str | None, order_number: str) -> list[str]:
    """The parcels that this is about."""
    known = list(parcels)
    if shipment is None:
        return known
    if shipment not in known:
        there = ", ".join(known) or "no parcels yet"
        raise UnknownOrder(f"order {order_number} has no parcel {shipment!r}: there are {there}")
    return [shipment]


def _scan(connection: Connection, parcel: str, *, at: datetime, status: str, place: str) -> bool | None:
    """Keep the scan. True when it is the latest of its parcel, False when it is older, None when it was known."""
    known = connection.execute(_EVENTS, {"parcel": parcel}).all()
    if any((scan.at, scan.status, scan.place) == (at, status, place) for scan in known):
        return None
    scan = {"shipment_id": parcel, "at": at, "status": status, "place": place}
    connection.execute(insert(TrackingEventRow), scan)
    return not known or at >= known[-1].at


def _together(statuses: list[str]) -> str:
    """Where an order stands whose parcels stand here: at a problem if there is one, else with the last of them.
    Once a parcel has left the house the order has, too: it cannot be cancelled any more."""
    ranks = [status.value for status in Status]
    if Status.PROBLEM.value in statuses:
        return Status.PROBLEM.value
    last = min(statuses, key=ranks.index)
    left = any(status not in STILL_HERE for status in statuses)
    return Status.SHIPPED.value if left and last in STILL_HERE else last


def _tell(connection: Connection, customer_id: str, number: str, status: str, at: datetime) -> None:
    about = json.dumps({"order": number, "status": status}, separators=(",", ":"))
    message = {"customer_id": customer_id, "kind": "order_update", "about": about, "queued_at": at, "sent_at": None}
    connection.execute(insert(NotificationRow), message)
