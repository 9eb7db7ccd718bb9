"""An empty shop is filled once; wrong data is refused with the place it stands in."""

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from skill.commerce.customer import Policy
from skill.storage.database import Database
from skill.storage.migrations import upgrade
from skill.storage.seed import seed
from skill.storage.sheets import BadData
from tests.storage.corner import CUSTOMERS, PRODUCTS, START, Corner, account_of, write_files


def test_a_filled_shop_is_left_alone(corner: Corner, tmp_path: Path) -> None:
    corner.run("UPDATE variants SET stock = 1 WHERE sku = 'coffee-500'")
    assert not seed(corner.database, corner.clock, corner.policy, folder=write_files(tmp_path))
    assert corner.stock("coffee-500") == 1


def test_order_numbers_go_on_after_the_largest(corner: Corner) -> None:
    token = corner.ask("coffee-500")
    with corner.visit() as visit:
        account_of(visit).checkout.place(token, corner.clock())
        assert account_of(visit).orders.history()[0].number == "1051"


def test_the_days_count_back_from_the_seeding(corner: Corner) -> None:
    with corner.visit() as visit:
        old = account_of(visit).orders.history()[-1]
    assert old.placed_at == START - timedelta(days=9)
    assert old.cancel_until == old.placed_at + corner.policy.cancel_window


def test_the_demonstration_is_sound(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/shop.db")
    told: list[str] = []
    upgrade(database)
    assert seed(database, lambda: datetime.now(UTC), Policy(), told.append)
    assert told
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    database.close()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("price: 1190", "price: 11.90", "all.yaml, coffee, variants, coffee-500, price: '11.90' is no whole number"),
        ("stock: 10", "stock: many", "coffee-500, stock"),
        ("spoken: green tea", "spoken: Corner Coffee", "are both spoken"),
        ("spoken: green tea", "spoken: the very best green tea there is", "more than 5 words"),
        ("sku: tea,", "sku: kettle,", "the sku 'kettle' is there twice"),
        ("substitutes: [tea]", "substitutes: [cocoa]", "no product 'cocoa'"),
        ("value: yes", "value: maybe", "neither yes nor no"),
        ("gender: f", "gender: x", "neither m nor f"),
        ("- id: tea", "- name: tea", "id: a text is missing"),
        ("- id: coffee", "- id: [", "cannot be read"),
    ],
)
def test_wrong_products_are_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadData, match=says):
        _seed(tmp_path, products=PRODUCTS.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("lines: [{sku: coffee-500", "lines: [{sku: cocoa", "does not sell 'cocoa'"),
        ("status: shipped", "status: lost", "'lost' is no status"),
        ("address: ben-home", "address: anna-home", "'anna-home' is not ben's"),
        ("days_ago: 9", "days_ago: long", "no number of days"),
        ('number: "1042"', 'number: "1041"', "'1041' is there twice"),
        ("delayed: yes", "delayed: true", "neither yes nor no"),
    ],
)
def test_wrong_customers_are_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadData, match=says):
        _seed(tmp_path, customers=CUSTOMERS.replace(old, new))


def _seed(folder: Path, **files: str) -> None:
    database = Database(f"sqlite:///{folder}/shop.db")
    try:
        upgrade(database)
        seed(database, lambda: START, Policy(), folder=write_files(folder, **files))
    finally:
        database.close()


def _start(url_and_folder: tuple[str, str]) -> bool:
    database = Database(url_and_folder[0])
    try:
        upgrade(database)
        return seed(database, lambda: START, Policy(), folder=Path(url_and_folder[1]))
    finally:
        database.close()


def test_processes_that_start_together_fill_the_shop_once(empty: str, tmp_path: Path) -> None:
    folder = str(write_files(tmp_path / "files"))
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert sorted(pool.map(_start, [(empty, folder)] * 3)) == [False, False, True]
