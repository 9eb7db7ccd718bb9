"""How a yes can end, with the real shop and the sandbox provider: what is ordered, what is held, what is said."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from skill.assistant import Reply, Turn
from skill.bootstrap import House, build
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.style import Style
from tests.shop import Clock, held, open_shop, orders_of, settings_for
from tests.storage.conftest import empty_database

COFFEE = Heard("ReorderIntent", {"product": Slot("coffee")})
YES, NO = Heard("AMAZON.YesIntent"), Heard("AMAZON.NoIntent")
QUOTE = "Two bags of house blend beans, Corner Shop, 24 euros 70 with tax and delivery, to your home, expected Friday."


class Anna:
    """A customer talking, with means of payment that behave as told."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house, self.clock = house, clock
        self.session = "first"
        self._requests = 0

    def says(self, heard: Heard, session: str = "") -> Reply:
        self._requests += 1
        turn = Turn(heard, session or self.session, "anna", "en-US", Style.VOICE, f"request:{self._requests}")
        return self.house.assistant.take(turn)

    def pays_by(self, reference: str) -> None:
        self.change("UPDATE means SET reference = :it WHERE customer_id = 'anna'", it=f"{reference}-anna")

    def change(self, statement: str, **values: object) -> None:
        with self.house.database.write() as connection:
            connection.execute(text(statement), values)

    @property
    def orders(self) -> int:
        return orders_of(self.house, "anna") - 25

    @property
    def held(self) -> list[int]:
        return list(held(self.house).values())


@pytest.fixture(params=["sqlite", "postgresql"])
def anna(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Anna]:
    clock = Clock()
    with empty_database(request.param, tmp_path) as url:
        sqlite = request.param == "sqlite"
        house = open_shop(tmp_path, clock) if sqlite else build(settings_for(tmp_path, database_url=url), clock)
        yield Anna(house, clock)
        house.database.close()


def test_placed(anna: Anna) -> None:
    assert anna.says(COFFEE).words == f"{QUOTE} Order it?"
    reply = anna.says(YES)
    assert reply.words == "Done, order 4 0 1 3, expected Friday. You can cancel for 30 minutes."
    assert reply.closed
    assert reply.receipt is not None
    assert reply.receipt.title == "Order 4013"
    assert "€24.70" in reply.receipt.text
    assert (anna.orders, anna.held) == (1, [2470])


def test_a_second_yes_hears_the_truth(anna: Anna) -> None:
    """Two devices of one home: a yes to the quote of one, repeated there by a retry with another request id."""
    anna.says(COFFEE)
    with anna.house.database.read() as connection:
        before = connection.execute(text("SELECT state, session FROM dialogues")).all()
    anna.says(YES)
    for state, session in before:  # as if the answer had been lost before the conversation was kept
        anna.change("UPDATE dialogues SET state = :state WHERE session = :session", state=state, session=session)
    assert anna.says(YES).words == "That's already ordered, once. It's expected Friday."
    assert (anna.orders, anna.held) == (1, [2470])


def test_a_late_yes_asks_again(anna: Anna) -> None:
    anna.says(COFFEE)
    anna.clock.forward(minutes=10, seconds=1)
    assert (
        anna.says(YES).words == f"That was a while ago, so nothing has been ordered. Again: {_lower(QUOTE)} Order it?"
    )
    assert (anna.orders, anna.held) == (0, [])
    anna.says(YES)
    assert (anna.orders, anna.held) == (1, [2470])


def test_ten_minutes_are_still_good(anna: Anna) -> None:
    anna.says(COFFEE)
    anna.clock.forward(minutes=10)
    anna.says(YES)
    assert anna.orders == 1


def test_dearer_in_between_asks_again(anna: Anna) -> None:
    anna.says(COFFEE)
    anna.change("UPDATE variants SET price_minor = 1190 WHERE sku = 'house-blend-beans'")
    reply = anna.says(YES)
    assert reply.words == (
        "Nothing has been ordered. Two bags of house blend beans, up 1 euro each, Corner Shop, "
        "26 euros 70 with tax and delivery, to your home, expected Friday. Order it?"
    )
    assert (anna.orders, anna.held) == (0, [])
    anna.says(YES)
    assert anna.held == [2670]


def test_cheaper_in_between_is_said_and_goes_on(anna: Anna) -> None:
    anna.says(COFFEE)
    anna.change("UPDATE variants SET price_minor = 990 WHERE sku = 'house-blend-beans'")
    reply = anna.says(YES)
    assert reply.words.endswith("It got cheaper: 22 euros 70 instead of 24 euros 70.")
    assert (anna.orders, anna.held) == (1, [2270])


def test_sold_out_in_between_offers_the_closest(anna: Anna) -> None:
    anna.says(COFFEE)
    anna.change("UPDATE variants SET stock = 0 WHERE sku = 'house-blend-beans'")
    reply = anna.says(YES)
    assert reply.words.startswith("Nothing has been ordered. House blend beans is out of stock. The closest is ")
    assert (anna.orders, anna.held) == (0, [])


def test_fewer_left_are_offered(anna: Anna) -> None:
    anna.change("UPDATE variants SET stock = 1 WHERE sku = 'house-blend-beans'")
    assert anna.says(COFFEE).words.startswith("Only 1 left. One bag of house blend beans, ")


