"""The ports Basket, Vouchers, Returns and Memory in memory."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from skill.commerce.customer import Policy
from skill.commerce.money import Money
from skill.commerce.order import Line, Quote, Voucher
from skill.commerce.ports import Answered, BasketLine
from tests.fakes.shelf import NOW

MOST_OF_ONE = 99


@dataclass
class FakeBasket:
    """What one customer is collecting. `now` is when changes are made; tests may move it."""

    now: datetime = NOW
    held: dict[str, BasketLine] = field(default_factory=dict)
    changed: datetime | None = None

    def lines(self) -> tuple[BasketLine, ...]:
        """What lies in it, the oldest first."""
        return tuple(self.held.values())

    def changed_at(self) -> datetime | None:
        """When it was changed last; None while it is empty."""
        return self.changed if self.held else None

    def add(self, product_id: str, quantity: int, price: Money) -> None:
        """So many more, at the price of today; never more than 99 of one."""
        if quantity < 1:
            raise ValueError(f"{quantity} of something cannot be put in a basket")
        before = self.held.get(product_id)
        many = min(MOST_OF_ONE, quantity + (before.quantity if before else 0))
        self.held[product_id] = BasketLine(product_id, many, price)
        self.changed = self.now

    def put(self, product_id: str, quantity: int) -> None:
        """Exactly so many of what lies in it; 0 takes it out."""
        if quantity < 0:
            raise ValueError(f"{quantity} of something cannot lie in a basket")
        before = self.held.get(product_id)
        if before is None:
            return
        if quantity:
            self.held[product_id] = replace(before, quantity=min(MOST_OF_ONE, quantity))
        else:
            del self.held[product_id]
        self.changed = self.now

    def take(self, lines: tuple[Line, ...], now: datetime) -> bool:
        """Take what is bought out of it; False, and nothing taken, when less of one of them lies in it."""
        wanted: Counter[str] = Counter()
        for line in lines:
            wanted[line.product.id] += line.quantity
        if any(
            product_id not in self.held or self.held[product_id].quantity < wanted[product_id] for product_id in wanted
        ):
            return False
        for product_id, quantity in wanted.items():
            before = self.held[product_id]
            if before.quantity == quantity:
                del self.held[product_id]
            else:
                self.held[product_id] = replace(before, quantity=before.quantity - quantity)
        self.changed = now
        return True

    def give_back(self, lines: tuple[Line, ...], now: datetime) -> None:
        """What was not bought after all lies in it again, beside what is there."""
        for line in lines:
            before = self.held.get(line.product.id)
            price = before.price if before else line.unit_price
            many = min(MOST_OF_ONE, line.quantity + (before.quantity if before else 0))
            self.held[line.product.id] = BasketLine(line.product.id, many, price)
        self.changed = now


@dataclass
class FakeVouchers:
    """The vouchers of one customer. `spent` says which purchase (token) used a voucher (id)."""

    policy: Policy = field(default_factory=Policy)
    held: dict[str, Voucher] = field(default_factory=dict)
    spent: dict[str, str] = field(default_factory=dict)
    reasons: set[tuple[str, str]] = field(default_factory=set)

    def add(self, *vouchers: Voucher) -> None:
        """These were given, for no reason in particular."""
        self.held |= {one.id: one for one in vouchers}

    def usable(self, now: datetime) -> tuple[Voucher, ...]:
        """Unspent and in date, the first to expire first."""
        today = now.astimezone(ZoneInfo(self.policy.timezone)).date()
        good = [one for one in self.held.values() if one.id not in self.spent and one.until >= today]
        return tuple(sorted(good, key=lambda one: (one.until, -one.amount.minor, one.id)))

    def give(self, reason: str, about: str, voucher: Voucher) -> bool:
        """Give this voucher; False when one was given for the same reason and thing before."""
        if (reason, about) in self.reasons:
            return False
        self.reasons.add((reason, about))
        self.add(voucher)
        return True

    def spend(self, quote: Quote, token: str) -> bool:
        """Spend the voucher this quote uses, if it uses one; False when it is spent or not there."""
        if quote.discount is None:
            return True
        voucher = self.held.get(quote.discount.voucher)
        if voucher is None or voucher.id in self.spent or voucher.amount < quote.discount.amount:
            return False
        self.spent[voucher.id] = token
        return True

    def free(self, token: str) -> None:
        """What this purchase spent can be used again."""
        self.spent = {id_: by for id_, by in self.spent.items() if by != token}


@dataclass
class FakeReturns:
    """What one customer sends back: (order id, product id) -> (quantity, reason, since when)."""

    opened: dict[tuple[str, str], tuple[int, str, datetime]] = field(default_factory=dict)

    def of(self, order_id: str) -> frozenset[str]:
        """The ids of the products of this order that are being returned."""
        return frozenset(product for order, product in self.opened if order == order_id)

    def open(self, order_id: str, product_id: str, quantity: int, reason: str, now: datetime) -> None:
        """Expect it back; what is expected already stays as it is."""
        self.opened.setdefault((order_id, product_id), (quantity, reason, now))


@dataclass
class FakeMemory:
    """What a customer was asked and answered: (kind, about) -> Answered. `consents` are their yeses."""

    answers: dict[tuple[str, str], Answered] = field(default_factory=dict)
    consents: set[str] = field(default_factory=set)

    def answered(self, kind: str, about: str) -> Answered | None:
        """Whether and when this question was put about this thing."""
        return self.answers.get((kind, about))

    def latest(self, kind: str) -> datetime | None:
        """When a question of this kind was put last, about anything."""
        return max((one.at for (of, _), one in self.answers.items() if of == kind), default=None)

    def note(self, kind: str, about: str, answer: str, now: datetime) -> None:
        """The question was put now; a later answer takes the place of an earlier one."""
        self.answers[kind, about] = Answered(now, answer)

    def allows(self, what: str) -> bool:
        """Whether the customer has consented to this."""
        return what in self.consents
