"""Basket, vouchers, returns and memory: a turn sees its own changes, and they are kept with it or not at all."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from skill.commerce.money import Money
from skill.commerce.order import Voucher
from skill.commerce.ports import Answered
from skill.commerce.purchase import Claim, PurchaseState
from tests.storage.corner import START, Corner, account_of, quote_of

PRICE = Money(1190, "EUR")
FIVE = Voucher("v1", Money(500, "EUR"), Money(2000, "EUR"), date(2026, 5, 1))


def in_basket(corner: Corner, customer: str = "anna") -> list[tuple[str, int]]:
    """What lies in the basket, as the next turn sees it."""
    with corner.visit("looks", customer) as visit:
        return [(line.product_id, line.quantity) for line in account_of(visit).basket.lines()]


def put_in(corner: Corner, sku: str, quantity: int, session: str = "s1") -> None:
    """One turn that puts this in the basket."""
    with corner.visit(session) as visit:
        account_of(visit).basket.add(sku, quantity, PRICE)
        visit.keep("", "", None)


def test_a_turn_sees_its_own_changes_and_the_next_one_the_same(corner: Corner) -> None:
    with corner.visit() as visit:
        basket = account_of(visit).basket
        assert (basket.lines(), basket.changed_at()) == ((), None)
        for sku, quantity in (("tea", 2), ("coffee-500", 1), ("kettle", 1), ("tea", 3)):
            basket.add(sku, quantity, PRICE)
        basket.put("coffee-500", 4)
        basket.put("kettle", 0)
        seen = basket.lines()
        assert [(line.product_id, line.quantity) for line in seen] == [("tea", 5), ("coffee-500", 4)]
        assert basket.changed_at() == START
        visit.keep("", "", None)
    corner.clock.forward(timedelta(hours=1))
    with corner.visit("another channel") as visit:
        assert account_of(visit).basket.lines() == seen
        assert account_of(visit).basket.changed_at() == START


def test_a_line_keeps_its_place_and_takes_the_price_of_the_day_it_grew(corner: Corner) -> None:
    put_in(corner, "tea", 1)
    put_in(corner, "kettle", 1)
    corner.clock.forward(timedelta(hours=1))
    with corner.visit() as visit:
        account_of(visit).basket.add("tea", 1, Money(400, "EUR"))
        visit.keep("", "", None)
    with corner.visit() as visit:
        first, second = account_of(visit).basket.lines()
    assert (first.product_id, first.quantity, first.price) == ("tea", 2, Money(400, "EUR"))
    assert (second.product_id, second.price) == ("kettle", PRICE)


def test_what_is_taken_out_and_put_in_again_comes_last(corner: Corner) -> None:
    put_in(corner, "tea", 1)
    put_in(corner, "kettle", 1)
    corner.clock.forward(timedelta(hours=1))
    with corner.visit() as visit:
        basket = account_of(visit).basket
        basket.put("tea", 0)
        basket.add("tea", 2, PRICE)
        seen = basket.lines()
        visit.keep("", "", None)
    assert [line.product_id for line in seen] == ["kettle", "tea"]
    assert in_basket(corner) == [("kettle", 1), ("tea", 2)]


def test_never_more_than_99_of_one_and_never_less_than_none(corner: Corner) -> None:
    put_in(corner, "tea", 98)
    put_in(corner, "tea", 5)
    put_in(corner, "kettle", 500)
    assert in_basket(corner) == [("tea", 99), ("kettle", 99)]
    with corner.visit() as visit:
        basket = account_of(visit).basket
        with pytest.raises(ValueError, match="0 of something"):
            basket.add("tea", 0, PRICE)
        with pytest.raises(ValueError, match="-1 of something"):
            basket.put("tea", -1)
        basket.put("tea", 120)
        assert basket.lines()[0].quantity == 99


def test_an_emptied_basket_has_no_lines_and_no_moment(corner: Corner) -> None:
    put_in(corner, "tea", 2)
    with corner.visit() as visit:
        account_of(visit).basket.put("tea", 0)
        account_of(visit).basket.put("kettle", 3)
        assert account_of(visit).basket.changed_at() is None
        visit.keep("", "", None)
    with corner.visit() as visit:
        assert account_of(visit).basket.lines() == ()
        assert account_of(visit).basket.changed_at() is None


def test_a_turn_that_fails_puts_nothing_in(corner: Corner) -> None:
    with pytest.raises(RuntimeError), corner.visit() as visit:
        account = account_of(visit)
        account.basket.add("tea", 2, PRICE)
        account.vouchers.give("late", "1041", FIVE)
        account.returns.open("order-1041", "tea", 1, "broken", START)
        account.memory.note("survey", "1041", "good", START)
        raise RuntimeError
    with corner.visit() as visit:
        account = account_of(visit)
        assert account.basket.lines() == ()
        assert account.vouchers.usable(START) == ()
        assert account.returns.of("order-1041") == frozenset()
        assert account.memory.answered("survey", "1041") is None


def test_a_request_that_is_repeated_puts_it_in_once(corner: Corner) -> None:
    for _ in range(3):
        with corner.shops.visit("s1", "anna", "the same", "en") as visit:
            account_of(visit).basket.add("tea", 2, PRICE)
            visit.keep("", "", None)
    assert in_basket(corner) == [("tea", 2)]


def test_a_turn_that_outlived_its_lease_keeps_what_it_told(corner: Corner) -> None:
    with corner.shops.visit("s1", "anna", "slow", "en") as slow:
        corner.run("UPDATE dialogues SET lease_until = '2020-01-01 00:00:00'")
        account_of(slow).basket.add("tea", 2, PRICE)
        with corner.visit() as quick:
            account_of(quick).basket.add("tea", 1, PRICE)
            quick.keep("quick", "", "quick's")
        slow.keep("slow", "two more", "slow's")
    assert in_basket(corner) == [("tea", 3)]
    with corner.visit() as visit:
        assert visit.left == "quick's", "the conversation has gone on without the slow one"


def test_a_slow_turn_and_its_repetition_put_it_in_once(corner: Corner) -> None:
    with corner.shops.visit("s1", "anna", "the same", "en") as slow:
        corner.run("UPDATE dialogues SET lease_until = '2020-01-01 00:00:00'")
        account_of(slow).basket.add("tea", 2, PRICE)
        with corner.shops.visit("s1", "anna", "the same", "en") as again:
            account_of(again).basket.add("tea", 2, PRICE)
            again.keep("", "two more", None)
        slow.keep("", "two more", None)
    assert in_basket(corner) == [("tea", 2)]


def test_two_each_in_twenty_conversations_at_once_make_forty(corner: Corner) -> None:
    start = threading.Barrier(20)

    def turn(number: int) -> None:
        with corner.visit(f"s{number}") as visit:
            basket = account_of(visit).basket
            assert basket.lines() is not None
            start.wait()
            for sku in ("tea", "kettle")[:: 1 if number % 2 else -1]:
                basket.add(sku, 2, PRICE)
            visit.keep("", "", None)

    threads = [threading.Thread(target=turn, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(in_basket(corner)) == [("kettle", 40), ("tea", 40)]


def test_baskets_are_their_customers_own(corner: Corner) -> None:
    put_in(corner, "tea", 2)
    assert in_basket(corner, "ben") == []


def test_a_turn_that_does_not_look_asks_nothing(corner: Corner) -> None:
    with corner.visit() as visit:
        visit.keep("", "", None)
    told: list[str] = []
    event.listen(corner.database.engine, "before_cursor_execute", lambda *args: told.append(args[2]))
    with corner.visit() as visit:
        visit.keep("state", "", visit.left)
    tables = ("basket", "vouchers", "returns", "answers ", "preferences")
    assert [statement for statement in told if any(table in statement for table in tables)] == []
    assert [statement for statement in told if statement.startswith("UPDATE customers")] == []


def test_a_voucher_is_given_once_a_reason_and_the_first_to_expire_comes_first(corner: Corner) -> None:
    sooner = Voucher("v2", Money(300, "EUR"), Money(0, "EUR"), date(2026, 3, 2))
    with corner.visit() as visit:
        vouchers = account_of(visit).vouchers
        assert vouchers.give("late", "1041", FIVE)
        assert not vouchers.give("late", "1041", sooner)
        assert vouchers.give("welcome", "", sooner)
        assert vouchers.usable(START) == (sooner, FIVE)
        visit.keep("", "", None)
    with corner.visit("another channel") as visit:
        vouchers = account_of(visit).vouchers
        assert not vouchers.give("late", "1041", FIVE)
        assert vouchers.usable(START) == (sooner, FIVE)
        assert vouchers.usable(datetime(2026, 3, 2, 22, 59, tzinfo=UTC)) == (sooner, FIVE), "its last day in the shop"
        assert vouchers.usable(datetime(2026, 3, 2, 23, 1, tzinfo=UTC)) == (FIVE,)
    with corner.visit(customer="ben") as visit:
        assert account_of(visit).vouchers.usable(START) == ()


def test_two_conversations_that_make_good_the_same_delay_give_one_voucher(corner: Corner) -> None:
    with corner.visit("s1") as one, corner.visit("s2") as other:
        for number, visit in enumerate((one, other)):
            voucher = Voucher(f"v{number}", FIVE.amount, FIVE.least, FIVE.until)
            assert account_of(visit).vouchers.give("late", "1041", voucher)
        one.keep("", "", None)
        other.keep("", "", None)
    assert corner.number("SELECT count(*) FROM vouchers") == 1


def test_a_return_is_opened_once_and_only_for_what_was_ordered(corner: Corner) -> None:
    with corner.visit() as visit:
        returns = account_of(visit).returns
        returns.open("order-1041", "tea", 1, "broken", START)
        assert returns.of("order-1041") == {"tea"}
        visit.keep("", "", None)
    with corner.visit() as visit:
        returns = account_of(visit).returns
        assert returns.of("order-1041") == {"tea"}
        returns.open("order-1041", "tea", 1, "wrong", START)
        returns.open("order-1041", "kettle", 1, "never ordered", START)
        returns.open("order-1050", "coffee-500", 1, "somebody else's", START)
        visit.keep("", "", None)
    with corner.visit(customer="ben") as visit:
        assert account_of(visit).returns.of("order-1041") == frozenset(), "another customer's order does not exist"
        assert account_of(visit).returns.of("order-1050") == frozenset()
    assert corner.number("SELECT count(*) FROM returns WHERE reason = 'broken' AND state = 'requested'") == 1
    assert corner.number("SELECT count(*) FROM returns") == 1


def test_what_was_asked_is_remembered_and_the_latest_answer_stands(corner: Corner) -> None:
    later = START + timedelta(hours=1)
    with corner.visit() as visit:
        memory = account_of(visit).memory
        assert (memory.answered("survey", "1041"), memory.latest("survey")) == (None, None)
        memory.note("survey", "1041", "", START)
        memory.note("refill", "tea", "no", START)
        assert memory.answered("survey", "1041") == Answered(START, "")
        visit.keep("", "", None)
    with corner.visit() as visit:
        memory = account_of(visit).memory
        assert memory.latest("survey") == START
        memory.note("survey", "1042", "good", later)
        assert memory.latest("survey") == later
        memory.note("survey", "1041", "bad", later)
        visit.keep("", "", None)
    with corner.visit() as visit:
        memory = account_of(visit).memory
        memory.note("survey", "1041", "an answer from before", START)
        visit.keep("", "", None)
    with corner.visit() as visit:
        memory = account_of(visit).memory
        assert memory.answered("survey", "1041") == Answered(later, "bad")
        assert memory.answered("refill", "tea") == Answered(START, "no")
    with corner.visit(customer="ben") as visit:
        assert account_of(visit).memory.latest("survey") is None


def test_only_a_yes_is_consent(corner: Corner) -> None:
    for name, value in (("refill_reminders", "yes"), ("surveys", "maybe")):
        corner.run(f"INSERT INTO preferences (customer_id, name, value) VALUES ('anna', '{name}', '{value}')")  # noqa: S608
    with corner.visit() as visit:
        allows = account_of(visit).memory.allows
        assert [allows(what) for what in ("refill_reminders", "surveys", "gift_wrap", "order_updates")] == [
            True,
            False,
            False,
            False,
        ]


def test_what_is_left_unfinished_is_the_customers_on_every_channel(corner: Corner) -> None:
    with corner.visit("phone") as visit:
        assert visit.left is None
        visit.keep("", "", "half an order")
    with corner.visit("page") as visit:
        assert visit.left == "half an order"
        visit.keep("", "", visit.left)
    with corner.visit("phone") as visit:
        assert visit.left == "half an order"
        visit.keep("", "", None)
    with corner.visit("page") as visit:
        assert visit.left is None
    with corner.visit("page", customer=None) as visit:
        visit.keep("", "", "nobody's")
        assert visit.left is None


def test_a_question_put_again_elsewhere_takes_the_place_of_the_one_there(corner: Corner) -> None:
    token = corner.ask("kettle", session="phone")
    bens = corner.ask("kettle", session="phone 2", customer="ben")
    with corner.visit("page") as visit:
        account = account_of(visit)
        account.purchases.open(quote_of(visit, "kettle"), visit.shop.now, instead_of=bens)
        account.purchases.open(quote_of(visit, "kettle"), visit.shop.now, instead_of=token)
        visit.keep("", "", None)
    with corner.visit("page") as visit:
        taken = account_of(visit).purchases.get(token)
        assert taken is not None
        assert taken.state is PurchaseState.DROPPED
        assert account_of(visit).purchases.claim(token, taken.quote, visit.shop.now) is Claim.LOST
    with corner.visit("page", "ben") as visit:
        his = account_of(visit).purchases.get(bens)
        assert his is not None
        assert his.state is PurchaseState.AWAITING_YES, "another customer's question is none of hers"


def test_conversations_that_take_each_others_place_do_not_wait_in_a_ring(corner: Corner) -> None:
    failed: list[BaseException] = []
    for _ in range(5):
        tokens = {name: corner.ask("kettle", session=name) for name in ("a", "b")}
        start = threading.Barrier(2)

        def turn(mine: str, other: str, tokens: dict[str, str] = tokens, start: threading.Barrier = start) -> None:
            try:
                with corner.visit(mine) as visit:
                    account_of(visit).purchases.open(
                        quote_of(visit, "kettle"), visit.shop.now, instead_of=tokens[other]
                    )
                    start.wait()
                    visit.keep("", "", None)
            except BaseException as error:  # noqa: BLE001  whatever it is, the test must see it
                failed.append(error)

        threads = [threading.Thread(target=turn, args=pair) for pair in (("a", "b"), ("b", "a"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
