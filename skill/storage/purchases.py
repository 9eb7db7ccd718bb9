"""The port Purchases over SQL, for one customer in one conversation: the confirmation's state machine.

Each step is one conditional UPDATE, and only who changed the row goes on (facts: commerce, Exactly once).
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from skill.commerce.order import Order, Quote
from skill.commerce.purchase import Claim, Purchase, PurchaseState, idempotency_key
from skill.storage import baskets, placing, vouchers
from skill.storage.basket import SqlBasket
from skill.storage.database import Database
from skill.storage.orders import SqlOrders
from skill.storage.placing import CODEC
from skill.storage.stock import put_back, take
from skill.storage.tables import PurchaseRow, one_of
from skill.storage.tables.talk import OPEN

AWAITING = (PurchaseState.AWAITING_YES.value,)
ENDED = (PurchaseState.PLACED.value, PurchaseState.REJECTED.value)
SETTLED_AS = frozenset({PurchaseState.REJECTED, PurchaseState.UNKNOWN, PurchaseState.NEEDS_ACTION})

_MINE = (PurchaseRow.token == bindparam("id"), PurchaseRow.customer_id == bindparam("customer"))
_GET = select(PurchaseRow.__table__).where(*_MINE)
_UNSETTLED = (
    select(PurchaseRow.__table__)
    .where(PurchaseRow.customer_id == bindparam("customer"), one_of(PurchaseRow.state, OPEN))
    .order_by(PurchaseRow.asked_at, PurchaseRow.token)
)
_WHOSE = select(PurchaseRow.customer_id).where(one_of(PurchaseRow.state, OPEN)).distinct()
_OPEN = insert(PurchaseRow.__table__)  # type: ignore[arg-type]
_DROP = (
    update(PurchaseRow)
    .where(
        PurchaseRow.session == bindparam("of"),
        PurchaseRow.customer_id == bindparam("customer"),
        one_of(PurchaseRow.state, AWAITING),
    )
    .values(state=PurchaseState.DROPPED.value, changed_at=bindparam("now"))
)
# Two conversations may each drop the other's question: rows are locked in one order, and nobody waits in a ring.
_DROP_BOTH = (
    update(PurchaseRow)
    .where(
        one_of(PurchaseRow.state, AWAITING),
        PurchaseRow.token.in_(
            select(PurchaseRow.token)
            .where(
                or_(PurchaseRow.session == bindparam("of"), PurchaseRow.token == bindparam("other")),
                PurchaseRow.customer_id == bindparam("customer"),
                one_of(PurchaseRow.state, AWAITING),
            )
            .order_by(PurchaseRow.token)
            .with_for_update()
        ),
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
        untold=True,
    )
    .returning(PurchaseRow.basket)
)
_SETTLE = (
    update(PurchaseRow)
    .where(*_MINE, one_of(PurchaseRow.state, OPEN), PurchaseRow.state != bindparam("to"))
    .values(state=bindparam("to"), changed_at=bindparam("now"))
    .returning(PurchaseRow.quote, PurchaseRow.basket)
)
# Written out as it stands in the partial index.
_UNTOLD = (
    select(PurchaseRow.__table__)
    .where(
        PurchaseRow.customer_id == bindparam("customer"),
        PurchaseRow.untold,
        one_of(PurchaseRow.state, ENDED),
        PurchaseRow.changed_at < bindparam("before", type_=PurchaseRow.changed_at.type),
    )
    .order_by(PurchaseRow.asked_at, PurchaseRow.token)
)
_TOLD = update(PurchaseRow).where(*_MINE).values(untold=False)
_STATE = select(PurchaseRow.state).where(*_MINE)


@dataclass(slots=True)
class SqlPurchases:
    """The purchases of one customer. What `open` opens is written by `write_opened`, or as soon as it is used.

    `awaiting` is False when this conversation is known to have no open question.
    """

    database: Database
    orders: SqlOrders
    basket: SqlBasket
    customer_id: str
    session: str
    cancel_window: timedelta
    awaiting: bool = True
    _opened: Purchase | None = field(default=None, init=False)
    _instead_of: str | None = field(default=None, init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def open(self, quote: Quote, now: datetime, *, basket: bool = False, instead_of: str | None = None) -> Purchase:
        """A new purchase awaiting its yes; whatever this conversation still had open is dropped, and so is the
        purchase of the token `instead_of`, wherever it was asked. `basket`: it buys what lies in the basket."""
        token = secrets.token_urlsafe(16)
        self._opened = Purchase(
            token=token,
            key=idempotency_key(self.customer_id, quote, token),
            quote=quote,
            state=PurchaseState.AWAITING_YES,
            asked_at=now,
            changed_at=now,
            basket=basket,
        )
        self._instead_of = instead_of or self._instead_of
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

    def untold(self, before: datetime) -> tuple[Purchase, ...]:
        """Purchases that came to an end before this moment while nobody could be told, the oldest first."""
        with self.database.read() as connection:
            rows = connection.execute(_UNTOLD, {"customer": self.customer_id, "before": before}).all()
        return tuple(_purchase(row) for row in rows)

    def told(self, token: str) -> None:
        """The customer hears with this turn's reply how this purchase ended; kept with the turn."""
        self._told.add(token)

    @property
    def tells(self) -> bool:
        """Whether this turn tells how a purchase ended."""
        return bool(self._told)

    def write(self, connection: Connection) -> None:
        """Write which ends this turn tells of."""
        if self._told:
            connection.execute(_TOLD, [{"id": token, "customer": self.customer_id} for token in sorted(self._told)])

    def claim(self, token: str, quote: Quote, now: datetime) -> Claim:
        """awaiting_yes -> placing with the stock reserved, by exactly one caller, ever. In the same transaction a
        purchase of the basket takes its lines out of it and a discount spends its voucher; CHANGED when that
        cannot be done, and then nothing is."""
        if self._opened is not None:
            with self.database.write() as connection:
                self.write_opened(connection)
            self._opened, self._instead_of, self.awaiting = None, None, True
        self.basket.look_again()
        try:
            with self.database.write() as connection:
                which = {"id": token, "customer": self.customer_id, "now": now}
                what = {"bought": CODEC.dumps(quote), "total": quote.total.minor}
                claimed = connection.execute(_CLAIM, which | what).first()
                if claimed is None:
                    return Claim.LOST
                if claimed.basket and not baskets.take_out(connection, self.customer_id, quote.lines, now):
                    raise _Undone(Claim.CHANGED)
                if quote.discount and not vouchers.spend(connection, self.customer_id, quote.discount, token):
                    raise _Undone(Claim.CHANGED)
                if not take(connection, _items(quote)):
                    raise _Undone(Claim.SHORT)
        except _Undone as undone:
            return undone.claim
        return Claim.WON

    def settle(self, token: str, state: PurchaseState, now: datetime) -> bool:
        """placing, unknown or needs_action -> rejected, unknown or needs_action. Rejected gives the stock
        back, the lines to the basket and the voucher to the customer. False when the purchase was not in one of
        those states."""
        if state not in SETTLED_AS:
            raise ValueError(f"a purchase is not settled as {state.value}")
        with self.database.write() as connection:
            which = {"id": token, "customer": self.customer_id}
            settled = connection.execute(_SETTLE, {**which, "to": state.value, "now": now}).first()
            if settled is None:
                return state is not PurchaseState.REJECTED and connection.execute(_STATE, which).scalar() == state.value
            if state is PurchaseState.REJECTED:
                self._give_back(connection, CODEC.loads(Quote, settled.quote), now, basket=settled.basket)
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
        dropped = {"of": self.session, "customer": self.customer_id, "now": opened.asked_at}
        if self._instead_of is not None:
            connection.execute(_DROP_BOTH, {**dropped, "other": self._instead_of})
        elif self.awaiting:
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
                "basket": opened.basket,
                "untold": False,
            },
        )

    def _give_back(self, connection: Connection, quote: Quote, now: datetime, *, basket: bool) -> None:
        if basket:
            self.basket.look_again()
            is_sqlite = self.database.sqlite
            baskets.lay_back(connection, self.customer_id, quote.lines, now, is_sqlite=is_sqlite)
        if quote.discount is not None:
            vouchers.free(connection, self.customer_id, quote.discount.voucher)
        put_back(connection, _items(quote))


class _Undone(Exception):
    """Rolls back a claim that cannot be had."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim)
        self.claim = claim


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
        basket=row.basket,
    )


def open_somewhere(database: Database) -> tuple[str, ...]:
    """The customers with a purchase whose outcome is open."""
    with database.read() as connection:
        return tuple(connection.execute(_WHOSE).scalars())
