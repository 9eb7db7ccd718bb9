"""Filling an empty shop with the demonstration's products, customers and orders. A filled shop is left alone."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, update

from skill.commerce.customer import Policy
from skill.storage.database import Database
from skill.storage.regulars import read_customers
from skill.storage.shelves import Rows, read_products
from skill.storage.snapshot import catalogue_changed
from skill.storage.tables import CounterRow, OrderRow, ProductRow, VariantRow

DEMO = Path(__file__).parent / "demo"

Progress = Callable[[str], None]


def seed(
    database: Database,
    clock: Callable[[], datetime],
    policy: Policy,
    progress: Progress = lambda _: None,
    folder: Path = DEMO,
) -> bool:
    """Fill the shop if it is empty; True when it was. Dates count back from `clock`'s now.

    `folder` has `products/*.yaml` and `customers.yaml`. Raises sheets.BadData.
    """
    with database.read() as connection:
        if _filled(connection):
            return False
    progress("reading the catalogue")
    now = clock()
    products = read_products(folder / "products", policy.currency, now.date())
    customers = read_customers(folder / "customers.yaml", policy, now, [row["sku"] for row in products[VariantRow]])
    with database.prepare() as connection:
        if _filled(connection):  # somebody else was faster
            return False
        progress(f"stocking {len(products[ProductRow])} products")
        _write(connection, products)
        progress(f"writing {len(customers[OrderRow])} orders")
        _write(connection, customers)
        _number_after(connection, [int(row["number"]) for row in customers[OrderRow]])
        catalogue_changed(connection)
    return True


def _filled(connection: Connection) -> bool:
    return connection.execute(select(func.count()).select_from(ProductRow)).scalar_one() > 0


def _write(connection: Connection, rows: Rows) -> None:
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)


def _number_after(connection: Connection, numbers: list[int]) -> None:
    """The next order gets the number after the largest of these, and four digits at least."""
    largest = max([1000, *numbers])
    connection.execute(update(CounterRow).where(CounterRow.name == "order").values(value=largest))
