"""Rows of baskets, within a transaction of the caller: put in, set, take out for a purchase, lay back.

Who changes a basket locks its row first, so two conversations of one customer wait for each other and add up.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.commerce.order import Line
from skill.commerce.ports import BasketLine
from skill.storage.tables import BasketLineRow, BasketRow
from skill.storage.tables.orders import MOST_OF_ONE

MICROSECOND = timedelta(microseconds=1)


def _touch(insert: Any) -> Insert:
    """The basket's row, made when there is none, and locked."""
    statement = insert(BasketRow).values(
        id=bindparam("customer"), customer_id=bindparam("customer"), changed_at=bindparam("now")
    )
    touched: Insert = statement.on_conflict_do_update(
        index_elements=["customer_id"], set_={"changed_at": statement.excluded.changed_at}
    ).returning(BasketRow.id)
    return touched


def _more(insert: Any, *, today: bool) -> Insert:
    """So many more, 99 together at most; at today's price, or at the price of what lies there already."""
    statement = insert(BasketLineRow)
    new = statement.excluded
    both = BasketLineRow.quantity + new.quantity
    changed: dict[str, Any] = {"quantity": case((both > MOST_OF_ONE, MOST_OF_ONE), else_=both)}
    if today:
        changed |= {"price_minor": new.price_minor, "currency": new.currency}
    more: Insert = statement.on_conflict_do_update(index_elements=["basket_id", "sku"], set_=changed)
    return more


_TOUCH = {True: _touch(sqlite.insert), False: _touch(postgresql.insert)}
_ADD = {True: _more(sqlite.insert, today=True), False: _more(postgresql.insert, today=True)}
_LAY_BACK = {True: _more(sqlite.insert, today=False), False: _more(postgresql.insert, today=False)}
_LOCK = (
    update(BasketRow)
    .where(BasketRow.customer_id == bindparam("customer"))
    .values(changed_at=bindparam("now"))
    .returning(BasketRow.id)
)
_LINE = (BasketLineRow.basket_id == bindparam("basket"), BasketLineRow.sku == bindparam("id"))
_LATEST = select(func.max(BasketLineRow.added_at)).where(BasketLineRow.basket_id == bindparam("basket"))
_SET = update(BasketLineRow).where(*_LINE).values(quantity=bindparam("many"))
_REMOVE = delete(BasketLineRow).where(*_LINE)
_TAKE_ALL = delete(BasketLineRow).where(*_LINE, BasketLineRow.quantity == bindparam("many"))
_TAKE_SOME = (
    update(BasketLineRow)
    .where(*_LINE, BasketLineRow.quantity > bindparam("many"))
    .values(quantity=BasketLineRow.quantity - bindparam("many"))
)


def next_place(connection: Connection, basket: str, now: datetime) -> datetime:
    """Where the next line stands: lines are told apart by the moment they were put in, however many a moment has."""
    last: datetime | None = connection.execute(_LATEST, {"basket": basket}).scalar()
    return now if last is None else max(now, last + MICROSECOND)


def touch(connection: Connection, customer_id: str, now: datetime, *, is_sqlite: bool) -> str:
    """The id of the customer's basket, which changes now."""
    basket: str = connection.execute(_TOUCH[is_sqlite], {"customer": customer_id, "now": now}).scalar_one()
    return basket


def add(connection: Connection, basket: str, line: BasketLine, added_at: datetime, *, is_sqlite: bool) -> None:
    """So many more of a product, at this line's price from now on."""
    connection.execute(_ADD[is_sqlite], _values(basket, line, added_at))


def put(connection: Connection, basket: str, sku: str, quantity: int) -> None:
    """Exactly so many of what lies in it; 0 takes it out."""
    if quantity:
        connection.execute(_SET, {"basket": basket, "id": sku, "many": quantity})
    else:
        connection.execute(_REMOVE, {"basket": basket, "id": sku})


def take_out(connection: Connection, customer_id: str, lines: Iterable[Line], now: datetime) -> bool:
    """Take what is bought out of the basket; False when less of something lies there: then roll back.

    What another conversation took out, or bought, in the meantime is not bought a second time.
    """
    basket: str | None = connection.execute(_LOCK, {"customer": customer_id, "now": now}).scalar()
    if basket is None:
        return False
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line.product.id] += line.quantity
    for sku, quantity in sorted(wanted.items()):
        which = {"basket": basket, "id": sku, "many": quantity}
        if connection.execute(_TAKE_ALL, which).rowcount != 1 and connection.execute(_TAKE_SOME, which).rowcount != 1:
            return False
    return True


def lay_back(
    connection: Connection, customer_id: str, lines: Iterable[Line], now: datetime, *, is_sqlite: bool
) -> None:
    """What was not bought after all lies in the basket again, beside what is there."""
    basket = touch(connection, customer_id, now, is_sqlite=is_sqlite)
    first = next_place(connection, basket, now)
    for place, line in enumerate(lines):
        back = BasketLine(line.product.id, line.quantity, line.unit_price)
        connection.execute(_LAY_BACK[is_sqlite], _values(basket, back, first + place * MICROSECOND))


def _values(basket: str, line: BasketLine, added_at: datetime) -> dict[str, object]:
    return {
        "basket_id": basket,
        "sku": line.product_id,
        "quantity": min(MOST_OF_ONE, line.quantity),
        "price_minor": line.price.minor,
        "currency": line.price.currency,
        "added_at": added_at,
    }
