"""Taking from the shelf and putting back, within a transaction of the caller."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, update

from skill.storage.tables import VariantRow

_TAKE = (
    update(VariantRow)
    .where(VariantRow.sku == bindparam("id"), VariantRow.sold, VariantRow.stock >= bindparam("many"))
    .values(stock=VariantRow.stock - bindparam("many"), version=VariantRow.version + 1)
)
_PUT_BACK = (
    update(VariantRow)
    .where(VariantRow.sku == bindparam("id"))
    .values(stock=VariantRow.stock + bindparam("many"), version=VariantRow.version + 1)
)


def take(connection: Connection, wanted: Iterable[tuple[str, int]]) -> bool:
    """Take these (sku, quantity); False when one is short: the caller must then roll back."""
    return all(
        connection.execute(_TAKE, {"id": sku, "many": quantity}).rowcount == 1 for sku, quantity in _in_order(wanted)
    )


def put_back(connection: Connection, returned: Iterable[tuple[str, int]]) -> None:
    """Put these (sku, quantity) back."""
    for sku, quantity in _in_order(returned):
        connection.execute(_PUT_BACK, {"id": sku, "many": quantity})


def _in_order(items: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Always the same order of rows: two purchases can then wait for each other, but never deadlock."""
    total: Counter[str] = Counter()
    for sku, quantity in items:
        total[sku] += quantity
    return sorted(total.items())
