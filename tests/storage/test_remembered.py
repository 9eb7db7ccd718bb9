"""Vouchers, returns, answers and what was left: a turn sees its own, the next one on any channel the same."""

from datetime import UTC, date, datetime, timedelta

from skill.commerce.money import Money
from skill.commerce.order import Voucher
from skill.commerce.ports import Answered
from tests.storage.corner import START, Corner, account_of

FIVE = Voucher("v1", Money(500, "EUR"), Money(2000, "EUR"), date(2026, 5, 1))


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
