"""The port Purchases over SQL, for one customer in one conversation: the confirmation's state machine.

Each step is one conditional UPDATE, and only who changed the row goes on (facts: commerce, Exactly once).
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from skill.commerce.order import Order, Quote
from skill.commerce.purchase import Claim, Purchase, PurchaseState, idempotency_key
from skill.storage import placing
from skill.storage.database import Database
from skill.storage.orders import SqlOrders
from skill.storage.placing import CODEC
from skill.storage.stock import put_back, take
from skill.storage.tables import PurchaseRow, one_of
from skill.storage.tables.talk import OPEN

SETTLED_AS = frozenset({PurchaseState.REJECTED, PurchaseState.UNKNOWN, PurchaseState.NEEDS_ACTION})

_MINE = (PurchaseRow.token == bindparam("id"), PurchaseRow.customer_id == bindparam("customer"))
_GET = select(PurchaseRow.__table__).where(*_MINE)
_UNSETTLED = (
    select(PurchaseRow.__table__)
    .where(PurchaseRow.customer_id == bindparam("customer"), one_of(PurchaseRow.state, OPEN))
    .order_by(PurchaseRow.asked_at, PurchaseRow.token)
)
_OPEN = insert(PurchaseRow.__table__)  # type: ignore[arg-type]
_DROP = (
    update(PurchaseRow)
    .where(
        PurchaseRow.session == bindparam("of"),
        PurchaseRow.customer_id == bindparam("customer"),
        one_of(PurchaseRow.state, (PurchaseState.AWAITING_YES.value,)),
    )
    .values(state=PurchaseState.DROPPED.value, changed_at=bindparam("now"))
)
_CLAIM = (
    update(PurchaseRow)
    .where(*_MINE, PurchaseRow.state == PurchaseState.AWAITING_YES.value)
    .values(
        state=PurchaseState.PLACING.value,
        changed_at=bindparam("now"),
        quote=bindparam("bought"),
        total_minor=bindparam("total"),
    )
)
_SETTLE = (
    update(PurchaseRow)
    .where(*_MINE, one_of(PurchaseRow.state, OPEN), PurchaseRow.state != bindparam("to"))
    .values(state=bindparam("to"), changed_at=bindparam("now"))
    .returning(PurchaseRow.quote)
)
_STATE = select(PurchaseRow.state).where(*_MINE)


@dataclass(slots=True)
class SqlPurchases:
    """The purchases of one customer. What `open` opens is written by `write_opened`, or as soon as it is used.

    `awaiting` is False when this conversation is known to have no open question.
    """

    database: Database
    orders: SqlOrders
    customer_id: str
    session: str
    cancel_window: timedelta
    awaiting: bool = True
    _opened: Purchase | None = field(default=None, init=False)

    def open(self, quote: Quote, now: datetime) -> Purchase:
        """A new purchase awaiting its yes; whatever this conversation still had open is dropped."""
        token = secrets.token_urlsafe(16)
        self._opened = Purchase(
            token=token,
            key=idempotency_key(self.customer_id, quote, token),
            quote=quote,
            state=PurchaseState.AWAITING_YES,
            asked_at=now,
            changed_at=now,
        )
        return self._opened

    def get(self, token: str) -> Purchase | None:
        """The purchase of this token, if it is this customer's."""
        if self._opened is not None and self._opened.token == token:
            return self._opened
        self.orders.look_again()  # somebody else may just have placed it
        with self.database.read() as connection:
            row = connection.execute(_GET, {"id": token, "customer": self.customer_id}).first()
        return None if row is None else _purchase(row)

    def unsettled(self) -> tuple[Purchase, ...]:
        """Purchases that are placing, unknown or waiting for the customer's bank, the oldest first."""
        with self.database.read() as connection:
            rows = connection.execute(_UNSETTLED, {"customer": self.customer_id}).all()
        return tuple(_purchase(row) for row in rows)

    def claim(self, token: str, quote: Quote, now: datetime) -> Claim:
        """awaiting_yes -> placing with the stock reserved, by exactly one caller, ever."""
        if self._opened is not None:
            with self.database.write() as connection:
                self.write_opened(connection)
            self._opened, self.awaiting = None, True
        try:
            with self.database.write() as connection:
                which = {"id": token, "customer": self.customer_id, "now": now}
                what = {"bought": CODEC.dumps(quote), "total": quote.total.minor}
                if connection.execute(_CLAIM, which | what).rowcount != 1:
                    return Claim.LOST
                if not take(connection, _items(quote)):
                    raise _Short
        except _Short:
            return Claim.SHORT
        return Claim.WON

    def settle(self, token: str, state: PurchaseState, now: datetime) -> bool:
        """placing, unknown or needs_action -> rejected, unknown or needs_action. Rejected gives the stock
        back. False when the purchase was not in one of those states."""
        if state not in SETTLED_AS:
            raise ValueError(f"a purchase is not settled as {state.value}")
        with self.database.write() as connection:
            which = {"id": token, "customer": self.customer_id}
            settled = connection.execute(_SETTLE, {**which, "to": state.value, "now": now}).first()
            if settled is None:
                return state is not PurchaseState.REJECTED and connection.execute(_STATE, which).scalar() == state.value
            if state is PurchaseState.REJECTED:
                put_back(connection, _items(CODEC.loads(Quote, settled[0])))
        return True

    def place(self, token: str, reference: str, now: datetime) -> Order | None:
        """placing, unknown or needs_action -> placed: the order is made, once; asking again gives the same
        order. None when the purchase was rejected in the meantime: nothing may be held for it."""
        with self.database.write() as connection:
            number = placing.place(
                connection, self.customer_id, token, reference=reference, now=now, cancel_until=now + self.cancel_window
            )
        if number is None:
            return None
        self.orders.look_again()
        return next((order for order in self.orders.history() if order.number == number), None)

    def write_opened(self, connection: Connection) -> None:
        """Write what this turn opened, and drop what its conversation still had open, in this transaction."""
        opened = self._opened
        if opened is None:
            return
        if self.awaiting:
            dropped = {"of": self.session, "customer": self.customer_id, "now": opened.asked_at}
            connection.execute(_DROP, dropped)
        connection.execute(
            _OPEN,
            {
                "token": opened.token,
                "key": opened.key,
                "customer_id": self.customer_id,
                "session": self.session,
                "state": opened.state.value,
                "quote": CODEC.dumps(opened.quote),
                "total_minor": opened.quote.total.minor,
                "currency": opened.quote.total.currency,
                "asked_at": opened.asked_at,
                "changed_at": opened.changed_at,
                "order_number": None,
            },
        )


class _Short(Exception):
    """Rolls back a claim that the shelf cannot serve."""


def _items(quote: Quote) -> Iterable[tuple[str, int]]:
    return ((line.product.id, line.quantity) for line in quote.lines)


def _purchase(row: Row[Any]) -> Purchase:
    return Purchase(
        token=row.token,
        key=row.key,
        quote=CODEC.loads(Quote, row.quote),
        state=PurchaseState(row.state),
        asked_at=row.asked_at,
        changed_at=row.changed_at,
        order_number=row.order_number,
    )
