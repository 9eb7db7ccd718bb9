"""What the carrier and the shopkeeper record is what the customer hears next, once, and told only who allows it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from skill.commerce.order import Order, Status
from skill.storage.tracking import AlreadyCancelled, UnknownOrder, UnknownStatus, record
from tests.storage.corner import START, Corner, account_of


def order(corner: Corner, number: str, customer: str = "anna") -> Order:
    """The order as a conversation sees it."""
    with corner.visit(customer=customer) as visit:
        return next(one for one in account_of(visit).orders.history() if one.number == number)


def messages(corner: Corner) -> list[tuple[str, dict[str, str]]]:
    """Who is told what."""
    with corner.database.read() as connection:
        rows = connection.execute(text("SELECT customer_id, about FROM notifications WHERE kind = 'order_update'"))
        return [(customer, json.loads(about)) for customer, about in rows]


def allow_updates(corner: Corner) -> None:
    corner.run("INSERT INTO preferences (customer_id, name, value) VALUES ('anna', 'order_updates', 'yes')")


def test_a_scan_moves_its_parcel_and_the_next_turn_hears_of_it(corner: Corner) -> None:
    before = order(corner, "1041")
    assert record(corner.database, "1041", "delivered", shipment="1041-a", at=START, place="Ghent")
    after = order(corner, "1041")
    parcel = next(one for one in after.shipments if one.id == "1041-a")
    assert (parcel.status, parcel.scans[-1].place, parcel.scans[-1].at) == (Status.DELIVERED, "Ghent", START)
    assert (before.status, after.status) == (Status.SHIPPED, Status.SHIPPED), "the other parcel is still here"
    assert record(corner.database, "1041", "delivered", shipment="1041-b", at=START)
    assert order(corner, "1041").status is Status.DELIVERED


def test_the_same_event_is_recorded_once_and_told_once(corner: Corner) -> None:
    allow_updates(corner)
    told = [record(corner.database, "1041", "delivered", shipment="1041-a", at=START) for _ in range(3)]
    assert told == [True, False, False]
    assert messages(corner) == [("anna", {"order": "1041", "status": "delivered"})]
    assert corner.number("SELECT count(*) FROM tracking_events WHERE status = 'delivered'") == 1


def test_a_second_scan_of_the_same_status_is_kept_and_not_told(corner: Corner) -> None:
    allow_updates(corner)
    assert record(corner.database, "1041", "in_transit", shipment="1041-a", at=START, place="Bruges")
    assert messages(corner) == []
    assert order(corner, "1041").shipments[0].scans[-1].place == "Bruges"


def test_nobody_is_told_who_did_not_allow_it(corner: Corner) -> None:
    assert record(corner.database, "1041", "delivered", shipment="1041-a", at=START)
    corner.run("INSERT INTO preferences (customer_id, name, value) VALUES ('ben', 'order_updates', 'no')")
    assert record(corner.database, "1050", "shipped", at=START)
    assert messages(corner) == []
    assert order(corner, "1050", "ben").status is Status.SHIPPED


def test_an_order_without_parcels_moves_by_itself(corner: Corner) -> None:
    allow_updates(corner)
    assert [record(corner.database, "1042", "ready_for_pickup", at=START) for _ in range(2)] == [True, False]
    assert order(corner, "1042").status is Status.READY_FOR_PICKUP
    assert len(messages(corner)) == 1


def test_a_word_about_the_whole_order_moves_all_its_parcels(corner: Corner) -> None:
    assert record(corner.database, "1041", "delivered", at=START)
    after = order(corner, "1041")
    assert {parcel.status for parcel in after.shipments} == {after.status} == {Status.DELIVERED}


def test_an_old_scan_that_comes_late_turns_nothing_back(corner: Corner) -> None:
    record(corner.database, "1041", "delivered", at=START)
    assert record(corner.database, "1041", "out_for_delivery", shipment="1041-a", at=START - timedelta(hours=3))
    after = order(corner, "1041")
    assert after.status is Status.DELIVERED
    assert [scan.status for scan in after.shipments[0].scans][-2:] == [Status.OUT_FOR_DELIVERY, Status.DELIVERED]


def test_a_problem_with_one_parcel_is_the_orders(corner: Corner) -> None:
    record(corner.database, "1041", "problem", shipment="1041-b", at=START)
    assert order(corner, "1041").status is Status.PROBLEM


def test_a_parcel_that_has_left_keeps_its_order_from_being_cancelled(corner: Corner) -> None:
    corner.run("UPDATE orders SET status = 'preparing', cancel_until = '2030-01-01 00:00:00' WHERE number = '1041'")
    corner.run("UPDATE shipments SET status = 'preparing' WHERE order_id = 'order-1041'")
    record(corner.database, "1041", "shipped", shipment="1041-a", at=START)
    assert order(corner, "1041").status is Status.SHIPPED
    with corner.visit() as visit:
        assert account_of(visit).orders.cancel("order-1041", START) is None


def test_a_later_day_makes_a_delayed_order_and_an_earlier_one_does_not(corner: Corner) -> None:
    assert order(corner, "1050", "ben").expected == date(2026, 3, 4)
    record(corner.database, "1050", "preparing", at=START, expected=date(2026, 3, 3))
    sooner = order(corner, "1050", "ben")
    record(corner.database, "1050", "preparing", at=START, expected=date(2026, 3, 9))
    later = order(corner, "1050", "ben")
    assert (sooner.expected, sooner.delayed) == (date(2026, 3, 3), False)
    assert (later.expected, later.delayed) == (date(2026, 3, 9), True)


def test_what_cannot_be_recorded_is_refused_and_changes_nothing(corner: Corner) -> None:
    allow_updates(corner)
    version = corner.number("SELECT orders_version FROM customers WHERE id = 'anna'")
    with pytest.raises(UnknownOrder, match="no order '9999'"):
        record(corner.database, "9999", "shipped", at=START)
    with pytest.raises(UnknownOrder, match="no parcel '1050-a': there are 1041-a, 1041-b"):
        record(corner.database, "1041", "shipped", shipment="1050-a", at=START)
    with pytest.raises(UnknownOrder, match="there are no parcels yet"):
        record(corner.database, "1042", "shipped", shipment="1042-a", at=START)
    for word in ("lost", "cancelled", "unknown", ""):
        with pytest.raises(UnknownStatus, match="there are placed, preparing, shipped"):
            record(corner.database, "1041", word, at=START)
    with pytest.raises(ValueError, match="no time zone"):
        record(corner.database, "1041", "delivered", at=datetime(2026, 3, 2, 9, 30))  # noqa: DTZ001  that is the point
    corner.run("UPDATE orders SET status = 'cancelled' WHERE number = '1042'")
    with pytest.raises(AlreadyCancelled, match="1042"):
        record(corner.database, "1042", "delivered", at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    assert messages(corner) == []
    assert corner.number("SELECT orders_version FROM customers WHERE id = 'anna'") == version
