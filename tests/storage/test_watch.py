"""What a turn changed is seen exactly: every row, as it was and as it is, and nobody else's."""

import threading

import pytest
from sqlalchemy import bindparam, delete, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.storage.tables import CounterRow, NotificationRow, SynonymRow, VariantRow
from skill.storage.watch import Change, Watch
from tests.storage.corner import START, Corner, account_of, quote_of


def told(change: Change) -> tuple[str, str, object]:
    return change.table, change.kind, next(iter(change.key.values()))


@pytest.fixture
def watch(corner: Corner) -> Watch:
    return Watch(corner.database.engine)


def test_a_purchase(corner: Corner, watch: Watch) -> None:
    """From the claim to the order: each row once, from what it was before the turn to what it is after it."""
    with watch.turn() as changes, corner.visit() as visit:
        account = account_of(visit)
        token = account.purchases.open(quote_of(visit, "coffee-500", 2), START).token
        account.purchases.claim(token, quote_of(visit, "coffee-500", 2), START)
        account.purchases.place(token, "paid", START)
        visit.keep("state", "hello", None)
    shop = {(row.table, row.kind) for row in changes.rows() if not row.bookkeeping}
    assert {("purchases", "added"), ("orders", "added"), ("order_lines", "added"), ("variants", "changed")} <= shop
    (purchase,) = [row for row in changes.rows() if row.table == "purchases"]
    assert purchase.after is not None
    assert purchase.after["state"] == "placed", "as it is after the turn"
    (shelf,) = [row for row in changes.rows() if row.table == "variants"]
    assert shelf.before is not None
    assert shelf.after is not None
    assert (shelf.key, shelf.before["stock"], shelf.after["stock"]) == ({"sku": "coffee-500"}, 10, 8)
    assert all(row.table in ("dialogues", "answered_requests") for row in changes.rows() if row.bookkeeping)


def test_rows_that_no_longer_answer_their_condition_are_seen(corner: Corner, watch: Watch) -> None:
    with watch.turn() as changes, corner.database.write() as connection:
        done = update(VariantRow).where(VariantRow.stock > bindparam("more")).values(stock=0)
        connection.execute(done, {"more": 4})
    assert {(row.key["sku"], (row.before or {})["stock"], (row.after or {})["stock"]) for row in changes.rows()} == {
        ("coffee-500", 10, 0),
        ("kettle", 5, 0),
    }


def test_what_was_rolled_back_never_happened(corner: Corner, watch: Watch) -> None:
    with watch.turn() as changes:
        with pytest.raises(ZeroDivisionError), corner.database.write() as connection:
            connection.execute(delete(SynonymRow))
            raise ZeroDivisionError
        assert changes.rows() == ()
        with corner.database.write() as connection:
            connection.execute(delete(SynonymRow))
    assert {row.kind for row in changes.rows()} == {"removed"}


def test_a_statement_of_its_own_is_kept_at_once(corner: Corner, watch: Watch) -> None:
    with watch.turn() as changes, corner.database.statement() as connection:
        connection.execute(update(CounterRow).where(CounterRow.name == "order").values(value=CounterRow.value + 1))
    ((row),) = changes.rows()
    assert (row.before, row.after) == ({"name": "order", "value": 1050}, {"name": "order", "value": 1051})


def test_keys_that_the_database_makes(corner: Corner, watch: Watch) -> None:
    """Two rows in one statement, and rows that come from a SELECT."""
    message = {"customer_id": "anna", "kind": "approval", "about": "{}", "queued_at": START}
    with watch.turn() as changes, corner.database.write() as connection:
        connection.execute(insert(NotificationRow), [message, {**message, "kind": "news"}])
        copied = select(literal("copied"), CounterRow.value).where(CounterRow.name == "order")
        connection.execute(insert(CounterRow).from_select(["name", "value"], copied))
    assert [row.kind for row in changes.rows()] == ["added"] * 3
    assert [(row.after or {}).get("kind", (row.after or {}).get("value")) for row in changes.rows()] == [
        "approval",
        "news",
        1050,
    ]


def test_an_insert_that_finds_its_row(corner: Corner, watch: Watch) -> None:
    """It changed the row, or did nothing."""
    kind = sqlite if corner.database.sqlite else postgresql
    put = kind.insert(CounterRow)
    either = put.on_conflict_do_update(index_elements=["name"], set_={"value": put.excluded.value})
    with watch.turn() as changes, corner.database.write() as connection:
        connection.execute(put.on_conflict_do_nothing(), {"name": "order", "value": 1})
        assert changes.rows() == ()
        connection.execute(either, {"name": "order", "value": 7})
    assert [told(row) for row in changes.rows()] == [("counters", "changed", "order")]


def test_back_as_it_was_is_no_change(corner: Corner, watch: Watch) -> None:
    with watch.turn() as changes:
        for stock in (3, 10):
            with corner.database.write() as connection:
                connection.execute(update(VariantRow).where(VariantRow.sku == "coffee-500").values(stock=stock))
    assert changes.rows() == ()


def test_added_and_removed_is_no_change(corner: Corner, watch: Watch) -> None:
    with watch.turn() as changes, corner.database.write() as connection:
        connection.execute(insert(CounterRow), {"name": "passing", "value": 1})
        connection.execute(delete(CounterRow).where(CounterRow.name == "passing"))
    assert changes.rows() == ()


def test_other_threads_are_not_watched(corner: Corner, watch: Watch) -> None:
    """Nor what happens before and after the turn."""

    def busy() -> None:
        with corner.database.write() as connection:
            connection.execute(update(VariantRow).where(VariantRow.sku == "kettle").values(stock=1))

    busy()
    with watch.turn() as changes:
        thread = threading.Thread(target=busy)
        thread.start()
        thread.join()
        with corner.database.write() as connection:
            connection.execute(insert(CounterRow), {"name": "mine", "value": 1})
    busy()
    assert [told(row) for row in changes.rows()] == [("counters", "added", "mine")]


def test_moments_are_read_back_as_moments(corner: Corner, watch: Watch) -> None:
    with watch.turn() as changes, corner.visit() as visit:
        visit.keep("state", "hello", None)
    (dialogue,) = [row for row in changes.rows() if row.table == "dialogues"]
    assert dialogue.after is not None
    assert dialogue.after["kept_at"] == START
