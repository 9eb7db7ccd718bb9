"""Everything one turn may ask of the shop, for one customer. Knows ports only; the wiring is elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from skill.commerce.checkout import Checkout
from skill.commerce.customer import Customer, Policy
from skill.commerce.order import Order
from skill.commerce.ports import Basket, Catalogue, Desk, Memory, Orders, Purchases, Returns, Vouchers


@dataclass(frozen=True, slots=True)
class Account:
    """What is personal: reachable only for a customer the channel knows."""

    customer: Customer
    orders: Orders
    purchases: Purchases
    checkout: Checkout
    basket: Basket
    vouchers: Vouchers
    returns: Returns
    memory: Memory

    def order(self, order_id: str | None) -> Order | None:
        """The order of this id, or None."""
        return next((order for order in self.orders.history() if order.id == order_id), None)

    def order_numbered(self, number: int | None) -> Order | None:
        """The order of this number, or None; another customer's number is the same as none."""
        wanted = None if number is None else str(number)
        return next((order for order in self.orders.history() if order.number == wanted), None)


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop during one turn. `now` is an aware UTC datetime, the only clock a rule has.

    `account` is None when the channel does not know who speaks: public facts work, nothing else.
    `verifiable` says that the channel can verify who speaks before an order is placed.
    """

    now: datetime
    policy: Policy
    catalogue: Catalogue
    desk: Desk
    account: Account | None
    verifiable: bool = False
