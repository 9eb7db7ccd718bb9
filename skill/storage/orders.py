"""The port Orders over SQL, for one customer. Knows no words of a reply."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, exists, select, update

from skill.commerce.order import Order, Status
from skill.storage import vouchers
from skill.storage.database import Database
from skill.storage.histories import Histories, orders_changed
from skill.storage.snapshot import Snapshot
from skill.storage.stock import put_back
from skill.storage.tables import OrderLineRow, OrderRow, ShipmentRow, one_of

STILL_HERE = (Status.PLACED.value, Status.PREPARING.value)

_CANCEL = (
    update(OrderRow)
    .where(
        OrderRow.id == bindparam("order"),
        OrderRow.customer_id == bindparam("customer"),
        one_of(OrderRow.status, STILL_HERE),
        OrderRow.cancel_until > bindparam("now", type_=OrderRow.cancel_until.type),
        ~exists().where(ShipmentRow.order_id == OrderRow.id, ~one_of(ShipmentRow.status, STILL_HERE)),
    )
    .values(status=Status.CANCELLED.value)
    .returning(OrderRow.purchase_key, OrderRow.voucher_id)
)
_LINES = select(OrderLineRow.sku, OrderLineRow.quantity).where(OrderLineRow.order_id == bindparam("order"))


@dataclass(slots=True)
class SqlOrders:
    """The orders of one customer; another customer's order does not exist here.

    `version` is the version of the orders that the turn's opening has just read. What was read stays the truth
    of the turn until something in it may have changed the orders.
    """

    database: Database
    histories: Histories
    snapshot: Snapshot
    customer_id: str
    version: int | None = None
    _seen: tuple[Order, ...] | None = field(default=None, init=False)

    def history(self) -> tuple[Order, ...]:
        """All orders, the newest first."""
        if self._seen is None:
            self._seen = self.histories.of(self.customer_id, self.snapshot, self.version)
        return self._seen

    def look_again(self) -> None:
        """The orders may have changed since they were read."""
        self.version = self._seen = None

    def cancel(self, order_id: str, now: datetime) -> str | None:
        """Cancel within the window, put the stock back, free its voucher, and give the payment's idempotency key
        ("" without one); None when it is too late. Committed at once, effective once."""
        self.look_again()
        with self.database.write() as connection:
            which = {"order": order_id, "customer": self.customer_id, "now": now}
            cancelled = connection.execute(_CANCEL, which).first()
            if cancelled is None:
                return None
            if cancelled.voucher_id is not None:
                vouchers.free(connection, self.customer_id, cancelled.voucher_id)
            put_back(connection, [(sku, quantity) for sku, quantity in connection.execute(_LINES, {"order": order_id})])
            orders_changed(connection, self.customer_id)
        key: str | None = cancelled.purchase_key
        return key or ""
