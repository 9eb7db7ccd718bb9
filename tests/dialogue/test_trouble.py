"""What goes wrong: nothing delivered, something to send back, late orders. Nothing is sold in such a turn."""

from dataclasses import replace

import pytest

from skill.commerce.money import Money
from skill.commerce.order import Status
from skill.dialogue.heard import Slot
from skill.dialogue.intents.not_received import AlreadyLooking, LookingForIt
from skill.dialogue.intents.order_status import VoucherGiven
from skill.dialogue.intents.return_item import ConfirmReturn, TooLateToReturn, WhyReturn
from tests.dialogue.talking import BEANS, MILK, TEA, Talking, anna, order, ordered
from tests.fakes import FakeDesk, FakeReturns, FakeVouchers


def desk(talk: Talking) -> FakeDesk:
    assert isinstance(talk.shop.desk, FakeDesk)
    return talk.shop.desk


def returned(talk: Talking) -> set[tuple[str, str]]:
    assert isinstance(talk.account.returns, FakeReturns)
    return set(talk.account.returns.opened)


def test_said_to_be_delivered_the_neighbours_once_then_a_person() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5))
    talk.say("NotReceivedIntent")
    assert talk.acts() == ["AskedNeighbours"]
    talk.say("AMAZON.NoIntent")
    assert talk.acts() == ["AskThemFirst", "AnythingElse"]
    again = talk.again()
    again.say("NotReceivedIntent")
    assert again.told(LookingForIt).ticket == "101"
    assert [ticket.priority for ticket in desk(talk).tickets] == [True]
    assert desk(talk).tickets[0].order_number == "7"


def test_neighbours_asked_already_is_a_ticket_at_once_and_only_one() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5))
    talk.say("NotReceivedIntent", product="house blend")
    talk.say("AMAZON.YesIntent")
    assert talk.acts()[0] == "LookingForIt"
    talk.say("NotReceivedIntent", orderNumber="7")
    assert talk.told(AlreadyLooking).ticket == "101"
    assert len(desk(talk).tickets) == 1


def test_what_is_still_under_way_is_told_where_it_is() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=1, status=Status.IN_TRANSIT))
    talk.say("NotReceivedIntent", product="house blend")
    assert talk.acts()[0] == "OrderStands"
    assert not desk(talk).tickets


def test_another_customer_s_number_is_the_same_as_none() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5))
    for intent in ("NotReceivedIntent", "ReturnIntent"):
        talk.say(intent, orderNumber="8")
        assert talk.acts()[0] == "NoSuchOrder"


@pytest.mark.parametrize(("said", "reason"), [("ref:damaged", "damaged"), ("ref:wrong", "wrong")])
def test_a_return_needs_a_reason_and_a_yes(said: str, reason: str) -> None:
    talk = ordered(anna(), order("7", BEANS, MILK, days_ago=5))
    talk.say("ReturnIntent", product="oat milk")
    talk.asks(WhyReturn)
    talk.say("ChooseIntent", product=Slot("whatever it is called", (said,)))
    talk.asks(ConfirmReturn)
    assert talk.asks(ConfirmReturn).reason == reason
    assert not returned(talk)
    talk.say("AMAZON.YesIntent")
    assert returned(talk) == {("order-7", "milk")}
    assert [kind for kind, _ in desk(talk).notes] == ["return_label"]


def test_a_no_returns_nothing_and_says_so() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5))
    talk.say("ReturnIntent")
    talk.say("ChooseIntent", ordinal=Slot("3", ("3",)))
    talk.say("AMAZON.NoIntent")
    assert talk.acts() == ["NotReturned", "AnythingElse"]
    assert not returned(talk)


def test_the_same_is_returned_once() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5))
    talk.say("ReturnIntent")
    talk.say("ChooseIntent", ordinal=Slot("1", ("1",)))
    talk.say("AMAZON.YesIntent")
    talk.say("ReturnIntent", product="house blend")
    assert talk.acts()[0] == "AlreadyReturned"


def test_after_the_period_a_person_may_help() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=33))
    talk.say("ReturnIntent")
    talk.asks(TooLateToReturn)
    talk.say("AMAZON.YesIntent")
    assert desk(talk).tickets


def test_on_the_last_day_it_is_still_in_time() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=32))  # delivered thirty days ago
    talk.say("ReturnIntent")
    talk.asks(WhyReturn)


def test_which_of_several_is_asked() -> None:
    talk = ordered(anna(), order("7", BEANS, MILK, TEA, days_ago=5))
    talk.say("ReturnIntent")
    assert talk.acts() == ["WhichProduct"]
    talk.say("ChooseIntent", product="green tea")
    talk.asks(WhyReturn)


def test_a_gift_is_not_named() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5, gift=True))
    talk.say("ReturnIntent", product="house blend")
    assert talk.acts()[0] == "NoSuchOrder"
    talk.say("ReturnIntent", orderNumber="7")
    assert talk.acts() == ["ShallAPersonHelp"]


def test_a_late_order_gets_one_voucher() -> None:
    late = order("7", BEANS, days_ago=5, status=Status.IN_TRANSIT, delayed=True)
    talk = ordered(anna(), late)
    talk.say("OrderStatusIntent")
    assert talk.told(VoucherGiven).amount == Money(500, "EUR")
    talk.say("OrderStatusIntent")
    assert "VoucherGiven" not in talk.acts()
    assert isinstance(talk.account.vouchers, FakeVouchers)
    assert len(talk.account.vouchers.usable(talk.shop.now)) == 1


def test_by_policy_there_may_be_none() -> None:
    talk = ordered(anna(), order("7", BEANS, days_ago=5, status=Status.IN_TRANSIT, delayed=True))
    talk.shop = replace(talk.shop, policy=replace(talk.shop.policy, late_voucher=0))
    talk.say("OrderStatusIntent")
    assert talk.acts() == ["OrderStands", "Sorry", "AnythingElse"]
