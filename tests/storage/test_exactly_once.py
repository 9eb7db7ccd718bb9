"""However many say yes, in however many ways: one order and one charge (facts: commerce, Exactly once)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from skill.commerce.purchase import Claim, NeedsApproval, NotPlaced, Outcome, Placed, PurchaseState, Unsure, Why
from tests.storage.corner import Corner, account_of, quote_of

AT_ONCE = 50
ROUNDS = 3


T = TypeVar("T")


def together(many: int, what: Callable[[int], T]) -> list[T]:
    """The outcomes of `what`, done by so many threads at the same moment."""
    outcomes: list[T] = []
    start = threading.Barrier(many)

    def run(number: int) -> None:
        start.wait()
        outcomes.append(what(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == many
    return outcomes


def yes(corner: Corner, token: str, session: str = "s1") -> Outcome:
    """One turn that says yes."""
    with corner.visit(session) as visit:
        outcome = account_of(visit).checkout.place(token, visit.shop.now)
        visit.keep("", "done", None)
    return outcome


def news(corner: Corner) -> tuple[Outcome, ...]:
    """One turn that asks what has become of open purchases."""
    with corner.visit() as visit:
        outcomes = account_of(visit).checkout.news(visit.shop.now)
        visit.keep("", "news", None)
    return outcomes


@pytest.mark.parametrize("means", ["ok", "timeout-after"])
def test_fifty_yeses_make_one_order_and_one_charge(corner: Corner, means: str) -> None:
    for done in range(1, ROUNDS + 1):
        token = corner.ask("coffee-500", 2, means=means)
        outcomes = together(AT_ONCE, lambda number, token=token: yes(corner, token, f"s{number}"))  # type: ignore[misc]
        placed = [outcome for outcome in outcomes if isinstance(outcome, Placed)]
        assert {type(outcome) for outcome in outcomes} <= {Placed, Unsure}
        assert len({outcome.order.number for outcome in placed}) == 1
        assert sum(not outcome.again for outcome in placed) == 1, "one caller placed it"
        assert corner.number("SELECT count(*) FROM orders WHERE purchase_key IS NOT NULL") == done
        assert len(corner.payments.charges()) == done
        assert corner.stock("coffee-500") == 10 - 2 * done


def test_fifty_customers_questions_about_the_last_two(corner: Corner) -> None:
    tokens = [corner.ask("coffee-1000", session=f"s{number}") for number in range(12)]
    outcomes = together(12, lambda number: yes(corner, tokens[number], f"s{number}"))
    assert sum(isinstance(outcome, Placed) for outcome in outcomes) == 2
    assert all(outcome.why is Why.SHORT for outcome in outcomes if isinstance(outcome, NotPlaced))
    assert corner.stock("coffee-1000") == 0
    assert len(corner.payments.charges()) == 2


def test_fifty_reconciliations_make_one_order(corner: Corner) -> None:
    token = corner.ask("coffee-500", means="unreachable")
    assert isinstance(yes(corner, token), Unsure)
    corner.clock.forward(timedelta(minutes=2))
    together(20, lambda number: yes(corner, token, f"s{number}"))
    assert corner.number("SELECT count(*) FROM orders WHERE purchase_key IS NOT NULL") == 1
    assert corner.stock("coffee-500") == 9


def test_a_crash_after_the_claim_is_found_by_the_key(corner: Corner) -> None:
    token = corner.ask("coffee-500")
    with corner.visit() as visit:
        purchases = account_of(visit).purchases
        assert purchases.claim(token, quote_of(visit, "coffee-500"), visit.shop.now) is Claim.WON
    assert news(corner) == (), "another turn may still be placing it"
    corner.clock.forward(timedelta(minutes=1))
    with corner.visit() as visit:
        assert account_of(visit).customer.unsettled
    (outcome,) = news(corner)
    assert isinstance(outcome, NotPlaced)
    assert corner.stock("coffee-500") == 10
    assert news(corner) == ()


def test_a_crash_after_the_payment_becomes_the_order(corner: Corner) -> None:
    token = corner.ask("coffee-500")
    with corner.visit() as visit:
        account = account_of(visit)
        quote = quote_of(visit, "coffee-500")
        account.purchases.claim(token, quote, visit.shop.now)
        purchase = account.purchases.get(token)
        assert purchase is not None
        corner.payments.authorise(purchase.key, quote.total, quote.means)
    corner.clock.forward(timedelta(minutes=1))
    (outcome,) = news(corner)
    assert isinstance(outcome, Placed)
    assert corner.stock("coffee-500") == 9


def test_a_time_out_before_anything_was_done_orders_nothing(corner: Corner) -> None:
    outcome = yes(corner, corner.ask("coffee-500", means="timeout-before"))
    assert isinstance(outcome, NotPlaced)
    assert corner.stock("coffee-500") == 10
    assert corner.payments.charges() == {}


def test_what_the_bank_must_approve_waits_for_it(corner: Corner) -> None:
    token = corner.ask("coffee-500", means="authentication")
    assert isinstance(yes(corner, token), NeedsApproval)
    assert corner.stock("coffee-500") == 9, "reserved"
    assert news(corner) == ()
    with corner.visit() as visit:
        purchase = account_of(visit).purchases.get(token)
    assert purchase is not None
    assert corner.payments.approve(purchase.key)
    (outcome,) = news(corner)
    assert isinstance(outcome, Placed)


def test_what_nobody_approves_is_let_go(corner: Corner) -> None:
    token = corner.ask("coffee-500", means="authentication")
    yes(corner, token)
    corner.clock.forward(timedelta(hours=1))
    (outcome,) = news(corner)
    assert isinstance(outcome, NotPlaced)
    assert corner.stock("coffee-500") == 10
    with corner.visit() as visit:
        purchase = account_of(visit).purchases.get(token)
    assert purchase is not None
    assert not corner.payments.approve(purchase.key)


def test_settling_twice_gives_the_stock_back_once(corner: Corner) -> None:
    token = corner.ask("coffee-500", 3)
    with corner.visit() as visit:
        purchases, now = account_of(visit).purchases, visit.shop.now
        assert not purchases.settle(token, PurchaseState.REJECTED, now), "nobody has claimed it"
        purchases.claim(token, quote_of(visit, "coffee-500", 3), now)
        assert corner.stock("coffee-500") == 7
        assert purchases.settle(token, PurchaseState.UNKNOWN, now)
        assert purchases.settle(token, PurchaseState.UNKNOWN, now)
        assert purchases.settle(token, PurchaseState.REJECTED, now)
        assert not purchases.settle(token, PurchaseState.REJECTED, now)
        assert purchases.place(token, "late", now) is None
        with pytest.raises(ValueError, match="placed"):
            purchases.settle(token, PurchaseState.PLACED, now)
    assert corner.stock("coffee-500") == 10


def test_placing_twice_is_the_same_order(corner: Corner) -> None:
    token = corner.ask("coffee-500")
    with corner.visit() as visit:
        purchases, now = account_of(visit).purchases, visit.shop.now
        purchases.claim(token, quote_of(visit, "coffee-500"), now)
        first = purchases.place(token, "reference", now)
        assert first is not None
        assert purchases.place(token, "reference", now) == first
        assert not purchases.settle(token, PurchaseState.REJECTED, now)
    assert corner.stock("coffee-500") == 9


def test_no_amount_is_ever_a_float(corner: Corner) -> None:
    assert isinstance(yes(corner, corner.ask("coffee-500")), Placed)
    with corner.visit() as visit:
        account, product = account_of(visit), visit.shop.catalogue.product("coffee-500")
        assert product is not None
        amounts = [product.price, *corner.payments.charges().values()]
        for order in account.orders.history():
            amounts += [order.total, *(line.unit_price for line in order.lines)]
    assert {type(amount.minor) for amount in amounts} == {int}
