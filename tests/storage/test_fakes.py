"""The fakes keep the ports' word: the same purchase through them ends as it does through the adapters."""

from datetime import timedelta

from skill.commerce.checkout import quote_for
from skill.commerce.order import Line
from skill.commerce.purchase import NotPlaced, Placed, Unsure, Why
from tests.fakes import NOW, FakePayments, fake_shop, product


def test_a_yes_places_once_and_a_cancellation_gives_everything_back() -> None:
    coffee = product("coffee", price=1190, stock=3)
    shop = fake_shop(coffee)
    account = shop.account
    assert account is not None
    quote = quote_for((Line(coffee, 2, coffee.price),), account.customer, shop.policy, NOW)
    token = account.purchases.open(quote, NOW).token
    first, again = account.checkout.place(token, NOW), account.checkout.place(token, NOW)
    assert isinstance(first, Placed)
    assert isinstance(again, Placed)
    assert (first.again, again.again) == (False, True)
    assert first.order == again.order
    payments = account.checkout.payments
    assert isinstance(payments, FakePayments)
    assert list(payments.held.values()) == [quote.total]
    assert account.checkout.cancel(first.order.id, NOW)
    assert not account.checkout.cancel(first.order.id, NOW)
    assert payments.held == {}
    assert shop.catalogue.product("coffee") == coffee


def test_an_unknown_outcome_is_settled_by_news() -> None:
    coffee = product("coffee")
    shop = fake_shop(coffee)
    account = shop.account
    assert account is not None
    payments = account.checkout.payments
    assert isinstance(payments, FakePayments)
    payments.reachable = False
    quote = quote_for((Line(coffee, 1, coffee.price),), account.customer, shop.policy, NOW)
    assert isinstance(account.checkout.place(account.purchases.open(quote, NOW).token, NOW), Unsure)
    payments.reachable = True
    (outcome,) = account.checkout.news(NOW + timedelta(minutes=1))
    assert isinstance(outcome, NotPlaced)
    assert outcome.why is Why.FAILED
    assert shop.catalogue.product("coffee") == coffee
