"""Who is buying, and the shop's own rules for them. Knows no database."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from skill.commerce.money import Money
from skill.commerce.order import Address, Means

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with the address and the means of payment that a quote takes unless told otherwise.

    `unsettled` is True while the outcome of one of this customer's purchases is open or has not been told.
    `new_here` is True until a conversation with this customer has been kept.
    """

    id: str
    name: str
    language: str
    address: Address | None
    means: tuple[Means, ...]
    unsettled: bool = False
    new_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The shopkeeper's rules. Durations are timedeltas, amounts minor units of `currency`, tax is per mille.

    `tax_per_mille` is added on top of the prices; 0 where prices include it, as they do in Europe.
    `minimum_order` is the least that goods must cost together, 0 for no minimum. `late_voucher` is what a late
    order is made good with, once; 0 for nothing. An interrupted purchase or search is offered again for
    `resume_within`. Orders of `verify_from` and more are verified where the device offers it; 0 never.
    """

    seller: str = "Corner Shop"
    timezone: str = "Europe/Brussels"
    phone: str = "+32 2 555 01 00"
    currency: str = "EUR"
    delivery_fee: int = 290
    free_delivery_from: int = 3500
    tax_per_mille: int = 0
    delivery_days: int = 2
    quote_valid: timedelta = timedelta(minutes=10)
    cancel_window: timedelta = timedelta(minutes=30)
    approve_within: timedelta = timedelta(minutes=30)
    placing_takes: timedelta = timedelta(seconds=20)
    most_of_one: int = 99
    minimum_order: int = 0
    late_voucher: int = 500
    voucher_valid: timedelta = timedelta(days=90)
    return_within: timedelta = timedelta(days=30)
    resume_within: timedelta = timedelta(days=1)
    verify_from: int = 10_000

    def least(self) -> Money:
        """What the goods of an order must cost together at the least."""
        return Money(self.minimum_order, self.currency)

    def delivery(self, goods: Money) -> Money:
        """What delivery costs for goods of this price."""
        return Money(0 if goods.minor >= self.free_delivery_from else self.delivery_fee, self.currency)

    def tax(self, taxed: Money) -> Money:
        """The tax on top of `taxed`, rounded half up to the minor unit."""
        return Money((taxed.minor * self.tax_per_mille + 500) // 1000, self.currency)

    def today(self, now: datetime) -> date:
        """The shop's calendar day."""
        return now.astimezone(ZoneInfo(self.timezone)).date()

    def arrives(self, now: datetime) -> date:
        """The day a parcel ordered now is expected; nothing is delivered on Sundays."""
        day = self.today(now) + timedelta(days=self.delivery_days)
        return day + timedelta(days=1) if day.weekday() == SUNDAY else day


@dataclass(frozen=True, slots=True)
class Ticket:
    """A hand-over to a person: what the customer wanted, what was said (redacted), and what it is about."""

    reason: str
    intent: str
    slots: dict[str, str] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    order_number: str | None = None
    product_id: str | None = None
    tried: tuple[str, ...] = ()
    priority: bool = False
