"""What a receipt needs of an order: to whom, in which language, and what exactly was agreed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from skill.commerce.order import Quote
from skill.storage.database import Database
from skill.storage.placing import CODEC
from skill.storage.tables import CustomerRow, OrderRow, PurchaseRow

_ORDER = (
    select(
        OrderRow.number,
        OrderRow.placed_at,
        OrderRow.cancel_until,
        PurchaseRow.quote,
        CustomerRow.email,
        CustomerRow.name,
        CustomerRow.language,
    )
    .join(PurchaseRow, PurchaseRow.key == OrderRow.purchase_key)
    .join(CustomerRow, CustomerRow.id == OrderRow.customer_id)
    .where(OrderRow.id == bindparam("order"))
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as it was agreed. `email` is "" where the shop knows none."""

    number: str
    placed_at: datetime
    cancel_within: timedelta
    quote: Quote
    email: str
    name: str
    language: str


def ordered(database: Database, order_id: str) -> Ordered | None:
    """This order, or None when there is no such order (any more) or it was not placed here."""
    with database.read() as connection:
        row = connection.execute(_ORDER, {"order": order_id}).first()
    if row is None:
        return None
    return Ordered(
        number=row.number,
        placed_at=row.placed_at,
        cancel_within=row.cancel_until - row.placed_at,
        quote=CODEC.loads(Quote, row.quote),
        email=row.email,
        name=row.name,
        language=row.language,
    )
