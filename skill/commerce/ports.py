"""What the dialogue needs of a shop, as Protocols. An adapter and its fake share the port's name.

Raises
------
ShopError
    PaymentUnreachable   no answer, or an odd one: the effect is unknown, never "it did not happen"
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from skill.commerce.customer import Ticket
from skill.commerce.money import Money
from skill.commerce.order import Means, Order, Quote
from skill.commerce.product import Fact, Found, Product
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

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        """All that is known about it."""

    def substitute(self, product_id: str) -> Product | None:
        """The closest product that is in stock, or None."""


class Orders(Protocol):
    """The orders of one customer; another customer's order does not exist here."""

    def history(self) -> tuple[Order, ...]:
        """All orders, the newest first."""

    def cancel(self, order_id: str, now: datetime) -> str | None:
        """Cancel within the window, put the stock back, and give the payment's idempotency key ("" without
        one); None when it is too late. Committed at once, effective once."""


class Purchases(Protocol):
    """The purchases of one customer. `claim`, `settle` and `place` are committed at once."""

    def open(self, quote: Quote, now: datetime) -> Purchase:
        """A new purchase awaiting its yes; whatever this conversation still had open is dropped."""

    def get(self, token: str) -> Purchase | None:
        """The purchase of this token, if it is this customer's."""

    def unsettled(self) -> tuple[Purchase, ...]:
        """Purchases that are placing, unknown or waiting for the customer's bank, the oldest first."""

    def claim(self, token: str, quote: Quote, now: datetime) -> Claim:
        """awaiting_yes -> placing with the stock reserved, by exactly one caller, ever. `quote` is what is
        bought: the quote read aloud, or the same at a lower price."""

    def settle(self, token: str, state: PurchaseState, now: datetime) -> bool:
        """placing, unknown or needs_action -> rejected, unknown or needs_action. Rejected gives the stock
        back. False when the purchase was not in one of those states."""

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
        """Queue a message to this customer outside the conversation (their phone, their e-mail)."""
