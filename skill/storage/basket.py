"""The port Basket over SQL, for one customer during one turn. Read when it is looked at, written with the turn."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from skill.commerce.money import Money
from skill.commerce.ports import BasketLine
from skill.storage import baskets
from skill.storage.baskets import MICROSECOND
from skill.storage.database import Database
from skill.storage.tables import BasketLineRow, BasketRow
from skill.storage.tables.orders import MOST_OF_ONE

_READ = (
    select(
        BasketRow.changed_at,
        BasketLineRow.sku,
        BasketLineRow.quantity,
        BasketLineRow.price_minor,
        BasketLineRow.currency,
    )
    .join(BasketLineRow, BasketLineRow.basket_id == BasketRow.id)
    .where(BasketRow.customer_id == bindparam("customer"))
    .order_by(BasketLineRow.added_at, BasketLineRow.sku)
)


@dataclass(frozen=True, slots=True)
class _Put:
    """Exactly so many of one product."""

    product_id: str
    quantity: int


_Stored = tuple[dict[str, BasketLine], datetime | None]


@dataclass(slots=True)
class SqlBasket:
    """What one customer is collecting. `now` is the moment of the turn.

    The turn's changes are kept as what was said, and done in that order to whatever lies there by then: two
    conversations that add two each make four.
    """

    database: Database
    customer_id: str
    now: datetime
    _stored: _Stored | None = field(default=None, init=False)
    _changes: list[BasketLine | _Put] = field(default_factory=list, init=False)

    def lines(self) -> tuple[BasketLine, ...]:
        """What lies in it, the oldest first, changes of this turn included."""
        lying = dict(self._read()[0])
        for change in self._changes:
            before = lying.get(change.product_id)
            if isinstance(change, BasketLine):
                many = min(MOST_OF_ONE, change.quantity + (before.quantity if before else 0))
                lying[change.product_id] = replace(change, quantity=many)
            elif before is not None:
                lying[change.product_id] = replace(before, quantity=change.quantity)
            if isinstance(change, _Put) and not change.quantity:
                lying.pop(change.product_id, None)
        return tuple(lying.values())

    def changed_at(self) -> datetime | None:
        """When it was changed last; None while it is empty."""
        if not self.lines():
            return None
        return self.now if self._changes else self._read()[1]

    def add(self, product_id: str, quantity: int, price: Money) -> None:
        """So many more, at this price from now on; never more than 99 of one. Raises ValueError below one."""
        if quantity < 1:
            raise ValueError(f"{quantity} of something cannot be put in a basket")
        self._changes.append(BasketLine(product_id, min(MOST_OF_ONE, quantity), price))

    def put(self, product_id: str, quantity: int) -> None:
        """Exactly so many of what lies in it; 0 takes it out. Raises ValueError below zero."""
        if quantity < 0:
            raise ValueError(f"{quantity} of something cannot lie in a basket")
        if any(line.product_id == product_id for line in self.lines()):
            self._changes.append(_Put(product_id, min(MOST_OF_ONE, quantity)))

    def look_again(self) -> None:
        """The basket may have changed since it was read."""
        self._stored = None

    def write(self, connection: Connection) -> None:
        """Do what this turn changes, in this transaction."""
        if not self._changes:
            return
        is_sqlite = self.database.sqlite
        basket = baskets.touch(connection, self.customer_id, self.now, is_sqlite=is_sqlite)
        first = baskets.next_place(connection, basket, self.now)
        for place, change in enumerate(self._changes):
            if isinstance(change, BasketLine):
                baskets.add(connection, basket, change, first + place * MICROSECOND, is_sqlite=is_sqlite)
            else:
                baskets.put(connection, basket, change.product_id, change.quantity)

    def _read(self) -> _Stored:
        if self._stored is None:
            with self.database.read() as connection:
                rows = connection.execute(_READ, {"customer": self.customer_id}).all()
            lying = {
                sku: BasketLine(sku, quantity, Money(price, currency)) for _, sku, quantity, price, currency in rows
            }
            self._stored = (lying, rows[0][0] if rows else None)
        return self._stored
