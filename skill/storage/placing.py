"""From a claimed purchase to an order, in one transaction of the caller. Asking again gives the same order."""

from datetime import datetime

from sqlalchemy import Connection, String, bindparam, insert, select, update

from skill.codec import Codec
from skill.commerce.order import Quote, Status
from skill.commerce.purchase import PurchaseState
from skill.storage import jobs
from skill.storage.counters import next_number
from skill.storage.histories import orders_changed
from skill.storage.tables import AddressRow, MeansRow, OrderLineRow, OrderRow, PurchaseRow, VoucherRow, one_of
from skill.storage.tables.talk import OPEN

CODEC = Codec()

_MINE = (PurchaseRow.token == bindparam("id"), PurchaseRow.customer_id == bindparam("customer"))
_PLACED = (
    update(PurchaseRow)
    .where(*_MINE, one_of(PurchaseRow.state, OPEN))
    .values(state=PurchaseState.PLACED.value, changed_at=bindparam("now"))
    .returning(PurchaseRow.key, PurchaseRow.quote)
)
_ALREADY = select(PurchaseRow.order_number).where(*_MINE, PurchaseRow.state == PurchaseState.PLACED.value)
_NUMBERED = update(PurchaseRow).where(PurchaseRow.token == bindparam("id")).values(order_number=bindparam("number"))

# An address, a means or a voucher that is gone by now does not keep a paid order from being made.
_ORDER = insert(OrderRow).values(
    address_id=select(AddressRow.id).where(AddressRow.id == bindparam("address")).scalar_subquery(),
    means_id=select(MeansRow.id).where(MeansRow.id == bindparam("means")).scalar_subquery(),
    voucher_id=select(VoucherRow.id).where(VoucherRow.id == bindparam("voucher", type_=String())).scalar_subquery(),
)


def place(
    connection: Connection, customer_id: str, token: str, *, reference: str, now: datetime, cancel_until: datetime
) -> str | None:
    """The number of the order of this purchase, made now if it had none; None when it may not be placed."""
    which = {"id": token, "customer": customer_id}
    claimed = connection.execute(_PLACED, {**which, "now": now}).first()
    if claimed is None:
        already: str | None = connection.execute(_ALREADY, which).scalar()
        return already
    key, quote = claimed[0], CODEC.loads(Quote, claimed[1])
    number = next_number(connection, "order")
    connection.execute(
        _ORDER,
        {
            "id": key,
            "number": number,
            "customer_id": customer_id,
            "purchase_key": key,
            "payment_reference": reference,
            "placed_at": now,
            "status": Status.PLACED.value,
            "delayed": False,
            "gift": False,
            "address": quote.deliver_to.id,
            "means": quote.means.id,
            "delivery_minor": quote.delivery.minor,
            "tax_minor": quote.tax.minor,
            "total_minor": quote.total.minor,
            "discount_minor": quote.discount.amount.minor if quote.discount else 0,
            "voucher": quote.discount.voucher if quote.discount else None,
            "currency": quote.total.currency,
            "expected": quote.arrives,
            "cancel_until": cancel_until,
        },
    )
    connection.execute(
        insert(OrderLineRow),
        [
            {
                "order_id": key,
                "position": position,
                "sku": line.product.id,
                "quantity": line.quantity,
                "unit_price_minor": line.unit_price.minor,
            }
            for position, line in enumerate(quote.lines)
        ],
    )
    connection.execute(_NUMBERED, {"id": token, "number": number})
    jobs.add(connection, jobs.RECEIPT, [key], now, not_before=now)
    orders_changed(connection, customer_id)
    return number
