"""An empty shop is filled once; wrong data is refused with the place it stands in."""

import multiprocessing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from skill.commerce.customer import Policy
from skill.commerce.money import Money
from skill.commerce.order import Voucher
from skill.storage.database import Database
from skill.storage.migrations import upgrade
from skill.storage.seed import seed
from skill.storage.sheets import BadData
from tests.storage.corner import CUSTOMERS, PRODUCTS, START, Corner, account_of, write_files

VOUCHER = "    vouchers: [{id: gift, amount: 500, least: 2000, valid_days: 30, reason: welcome}]"


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


def test_the_demonstration_has_something_for_every_offer(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/shop.db")
    upgrade(database)
    seed(database, lambda: START, Policy())
    corner = Corner(database)
    with corner.visit(customer="ben") as visit:
        assert [voucher.amount.minor for voucher in account_of(visit).vouchers.usable(START)] == [500]
        deals = [deal.product.id for deal in visit.shop.catalogue.deals()]
    with corner.visit(customer="claire") as visit:
        account = account_of(visit)
        assert account.memory.allows("refill_reminders")
        assert account.memory.allows("surveys")
        bought = [one.placed_at for one in account.orders.history() if one.has("dry-cat-food")]
    with database.read() as connection:
        listed = ", ".join(f"'{id_}'" for id_ in deals)
        of_deals = f"SELECT DISTINCT p.category FROM products p JOIN variants v ON v.product_id = p.id WHERE v.sku IN ({listed})"  # noqa: E501, S608  the shop's own ids
        categories = set(connection.exec_driver_sql(of_deals).scalars())
        assert categories == set(connection.exec_driver_sql("SELECT DISTINCT category FROM products").scalars())
    database.close()
    gaps = [later - earlier for later, earlier in pairwise(bought)]
    assert len(gaps) >= 3
    assert min(gaps) <= START - bought[0] <= max(gaps), "the cat is about to run out of food"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("price: 1190", "price: 11.90", "all.yaml, coffee, variants, coffee-500, price: '11.90' is no whole number"),
        ("stock: 10", "stock: many", "coffee-500, stock"),
        (
            "price: 1190,",
            "price: 1190, was: 1190,",
            "coffee-500, was: the usual price of a deal is above its price, 1190",
        ),
        ("price: 1190,", "price: 1190, was: more,", "coffee-500, was: 'more' is no whole number"),
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
        (
            "    name: Ben",
            "    name: Ben\n" + VOUCHER.replace("500", "0"),
            "gift, amount: a voucher is worth something",
        ),
        ("    name: Ben", "    name: Ben\n" + VOUCHER.replace("reason: welcome", "id: x"), "reason: a text is missing"),
        (
            "    name: Ben",
            "    name: Ben\n" + VOUCHER.replace("}]", "}, {id: gift, amount: 1, valid_days: 1, reason: a}]"),
            "vouchers: 'gift' is there twice",
        ),
    ],
)
def test_wrong_customers_are_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadData, match=says):
        _seed(tmp_path, customers=CUSTOMERS.replace(old, new))


def test_a_voucher_and_a_deal_of_the_files_are_the_shops(tmp_path: Path) -> None:
    customers = CUSTOMERS.replace("    name: Ben", "    name: Ben\n" + VOUCHER)
    _seed(tmp_path, customers=customers, products=PRODUCTS.replace("price: 4500,", "price: 4500, was: 5000,"))
    corner = Corner(Database(f"sqlite:///{tmp_path}/shop.db"))
    with corner.visit(customer="ben") as visit:
        (voucher,) = account_of(visit).vouchers.usable(START)
        (deal,) = visit.shop.catalogue.deals()
    corner.database.close()
    assert voucher == Voucher("gift", Money(500, "EUR"), Money(2000, "EUR"), date(2026, 4, 1))
    assert (deal.product.id, deal.was) == ("kettle", Money(5000, "EUR"))


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
