"""The ports Orders and Purchases in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from skill.commerce.customer import Policy
from skill.commerce.order import Order, Quote, Status
from skill.commerce.purchase import UNSETTLED, Claim, Purchase, PurchaseState, idempotency_key
from tests.fakes.account import FakeBasket, FakeVouchers
from tests.fakes.shelf import FakeCatalogue


@dataclass
class FakeOrders:
    """The orders of one customer, given in any order. `keys` and `tokens` name the purchase an order came of."""

    catalogue: FakeCatalogue = field(default_factory=FakeCatalogue)
    orders: dict[str, Order] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    vouchers: FakeVouchers = field(default_factory=FakeVouchers)

    def add(self, *orders: Order) -> None:
        """These were ordered."""
        self.orders |= {order.id: order for order in orders}

    def history(self) -> tuple[Order, ...]:
        """All orders, the newest first."""
        return tuple(sorted(self.orders.values(), key=lambda order: (order.placed_at, order.number), reverse=True))

    def cancel(self, order_id: str, now: datetime) -> str | None:
        """Cancel within the window; the payment's key, "" without one, None when it is too late."""
        order = self.orders.get(order_id)
        here = (Status.PLACED, Status.PREPARING)
        if order is None or order.status not in here or order.cancel_until <= now:
            return None
        if any(parcel.status not in here for parcel in order.shipments):
            return None
        self.orders[order_id] = replace(order, status=Status.CANCELLED)
        self.catalogue.move(order.lines, 1)
        self.vouchers.free(self.tokens.get(order_id, ""))
        return self.keys.get(order_id, "")


@dataclass
class FakePurchases:
    """The purchases of one customer, in the conversation that is called `session` now."""

    catalogue: FakeCatalogue
    orders: FakeOrders
    policy: Policy = field(default_factory=Policy)
    customer_id: str = "anna"
    purchases: dict[str, Purchase] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    basket: FakeBasket = field(default_factory=FakeBasket)
    vouchers: FakeVouchers = field(default_factory=FakeVouchers)
    session: str = "s1"
    sessions: dict[str, str] = field(default_factory=dict)
    unheard: set[str] = field(default_factory=set)

    def open(self, quote: Quote, now: datetime, *, basket: bool = False, instead_of: str | None = None) -> Purchase:
        """A new purchase awaiting its yes; what this conversation had open is dropped, and so is `instead_of`."""
        for token, old in self.purchases.items():
            here = self.sessions.get(token, self.session) == self.session
            if old.state is PurchaseState.AWAITING_YES and (here or token == instead_of):
                self._to(token, PurchaseState.DROPPED, now)
        token = f"token-{len(self.purchases) + 1}"
        self.sessions[token] = self.session
        key = idempotency_key(self.customer_id, quote, token)
        self.purchases[token] = Purchase(token, key, quote, PurchaseState.AWAITING_YES, now, now, basket=basket)
        return self.purchases[token]

    def get(self, token: str) -> Purchase | None:
        """The purchase of this token."""
        return self.purchases.get(token)

    def unsettled(self) -> tuple[Purchase, ...]:
        """Purchases whose outcome is open, the oldest first."""
        return tuple(one for one in self.purchases.values() if one.state in UNSETTLED)

    def untold(self, before: datetime) -> tuple[Purchase, ...]:
        """Purchases that ended unheard."""
        ended = (PurchaseState.PLACED, PurchaseState.REJECTED)
        return tuple(
            one
            for token, one in self.purchases.items()
            if token in self.unheard and one.state in ended and one.changed_at < before
        )

    def told(self, token: str) -> None:
        """The customer hears how it ended."""
        self.unheard.discard(token)

    def claim(self, token: str, quote: Quote, now: datetime) -> Claim:
        """awaiting_yes -> placing, with the stock reserved, the basket emptied of it and the voucher spent."""
        purchase = self.purchases.get(token)
        if purchase is None or purchase.state is not PurchaseState.AWAITING_YES:
            return Claim.LOST
        before = (dict(self.basket.held), self.basket.changed, dict(self.vouchers.spent))
        here = not purchase.basket or self.basket.take(quote.lines, now)
        if not here or not self.vouchers.spend(quote, token):
            self.basket.held, self.basket.changed, self.vouchers.spent = before
            return Claim.CHANGED
        if not self.catalogue.move(quote.lines, -1):
            self.basket.held, self.basket.changed, self.vouchers.spent = before
            return Claim.SHORT
        self.purchases[token] = replace(purchase, quote=quote)
        self._to(token, PurchaseState.PLACING, now)
        self.unheard.add(token)
        return Claim.WON

    def settle(self, token: str, state: PurchaseState, now: datetime) -> bool:
        """An open purchase to rejected, unknown or needs_action."""
        purchase = self.purchases.get(token)
        if purchase is None or purchase.state not in UNSETTLED:
            return False
        if state is PurchaseState.REJECTED:
            self.catalogue.move(purchase.quote.lines, 1)
            self.vouchers.free(token)
            if purchase.basket:
                self.basket.give_back(purchase.quote.lines, now)
        if state is not purchase.state:
            self._to(token, state, now)
        return True

    def place(self, token: str, reference: str, now: datetime) -> Order | None:
        """An open purchase to its order, once."""
        purchase = self.purchases.get(token)
        if purchase is None:
            return None
        if purchase.state in UNSETTLED:
            self.references[token] = reference
            self._order(purchase, now)
        return self.orders.orders.get(purchase.key)

    def _order(self, purchase: Purchase, now: datetime) -> None:
        quote, number = purchase.quote, str(1001 + len(self.orders.orders))
        self.orders.add(
            Order(
                id=purchase.key,
                number=number,
                placed_at=now,
                status=Status.PLACED,
                delayed=False,
                gift=False,
                lines=tuple(
                    replace(line, product=replace(line.product, price=line.unit_price, stock=0)) for line in quote.lines
                ),
                total=quote.total,
                expected=quote.arrives,
                cancel_until=now + self.policy.cancel_window,
            )
        )
        self.orders.keys[purchase.key] = purchase.key
        self.orders.tokens[purchase.key] = purchase.token
        self._to(purchase.token, PurchaseState.PLACED, now)
        self.purchases[purchase.token] = replace(self.purchases[purchase.token], order_number=number)

    def _to(self, token: str, state: PurchaseState, now: datetime) -> None:
        self.purchases[token] = replace(self.purchases[token], state=state, changed_at=now)
