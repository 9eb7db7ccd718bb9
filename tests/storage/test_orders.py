"""A customer's orders are read whole, and cancelled once, in time, by their owner."""

from datetime import timedelta

from sqlalchemy import event

from skill.commerce.money import Money
from skill.commerce.order import Status
from skill.commerce.purchase import Placed
from tests.storage.corner import Corner, account_of


def test_an_order_has_its_lines_parcels_and_scans(corner: Corner) -> None:
    with corner.visit() as visit:
        kettle, coffee = account_of(visit).orders.history()
    assert (kettle.number, kettle.status, kettle.shipments) == ("1042", Status.PREPARING, ())
    assert coffee.delayed
    assert coffee.total == Money(2 * 1090 + 340 + 290, "EUR")
    assert [(line.product.id, line.quantity, line.unit_price.minor) for line in coffee.lines] == [
        ("coffee-500", 2, 1090),
        ("tea", 1, 340),
    ]
    assert coffee.lines[0].product.price == Money(1090, "EUR"), "the price paid then"
    first, second = coffee.shipments
    assert (first.status, first.product_ids) == (Status.IN_TRANSIT, ("coffee-500",))
    assert [scan.status for scan in first.scans] == [Status.SHIPPED, Status.IN_TRANSIT]
    assert first.scans[1].place == "Ghent"
    assert (second.product_ids, second.scans) == (("tea",), ())
    assert coffee.expected == first.expected


def test_reading_the_history_takes_three_statements_and_then_one(corner: Corner) -> None:
    statements: list[str] = []
    with corner.visit() as visit:
        orders = account_of(visit).orders
        event.listen(corner.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        first = orders.history()
        assert len(statements) == 4, "its version, orders, lines, parcels"
        assert orders.history() is first
        assert len(statements) == 4, "what was read stays the truth of the turn"
    with corner.visit() as visit:
        statements.clear()
        assert account_of(visit).orders.history() == first
        assert not statements, "the opening has told that nothing changed"


def test_another_customers_order_does_not_exist(corner: Corner) -> None:
    with corner.visit(customer="anna") as visit:
        orders = account_of(visit).orders
        assert "1050" not in {order.number for order in orders.history()}
        assert orders.cancel("order-1050", corner.clock()) is None
        token = corner.ask("coffee-500", session="s2", customer="ben")
        assert account_of(visit).purchases.get(token) is None
        assert account_of(visit).purchases.place(token, "x", corner.clock()) is None


def test_cancelling_in_time_puts_the_stock_back_once(corner: Corner) -> None:
    with corner.visit() as visit:
        orders = account_of(visit).orders
        assert orders.cancel("order-1042", corner.clock()) == "", "nothing was paid here"
        assert orders.cancel("order-1042", corner.clock()) is None
        assert orders.history()[0].status is Status.CANCELLED
    assert corner.stock("kettle") == 6


def test_after_the_window_or_the_parcel_left_it_is_too_late(corner: Corner) -> None:
    with corner.visit() as visit:
        orders = account_of(visit).orders
        assert orders.cancel("order-1042", corner.clock() + timedelta(minutes=30)) is None
        corner.run("UPDATE orders SET status = 'preparing', cancel_until = '2027-01-01 00:00:00' WHERE number = '1041'")
        assert orders.cancel("order-1041", corner.clock()) is None, "one of its parcels is on its way"
        corner.run("UPDATE shipments SET status = 'preparing'")
        assert orders.cancel("order-1041", corner.clock()) == ""


def test_a_cancelled_order_gives_its_payment_back(corner: Corner) -> None:
    token = corner.ask("coffee-500", 2)
    with corner.visit() as visit:
        checkout = account_of(visit).checkout
        placed = checkout.place(token, corner.clock())
        assert isinstance(placed, Placed)
        assert list(corner.payments.charges().values()) == [placed.order.total]
        assert checkout.cancel(placed.order.id, corner.clock())
        assert corner.payments.charges() == {}
        assert not checkout.cancel(placed.order.id, corner.clock())
    assert corner.stock("coffee-500") == 10