def test_declined_then_the_other_card(anna: Anna) -> None:
    anna.pays_by("sandbox-declined")
    anna.says(COFFEE)
    reply = anna.says(YES)
    assert reply.words.startswith("Your Visa ending 4 2 4 2 was declined. Nothing has been ordered.")
    assert (anna.orders, anna.held) == (0, [])


def test_the_bank_wants_an_approval_and_gets_it(anna: Anna) -> None:
    """Nothing is ordered until then; afterwards the customer hears of it first thing."""
    anna.pays_by("sandbox-authentication")
    anna.says(COFFEE)
    reply = anna.says(YES)
    assert reply.words.startswith("Your bank wants your approval.")
    assert reply.closed
    assert (anna.orders, anna.held) == (0, [])
    with anna.house.database.read() as connection:
        key = connection.execute(text("SELECT key FROM purchases WHERE state = 'needs_action'")).scalar_one()
    anna.house.payments.approve(key)
    reply = anna.says(Heard("LaunchRequest"), session="second")
    assert reply.words.startswith("Your earlier order went through: two bags of house blend beans, expected Friday.")
    assert (anna.orders, anna.held) == (1, [2470])


def test_an_approval_that_never_comes(anna: Anna) -> None:
    anna.pays_by("sandbox-authentication")
    anna.says(COFFEE)
    anna.says(YES)
    anna.clock.forward(minutes=31)
    reply = anna.says(Heard("LaunchRequest"), session="second")
    assert reply.words.startswith("Your earlier order didn't go through. You weren't charged for two bags")
    assert (anna.orders, anna.held) == (0, [])


def test_no_answer_before_anything_happened(anna: Anna) -> None:
    """The provider is asked by our key before a word is said: it never saw it."""
    anna.pays_by("sandbox-timeout-before")
    anna.says(COFFEE)
    reply = anna.says(YES)
    assert reply.words == "The payment didn't go through. Nothing has been ordered or charged. Shall I try again?"
    assert (anna.orders, anna.held) == (0, [])
    assert anna.says(YES).words == f"{QUOTE} Order it?"


def test_no_answer_after_it_happened(anna: Anna) -> None:
    """The provider is asked by our key before a word is said: it holds the money, so the order stands."""
    anna.pays_by("sandbox-timeout-after")
    anna.says(COFFEE)
    assert anna.says(YES).words.startswith("Done, order 4 0 1 3")
    assert (anna.orders, anna.held) == (1, [2470])


def test_nobody_knows(anna: Anna) -> None:
    """The provider cannot even be asked: say so, block the same items, and tell the truth when it is known."""
    anna.pays_by("sandbox-unreachable")
    anna.says(COFFEE)
    reply = anna.says(YES)
    assert reply.words == "I'm not sure it went through. Don't order again. I'll check and notify you."
    assert reply.closed
    assert anna.orders == 0
    assert anna.says(COFFEE, session="second").words.startswith("Your last order of that is still open.")
    anna.clock.forward(minutes=2)
    reply = anna.says(Heard("OrderStatusIntent"), session="third")
    assert reply.words.startswith("Your earlier order went through: two bags of house blend beans, expected Friday.")
    assert (anna.orders, anna.held) == (1, [2470])
    assert not anna.says(Heard("OrderStatusIntent"), session="fourth").words.startswith("Your earlier order")


def test_cancelling_lets_the_money_go(anna: Anna) -> None:
    anna.says(COFFEE)
    anna.says(YES)
    cancel = Heard("CancelOrderIntent", {"orderNumber": Slot("4013")})
    assert anna.says(cancel, session="second").words == "Cancel your order: house blend beans?"
    assert anna.held == [2470]
    assert anna.says(YES, session="second").words.startswith("Cancelled: house blend beans. You won't be charged.")
    assert anna.held == []


def test_too_late_to_cancel_when_the_yes_comes(anna: Anna) -> None:
    """The window closes between the question and the yes: nothing is cancelled, and that is said."""
    anna.says(COFFEE)
    anna.says(YES)
    anna.clock.forward(minutes=29)
    anna.says(Heard("CancelOrderIntent", {"orderNumber": Slot("4013")}), session="second")
    anna.clock.forward(minutes=2)
    reply = anna.says(YES, session="second")
    assert reply.words == "It's too late to cancel house blend beans. Shall I have a person call you?"
    assert anna.held == [2470]


def test_fifty_devices_say_yes_at_once(anna: Anna) -> None:
    """Fifty turns of one conversation with ids of their own: one order, one charge, and nobody hears a lie."""
    anna.says(COFFEE)
    start, replies = threading.Barrier(50), list[Reply]()

    def say_yes(place: int) -> None:
        start.wait()
        turn = Turn(YES, anna.session, "anna", "en-US", Style.VOICE, f"thread:{place}")
        replies.append(anna.house.assistant.take(turn))

    threads = [threading.Thread(target=say_yes, args=(place,)) for place in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (anna.orders, anna.held) == (1, [2470])
    assert sum("OrderPlaced" in reply.acts for reply in replies) == 1
    assert len(replies) == 50


def _lower(text_: str) -> str:
    return text_[0].lower() + text_[1:]
