"""The port Returns over SQL, for one customer during one turn. Read when it is looked at, written with the turn."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, Integer, String, bindparam, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from skill.storage.database import Database
from skill.storage.tables import OrderLineRow, OrderRow, ReturnRow, UtcTime

_OF = (
    select(ReturnRow.sku)
    .join(OrderRow, OrderRow.id == ReturnRow.order_id)
    .where(ReturnRow.order_id == bindparam("order"), OrderRow.customer_id == bindparam("customer"))
)


def _open(insert: Any) -> Insert:
    """Only what this customer did order is expected back, and once."""
    ordered = (
        select(
            OrderRow.id,
            OrderLineRow.sku,
            bindparam("many", type_=Integer()),
            bindparam("why", type_=String()),
            literal("requested", String()),
            bindparam("at", type_=UtcTime()),
        )
        .join(OrderLineRow, OrderLineRow.order_id == OrderRow.id)
        .where(
            OrderRow.id == bindparam("order"),
            OrderRow.customer_id == bindparam("customer"),
            OrderLineRow.sku == bindparam("product"),
        )
        .distinct()
    )
    columns = ["order_id", "sku", "quantity", "reason", "state", "opened_at"]
    opened: Insert = insert(ReturnRow).from_select(columns, ordered).on_conflict_do_nothing()
    return opened


_OPEN = {True: _open(sqlite.insert), False: _open(postgresql.insert)}


@dataclass(frozen=True, slots=True)
class _Opened:
    quantity: int
    reason: str
    at: datetime


@dataclass(slots=True)
class SqlReturns:
    """What one customer sends back; another customer's order does not exist here."""

    database: Database
    customer_id: str
    _opened: dict[tuple[str, str], _Opened] = field(default_factory=dict, init=False)

    def of(self, order_id: str) -> frozenset[str]:
        """The ids of the products of this order that are being returned."""
        with self.database.read() as connection:
            stored = connection.execute(_OF, {"order": order_id, "customer": self.customer_id}).scalars().all()
        return frozenset(stored) | {sku for of, sku in self._opened if of == order_id}

    def open(self, order_id: str, product_id: str, quantity: int, reason: str, now: datetime) -> None:
        """Expect it back; what is expected already stays as it is."""
        self._opened.setdefault((order_id, product_id), _Opened(quantity, reason, now))

    def write(self, connection: Connection) -> None:
        """Write what this turn expects back, in this transaction."""
        for (order_id, sku), opened in sorted(self._opened.items(), key=lambda item: item[0]):
            which = {"order": order_id, "customer": self.customer_id, "product": sku}
            what = {"many": opened.quantity, "why": opened.reason, "at": opened.at}
            connection.execute(_OPEN[self.database.sqlite], which | what)
