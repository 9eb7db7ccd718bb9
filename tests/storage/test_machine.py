"""Any sequence of questions, yeses, cancellations and time: stock is conserved, and what is held is what is ordered."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from skill.codec import Codec
from skill.commerce.order import Quote
from skill.storage.database import Database
from tests.storage.conftest import copies_of_a_shop
from tests.storage.corner import MEANS, Corner, account_of

HOLDING = ("placing", "needs_action", "unknown", "placed")
SKUS = ("coffee-500", "coffee-1000", "kettle")


class Commerce(RuleBasedStateMachine):
    """One customer, two conversations, all the ways a payment can go."""

    fresh: Callable[[], str]
    tokens = Bundle[str]("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.corner = Corner(Database(self.fresh()))
        self.whole = {sku: self.corner.stock(sku) for sku in SKUS}

    def teardown(self) -> None:
        self.corner.database.close()

    @rule(
        target=tokens,
        sku=st.sampled_from(SKUS),
        quantity=st.integers(1, 4),
        means=st.sampled_from(MEANS),
        session=st.sampled_from(["s1", "s2"]),
    )
    def ask(self, sku: str, quantity: int, means: str, session: str) -> str:
        return self.corner.ask(sku, quantity, means=means, session=session)

    @rule(token=tokens, session=st.sampled_from(["s1", "s2"]))
    def say_yes(self, token: str, session: str) -> None:
        with self.corner.visit(session) as visit:
            account_of(visit).checkout.place(token, visit.shop.now)
            visit.keep("", "", None)

    @rule()
    def ask_for_news(self) -> None:
        with self.corner.visit() as visit:
            account_of(visit).checkout.news(visit.shop.now)

    @rule(token=tokens)
    def approve_at_the_bank(self, token: str) -> None:
        with self.corner.visit() as visit:
            purchase = account_of(visit).purchases.get(token)
        assert purchase is not None
        self.corner.payments.approve(purchase.key)

    @rule(which=st.integers(0, 3))
    def cancel(self, which: int) -> None:
        with self.corner.visit() as visit:
            orders = [order for order in account_of(visit).orders.history() if not order.id.startswith("order-")]
            if which < len(orders):
                account_of(visit).checkout.cancel(orders[which].id, visit.shop.now)

    @rule(seconds=st.sampled_from([5, 30, 90, 700, 2400]))
    def time_passes(self, seconds: int) -> None:
        self.corner.clock.forward(timedelta(seconds=seconds))

    @rule(sku=st.sampled_from(SKUS), price=st.integers(100, 3000))
    def price_changes(self, sku: str, price: int) -> None:
        self.corner.run(f"UPDATE variants SET price_minor = {price} WHERE sku = '{sku}'")  # noqa: S608

    @rule(sku=st.sampled_from(SKUS), many=st.integers(1, 3))
    def delivery_comes(self, sku: str, many: int) -> None:
        self.corner.run(f"UPDATE variants SET stock = stock + {many} WHERE sku = '{sku}'")  # noqa: S608
        self.whole[sku] += many

    @invariant()
    def every_piece_is_on_the_shelf_or_spoken_for(self) -> None:
        gone = dict.fromkeys(SKUS, 0)
        for purchase in self.rows(
            "SELECT p.state, p.quote, o.status FROM purchases p LEFT JOIN orders o ON o.purchase_key = p.key"
        ):
            if purchase.state in HOLDING and purchase.status != "cancelled":
                for line in Codec().loads(Quote, purchase.quote).lines:
                    gone[line.product.id] += line.quantity
        assert {sku: self.corner.stock(sku) + gone[sku] for sku in SKUS} == self.whole

    @invariant()
    def what_is_held_is_what_was_ordered(self) -> None:
        held = {key: amount.minor for key, amount in self.corner.payments.charges().items()}
        orders = self.rows(
            "SELECT purchase_key, total_minor FROM orders WHERE purchase_key IS NOT NULL AND status <> 'cancelled'"
        )
        open_ = {
            row.key
            for row in self.rows("SELECT key FROM purchases WHERE state IN ('placing', 'needs_action', 'unknown')")
        }
        ordered = {row.purchase_key: row.total_minor for row in orders}
        assert {key: minor for key, minor in held.items() if key not in open_} == ordered

    @invariant()
    def an_order_costs_its_lines_and_its_delivery(self) -> None:
        assert (
            self.rows(
                "SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id "
                "GROUP BY o.id, o.total_minor, o.delivery_minor, o.tax_minor, o.discount_minor "
                "HAVING sum(l.quantity * l.unit_price_minor) + o.delivery_minor + o.tax_minor - o.discount_minor "
                "<> o.total_minor"
            )
            == []
        )

    def rows(self, statement: str) -> list[Any]:
        """What this SQL finds."""
        with self.corner.database.read() as connection:
            return list(connection.execute(text(statement)).all())


@pytest.fixture(scope="module", params=[("sqlite", 60), ("postgresql", 12)], ids=lambda param: param[0])
def machine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[type, int]]:
    """The machine on one database, and how often to run it."""
    kind, examples = request.param
    folder: Path = tmp_path_factory.mktemp(kind)
    with ExitStack() as stack:
        fresh = stack.enter_context(copies_of_a_shop(kind, folder))
        yield type("Commerce", (Commerce,), {"fresh": staticmethod(fresh)}), examples


def test_stock_and_money_are_conserved(machine: tuple[type[RuleBasedStateMachine], int]) -> None:
    kind, examples = machine
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
