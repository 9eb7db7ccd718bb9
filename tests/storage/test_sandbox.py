"""The sandbox provider: the same key has the same answer for ever, whatever happens in between."""

import threading
from datetime import timedelta

import pytest

from skill.commerce.money import Money
from skill.commerce.order import Means
from skill.commerce.ports import PaymentUnreachable
from skill.commerce.purchase import AuthenticationRequired, Authorised, Declined
from tests.storage.corner import Corner

PRICE = Money(1480, "EUR")


def means(behaviour: str) -> Means:
    return Means("m", "sandbox", f"sandbox-{behaviour}-4242", "Visa", "4242")


def test_ok_holds_the_amount_once(corner: Corner) -> None:
    payments = corner.payments
    first = payments.authorise("k", PRICE, means("ok"))
    assert isinstance(first, Authorised)
    assert first.amount == PRICE
    assert payments.authorise("k", PRICE, means("ok")) == first
    assert payments.look_up("k") == first
    assert payments.charges() == {"k": PRICE}
    payments.void("k")
    payments.void("k")
    assert payments.charges() == {}
    assert payments.authorise("k", PRICE, means("ok")) == Declined(), "what was let go is not taken again"


@pytest.mark.parametrize("reference", ["declined", "something-else"])
def test_declined_holds_nothing(corner: Corner, reference: str) -> None:
    assert corner.payments.authorise("k", PRICE, means(reference)) == Declined()
    assert corner.payments.look_up("k") == Declined()
    assert corner.payments.charges() == {}


def test_authentication_waits_until_it_is_approved(corner: Corner) -> None:
    payments = corner.payments
    assert payments.authorise("k", PRICE, means("authentication")) == AuthenticationRequired()
    assert payments.charges() == {}
    assert payments.approve("k")
    assert not payments.approve("k")
    assert isinstance(payments.look_up("k"), Authorised)
    assert payments.charges() == {"k": PRICE}


def test_a_key_that_was_asked_for_before_it_came_is_refused(corner: Corner) -> None:
    payments = corner.payments
    with pytest.raises(PaymentUnreachable):
        payments.authorise("k", PRICE, means("timeout-before"))
    assert payments.look_up("k") is None
    assert payments.look_up("k") is None
    assert payments.authorise("k", PRICE, means("timeout-before")) == Declined()
    assert payments.look_up("other") is None
    assert payments.authorise("other", PRICE, means("ok")) == Declined(), "too late"
    assert payments.charges() == {}


def test_a_time_out_after_the_effect_is_found_by_looking_up(corner: Corner) -> None:
    with pytest.raises(PaymentUnreachable):
        corner.payments.authorise("k", PRICE, means("timeout-after"))
    assert isinstance(corner.payments.look_up("k"), Authorised)
    assert isinstance(corner.payments.authorise("k", PRICE, means("timeout-after")), Authorised)
    assert corner.payments.charges() == {"k": PRICE}


def test_unreachable_is_unreachable_for_a_minute(corner: Corner) -> None:
    with pytest.raises(PaymentUnreachable):
        corner.payments.authorise("k", PRICE, means("unreachable"))
    with pytest.raises(PaymentUnreachable):
        corner.payments.look_up("k")
    with pytest.raises(PaymentUnreachable):
        corner.payments.void("k")
    corner.clock.forward(timedelta(seconds=60))
    assert isinstance(corner.payments.look_up("k"), Authorised)


def test_many_at_once_get_one_answer(corner: Corner) -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(corner.payments.authorise("k", PRICE, means("ok"))))
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 16
    assert len(set(answers)) == 1
