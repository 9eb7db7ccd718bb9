"""What the dialogue needs of a shop, as Protocols. An adapter and its fake share the port's name.

Raises
------
ShopError
    PaymentUnreachable   no answer, or an odd one: the effect is unknown, never "it did not happen"
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from skill.commerce.customer import Ticket
from skill.commerce.money import Money
from skill.commerce.order import Means, Order, Quote, Voucher
from skill.commerce.product import Deal, Fact, Found, Part, Product
from skill.commerce.purchase import Claim, Payment, Purchase, PurchaseState


class ShopError(Exception):
    """Something outside failed."""


class PaymentUnreachable(ShopError):
    """The provider did not answer, or oddly: whether it did what was asked is unknown."""


class Catalogue(Protocol):
    """The products of the shop, read fresh: price and stock are today's."""

    def find(
        self, words: str, bought: Mapping[str, float] | None = None, among: tuple[str, ...] | None = None
    ) -> Found:
        """The product meant by `words`: among what was `bought` (product id -> how much) first, then in all.

        `among` restricts the answer to these ids (the choices of an open question).
        """

    def product(self, product_id: str) -> Product | None:
        """The product of this id, or None when the shop does not sell it (any more)."""

    def several(self, ids: Sequence[str]) -> tuple[Product, ...]:
        """The products of these ids, in this order; those not sold are left out."""

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        """All that is known about it."""

    def substitute(self, product_id: str) -> Product | None:
        """The closest product that is in stock, or None."""

    def parts(self, words: str) -> tuple[Part, ...]:
        """The things named in one breath, each with its own count ("coffee, two shampoos"); one for a single name.

        "mac and cheese", when that is one product's name, is one part. Empty for no words.
        """

    def candidates(self, words: str) -> tuple[Product, ...]:
        """Everything in stock that these words may describe ("tea", "something for dogs"), the most popular first."""

    def deals(self) -> tuple[Deal, ...]:
        """What is in stock and cheaper than usual, the most popular first."""


class Orders(Protocol):
    """The orders of one customer; another customer's order does not exist here."""

    def history(self) -> tuple[Order, ...]:
        """All orders, the newest first."""

    def cancel(self, order_id: str, now: datetime) -> str | None:
        """Cancel within the window, put the stock back, free its voucher, and give the payment's idempotency key
        ("" without one); None when it is too late. Committed at once, effective once."""


@dataclass(frozen=True, slots=True)
class BasketLine:
    """So many of one product, and what one cost when it was put in."""

    product_id: str
    quantity: int
    price: Money


class Basket(Protocol):
    """What one customer is collecting, on every channel the same. Changes are kept with the turn that makes them."""

    def lines(self) -> tuple[BasketLine, ...]:
        """What lies in it, the oldest first, changes of this turn included."""

    def changed_at(self) -> datetime | None:
        """When it was changed last; None while it is empty."""

    def add(self, product_id: str, quantity: int, price: Money) -> None:
        """So many more."""

    def put(self, product_id: str, quantity: int) -> None:
        """Exactly so many of what lies in it; 0 takes it out."""


class Vouchers(Protocol):
    """The vouchers of one customer."""

    def usable(self, now: datetime) -> tuple[Voucher, ...]:
        """Unspent and in date, the first to expire first."""

    def give(self, reason: str, about: str, voucher: Voucher) -> bool:
        """Give this voucher, kept with the turn; False when one was given for the same reason and thing before."""


class Returns(Protocol):
    """What one customer sends back. Kept with the turn."""

    def of(self, order_id: str) -> frozenset[str]:
        """The ids of the products of this order that are being returned."""

    def open(self, order_id: str, product_id: str, quantity: int, reason: str, now: datetime) -> None:
        """Expect it back."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question once put to a customer, and the answer; "" while there is none."""

    at: datetime
    answer: str


class Memory(Protocol):
    """What a customer was asked and what was answered, and what they consent to. Kept with the turn."""

    def answered(self, kind: str, about: str) -> Answered | None:
        """Whether and when this question was put about this thing; None for never."""

    def latest(self, kind: str) -> datetime | None:
        """When a question of this kind was put last, about anything."""

    def note(self, kind: str, about: str, answer: str, now: datetime) -> None:
        """The question was put now; a later answer takes the place of an earlier one."""

    def allows(self, what: str) -> bool:
        """Whether the customer has consented to this ("refill_reminders", "order_updates"); no word is a no."""


class Purchases(Protocol):
    """The purchases of one customer. `claim`, `settle` and `place` are committed at once."""

    def open(self, quote: Quote, now: datetime, *, basket: bool = False, instead_of: str | None = None) -> Purchase:
        """A new purchase awaiting its yes; whatever this conversation still had open is dropped, and so is the
        purchase of the token `instead_of`, wherever it was asked. `basket`: it buys what lies in the basket."""

    def get(self, token: str) -> Purchase | None:
        """The purchase of this token, if it is this customer's."""

    def unsettled(self) -> tuple[Purchase, ...]:
        """Purchases that are placing, unknown or waiting for the customer's bank, the oldest first."""

    def untold(self, before: datetime) -> tuple[Purchase, ...]:
        """Purchases that came to an end before this moment while nobody could be told (the background settled
        them, or the turn that placed them died), the oldest first."""

    def told(self, token: str) -> None:
        """The customer hears with this turn's reply how this purchase ended; kept with the turn."""

    def claim(self, token: str, quote: Quote, now: datetime) -> Claim:
        """awaiting_yes -> placing with the stock reserved, by exactly one caller, ever. `quote` is what is
        bought: the quote read aloud, or the same at a lower price. In the same transaction a purchase of the
        basket takes its lines out of it and a discount spends its voucher; CHANGED when that cannot be done."""

    def settle(self, token: str, state: PurchaseState, now: datetime) -> bool:
        """placing, unknown or needs_action -> rejected, unknown or needs_action. Rejected gives the stock
        back, the lines to the basket and the voucher to the customer. False when the purchase was not in one of
        those states."""

    def place(self, token: str, reference: str, now: datetime) -> Order | None:
        """placing, unknown or needs_action -> placed: the order is made, once; asking again gives the same
        order. None when the purchase was rejected in the meantime: nothing may be held for it."""


class Payments(Protocol):
    """A payment provider. Every call may raise PaymentUnreachable."""

    def authorise(self, key: str, amount: Money, means: Means) -> Payment:
        """Hold `amount`; the same `key` gives the same answer and no second effect."""

    def look_up(self, key: str) -> Payment | None:
        """How `key` ended; None when the provider never saw it and, having been asked, never will take it."""

    def void(self, key: str) -> None:
        """Let go what is held under `key`; nothing to let go is no error."""


class Desk(Protocol):
    """The people behind the shop."""

    def open(self, ticket: Ticket) -> str:
        """Keep a ticket for a person; gives its short number."""

    def notify(self, kind: str, about: Mapping[str, str]) -> None:
        """Queue a message to this customer outside the conversation (their phone, their e-mail).

        Only what a purchase needs (an approval, an unknown outcome) and what the customer just said yes to, or
        allows: see `Memory.allows`."""
