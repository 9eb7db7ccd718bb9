"""The ports in memory, for tests of the dialogue: what an adapter would answer, without a database.

A fake is named for its port: FakeCatalogue, FakeBasket. `fake_shop` puts them together for one customer.
"""

from datetime import datetime

from skill.commerce.checkout import Checkout
from skill.commerce.customer import Customer, Policy
from skill.commerce.product import Product
from skill.commerce.shop import Account, Shop
from tests.fakes.account import FakeBasket, FakeMemory, FakeReturns, FakeVouchers
from tests.fakes.buying import FakeOrders, FakePurchases
from tests.fakes.payments import FakeDesk, FakePayments
from tests.fakes.shelf import ANNA, HOME, NOW, VISA, FakeCatalogue, product

__all__ = [
    "ANNA",
    "HOME",
    "NOW",
    "VISA",
    "FakeBasket",
    "FakeCatalogue",
    "FakeDesk",
    "FakeMemory",
    "FakeOrders",
    "FakePayments",
    "FakePurchases",
    "FakeReturns",
    "FakeVouchers",
    "fake_shop",
    "product",
]


def fake_shop(
    *products: Product, customer: Customer | None = ANNA, now: datetime = NOW, policy: Policy | None = None
) -> Shop:
    """A shop with these products; without a customer nobody is known."""
    policy = policy or Policy()
    catalogue, desk = FakeCatalogue(), FakeDesk()
    catalogue.add(*products)
    if customer is None:
        return Shop(now=now, policy=policy, catalogue=catalogue, desk=desk, account=None)
    basket, vouchers = FakeBasket(now), FakeVouchers(policy)
    orders = FakeOrders(catalogue, vouchers=vouchers)
    purchases = FakePurchases(catalogue, orders, policy, customer.id, basket=basket, vouchers=vouchers)
    checkout = Checkout(customer, policy, catalogue, orders, purchases, FakePayments(), desk)
    account = Account(customer, orders, purchases, checkout, basket, vouchers, FakeReturns(), FakeMemory())
    return Shop(now=now, policy=policy, catalogue=catalogue, desk=desk, account=account)
