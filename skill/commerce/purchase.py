"""The confirmation's state machine and how a payment can end. Knows no database and no provider."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from skill.commerce.money import Money
from skill.commerce.order import Order, Quote

_KEYS = uuid.UUID("6a1f3a52-5f0e-5d0c-9f1b-0c1d6f2b7a90")


class PurchaseState(Enum):
    """Where a purchase stands (facts: commerce, Exactly once). DROPPED is a quote nobody said yes to."""

    AWAITING_YES = "awaiting_yes"
    PLACING = "placing"
    PLACED = "placed"
    REJECTED = "rejected"
    NEEDS_ACTION = "needs_action"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


UNSETTLED = frozenset({PurchaseState.PLACING, PurchaseState.NEEDS_ACTION, PurchaseState.UNKNOWN})


def idempotency_key(customer_id: str, quote: Quote, token: str) -> str:
    """The key shop and provider know this purchase by: stable over retries and restarts (UUIDv5)."""
    return str(uuid.uuid5(_KEYS, f"{customer_id}\n{quote.digest}\n{token}"))


@dataclass(frozen=True, slots=True)
class Purchase:
    """One quote that was read aloud. `token` is usable once; `key` is its idempotency key.

    `changed_at` is when it came into `state`. `basket` says that it buys what lies in the basket.
    """

    token: str
    key: str
    quote: Quote
    state: PurchaseState
    asked_at: datetime
    changed_at: datetime
    order_number: str | None = None
    basket: bool = False


class Claim(Enum):
    """Who may place a purchase: the one caller that gets WON. Everybody else reads the truth.

    SHORT: something is no longer on the shelf. CHANGED: something is no longer in the basket, or the voucher is
    spent, because another conversation of the customer was faster.
    """

    WON = "won"
    LOST = "lost"
    SHORT = "short"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Authorised:
    """The provider holds the amount. `reference` is the provider's own name for it."""

    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Declined:
    """The provider refused; nothing is held."""


@dataclass(frozen=True, slots=True)
class AuthenticationRequired:
    """The customer's bank wants the customer to approve it outside voice; nothing is held yet."""


Payment = Authorised | Declined | AuthenticationRequired


# How a yes can end.
@dataclass(frozen=True, slots=True)
class Placed:
    """The order exists. `cheaper_than` is the quoted total when a price fell in between."""

    order: Order
    quote: Quote
    cheaper_than: Money | None = None
    again: bool = False


class Why(Enum):
    """Why a yes ordered nothing."""

    DECLINED = "declined"
    FAILED = "failed"
    EXPIRED = "expired"
    DEARER = "dearer"
    SHORT = "short"
    CHANGED = "changed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Nothing was ordered and nothing is held. `quote` is the one that was asked about, if there was one, and
    `basket` whether it was for the basket."""

    why: Why
    quote: Quote | None = None
    basket: bool = False


@dataclass(frozen=True, slots=True)
class NeedsApproval:
    """Nothing is ordered until the customer approves it with the bank."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows yet whether the order went through; it must not be placed again."""

    quote: Quote


Outcome = Placed | NotPlaced | NeedsApproval | Unsure
