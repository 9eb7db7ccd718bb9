"""The ports in memory, for tests of the dialogue: what an adapter would answer, without a database.

Names as the ports': FakeCatalogue, FakeOrders, FakePurchases, FakePayments, FakeDesk. `fake_shop` puts them
together for one customer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from skill.commerce.checkout import Checkout
from skill.commerce.customer import Customer, Policy, Ticket
from skill.commerce.money import Money
from skill.commerce.order import Address, Line, Means, Order, Quote, Status
from skill.commerce.ports import PaymentUnreachable
from skill.commerce.product import Fact, Found, Name, Nothing, One, Product, Several
from skill.commerce.purchase import (
    UNSETTLED,
    AuthenticationRequired,
    Authorised,
    Claim,
    Declined,
    Payment,
    Purchase,
    PurchaseState,
    idempotency_key,
)
from skill.commerce.shop import Account, Shop

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
HOME = Address("home", "home", "1 High Street", "Ghent", datetime(2025, 1, 1, tzinfo=UTC))
VISA = Means("visa", "sandbox", "sandbox-ok", "Visa", "4242")
ANNA = Customer("anna", "Anna", "en", HOME, (VISA,))


def product(id_: str, spoken: str = "", price: int = 1000, stock: int = 10) -> Product:
    """A product with one English name for everything."""
    spoken = spoken or id_.replace("-", " ")
    return Product(id_, {"en": Name(spoken, spoken, spoken, f"{spoken}s")}, Money(price, "EUR"), stock)


@dataclass
class FakeCatalogue:
    """Finds a product when all words are in its spoken name; what was bought comes first."""

    products: dict[str, Product] = field(default_factory=dict)
    known: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)

    def add(self, *products: Product) -> None:
        """Put these on the shelf, or change them."""
        self.products |= {one.id: one for one in products}

    def find(
        self, words: str, bought: Mapping[str, float] | None = None, among: tuple[str, ...] | None = None
    ) -> Found:
        """The product meant by `words`."""
        wanted = set(words.casefold().split())
        candidates = [one for one in self.products.values() if among is None or one.id in among]
        fitting = [one for one in candidates if wanted and wanted <= set(one.name("en").spoken.casefold().split())]
        own = sorted((one for one in fitting if one.id in (bought or {})), key=lambda one: -(bought or {})[one.id])
        found = (own or fitting)[:5]
        if not found:
            return Nothing()
        return One(found[0], bool(own)) if len(found) == 1 else Several(tuple(found), bool(own))

    def product(self, product_id: str) -> Product | None:
        """The product of this id."""
        return self.products.get(product_id)

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        """All that is known about it."""
        return self.known.get(product_id, ())

    def substitute(self, product_id: str) -> Product | None:
        """What was named instead, if it is in stock."""
        other = self.products.get(self.instead.get(product_id, ""))
        return other if other is not None and other.stock > 0 else None

    def move(self, lines: tuple[Line, ...], sign: int) -> bool:
        """Take from the shelf (-1) or put back (1); False, and nothing moved, when something is short."""
        after = [
            replace(one, stock=one.stock + sign * line.quantity)
            for line in lines
            if (one := self.products.get(line.product.id))
        ]
        if len(after) < len(lines) or any(one.stock < 0 for one in after):
            return False
        self.add(*after)
        return True


@dataclass
class FakeOrders:
    """The orders of one customer, given in any order."""

    catalogue: FakeCatalogue = field(default_factory=FakeCatalogue)
    orders: dict[str, Order] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

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
        return self.keys.get(order_id, "")


@dataclass
class FakePurchases:
    """The purchases of one customer in one conversation."""

    catalogue: FakeCatalogue
    orders: FakeOrders
    policy: Policy = field(default_factory=Policy)
    customer_id: str = "anna"
    purchases: dict[str, Purchase] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)

    def open(self, quote: Quote, now: datetime) -> Purchase:
        """A new purchase awaiting its yes; what was still open is dropped."""
        for token, old in self.purchases.items():
            if old.state is PurchaseState.AWAITING_YES:
                self._to(token, PurchaseState.DROPPED, now)
        token = f"token-{len(self.purchases) + 1}"
        key = idempotency_key(self.customer_id, quote, token)
        self.purchases[token] = Purchase(token, key, quote, PurchaseState.AWAITING_YES, now, now)
        return self.purchases[token]

    def get(self, token: str) -> Purchase | None:
        """The purchase of this token."""
        return self.purchases.get(token)

    def unsettled(self) -> tuple[Purchase, ...]:
        """Purchases whose outcome is open, the oldest first."""
        return tuple(one for one in self.purchases.values() if one.state in UNSETTLED)

    def claim(self, token: str, quote: Quote, now: datetime) -> Claim:
        """awaiting_yes -> placing, with the stock reserved."""
        purchase = self.purchases.get(token)
        if purchase is None or purchase.state is not PurchaseState.AWAITING_YES:
            return Claim.LOST
        if not self.catalogue.move(quote.lines, -1):
            return Claim.SHORT
        self.purchases[token] = replace(purchase, quote=quote)
        self._to(token, PurchaseState.PLACING, now)
        return Claim.WON

    def settle(self, token: str, state: PurchaseState, now: datetime) -> bool:
        """An open purchase to rejected, unknown or needs_action."""
        purchase = self.purchases.get(token)
        if purchase is None or purchase.state not in UNSETTLED:
            return False
        if state is PurchaseState.REJECTED:
            self.catalogue.move(purchase.quote.lines, 1)
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
        self._to(purchase.token, PurchaseState.PLACED, now)
        self.purchases[purchase.token] = replace(self.purchases[purchase.token], order_number=number)

    def _to(self, token: str, state: PurchaseState, now: datetime) -> None:
        self.purchases[token] = replace(self.purchases[token], state=state, changed_at=now)


@dataclass
class FakePayments:
    """Answers what `answers` says for the means' reference, "ok" without a word; None there is a time-out."""

    answers: dict[str, str | None] = field(default_factory=dict)
    held: dict[str, Money] = field(default_factory=dict)
    seen: dict[str, Payment] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    reachable: bool = True

    def authorise(self, key: str, amount: Money, means: Means) -> Payment:
        """Hold `amount`, once a key."""
        answer = self.answers.get(means.reference, "ok")
        if not self.reachable or answer is None:
            raise PaymentUnreachable("no answer")
        if key in self.refused:
            return Declined()
        if key not in self.seen:
            if answer == "ok":
                self.held[key] = amount
                self.seen[key] = Authorised(f"fake-{len(self.seen)}", amount)
            else:
                self.seen[key] = AuthenticationRequired() if answer == "authentication" else Declined()
        return self.seen[key]

    def look_up(self, key: str) -> Payment | None:
        """How `key` ended; what was never seen will be refused from now on."""
        if not self.reachable:
            raise PaymentUnreachable("no answer")
        if key not in self.seen:
            self.refused.add(key)
        return self.seen.get(key)

    def void(self, key: str) -> None:
        """Let go what is held."""
        if not self.reachable:
            raise PaymentUnreachable("no answer")
        if self.held.pop(key, None) or key in self.seen:
            self.seen[key] = Declined()


@dataclass
class FakeDesk:
    """Keeps what it was told."""

    tickets: list[Ticket] = field(default_factory=list)
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def open(self, ticket: Ticket) -> str:
        """The ticket's number, 101 and up."""
        self.tickets.append(ticket)
        return str(100 + len(self.tickets))

    def notify(self, kind: str, about: Mapping[str, str]) -> None:
        """A message to the customer."""
        self.notes.append((kind, dict(about)))


def fake_shop(
    *products: Product, customer: Customer | None = ANNA, now: datetime = NOW, policy: Policy | None = None
) -> Shop:
    """A shop with these products; without a customer nobody is known."""
    policy = policy or Policy()
    catalogue, desk = FakeCatalogue(), FakeDesk()
    catalogue.add(*products)
    if customer is None:
        return Shop(now=now, policy=policy, catalogue=catalogue, desk=desk, account=None)
    orders = FakeOrders(catalogue)
    purchases = FakePurchases(catalogue, orders, policy, customer.id)
    checkout = Checkout(customer, policy, catalogue, orders, purchases, FakePayments(), desk)
    return Shop(
        now=now, policy=policy, catalogue=catalogue, desk=desk, account=Account(customer, orders, purchases, checkout)
    )
