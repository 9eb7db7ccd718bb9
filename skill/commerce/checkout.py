"""Where money moves: from a yes to an order, exactly once. The only file that calls a payment provider.

The contract is facts: commerce, Confirmation and Exactly once. It knows ports, no database and no words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from skill.commerce.customer import Customer, Policy
from skill.commerce.money import Money, total
from skill.commerce.order import Discount, Line, Order, Quote, Voucher
from skill.commerce.ports import Catalogue, Desk, Orders, Payments, PaymentUnreachable, Purchases
from skill.commerce.purchase import (
    AuthenticationRequired,
    Authorised,
    Claim,
    Declined,
    NeedsApproval,
    NotPlaced,
    Outcome,
    Payment,
    Placed,
    Purchase,
    PurchaseState,
    Unsure,
    Why,
)


def quote_for(
    lines: tuple[Line, ...],
    customer: Customer,
    policy: Policy,
    now: datetime,
    means: int = 0,
    *,
    vouchers: tuple[Voucher, ...] = (),
) -> Quote:
    """What these lines cost this customer, delivered to the default address and paid by the `means`-th means.

    Of `vouchers` the one that saves most is used, the first of equals. Whether delivery is free is decided by the
    goods before the voucher. Raises ValueError when the customer has no address or no means of payment, or nothing
    is to be bought.
    """
    if not lines or customer.address is None or not customer.means:
        raise ValueError("a quote needs lines, an address and a means of payment")
    goods = _goods(lines, policy)
    nothing = Money(0, policy.currency)
    empty = Quote(
        seller=policy.seller,
        lines=lines,
        delivery=nothing,
        tax=nothing,
        total=nothing,
        deliver_to=customer.address,
        arrives=policy.arrives(now),
        means=customer.means[means],
    )
    return _priced(empty, lines, policy.delivery(goods), best_voucher(vouchers, goods), policy)


def best_voucher(vouchers: tuple[Voucher, ...], goods: Money) -> Discount | None:
    """What the voucher that saves most takes off goods of this price; None when none may be used."""
    fitting = [voucher for voucher in vouchers if not goods < voucher.least]
    if not fitting:
        return None
    best = max(fitting, key=lambda voucher: min(voucher.amount.minor, goods.minor))
    return Discount(best.id, min(best.amount, goods, key=lambda money: money.minor))


def _goods(lines: Iterable[Line], policy: Policy) -> Money:
    return total([line.price for line in lines], policy.currency)


def _priced(quote: Quote, lines: tuple[Line, ...], delivery: Money, discount: Discount | None, policy: Policy) -> Quote:
    """The quote with these lines, added up: the one place where a total is made."""
    goods = _goods(lines, policy)
    if discount is not None:
        discount = replace(discount, amount=min(discount.amount, goods, key=lambda money: money.minor))
        goods = goods - discount.amount
    tax = policy.tax(goods + delivery)
    return replace(quote, lines=lines, delivery=delivery, discount=discount, tax=tax, total=goods + delivery + tax)


@dataclass(frozen=True, slots=True)
class Checkout:
    """Places and cancels for one customer. Every method tells the truth about what happened."""

    customer: Customer
    policy: Policy
    catalogue: Catalogue
    orders: Orders
    purchases: Purchases
    payments: Payments
    desk: Desk

    def place(self, token: str, now: datetime) -> Outcome:
        """Order what was quoted under `token`, if its yes is still good: unused, in time, and not dearer."""
        purchase = self.purchases.get(token)
        if purchase is None or purchase.state is PurchaseState.DROPPED:
            return NotPlaced(Why.STALE)
        if purchase.state is not PurchaseState.AWAITING_YES:
            return self._told(token, self._truth(purchase, now))
        asked = purchase.quote
        if now - purchase.asked_at > self.policy.quote_valid:
            return NotPlaced(Why.EXPIRED, asked, purchase.basket)
        current = self._at_todays_prices(asked)
        if current is None:
            return NotPlaced(Why.SHORT, asked, purchase.basket)
        if current.total > asked.total:
            return NotPlaced(Why.DEARER, asked, purchase.basket)
        match self.purchases.claim(token, current, now):
            case Claim.SHORT:
                return NotPlaced(Why.SHORT, asked, purchase.basket)
            case Claim.CHANGED:
                return NotPlaced(Why.CHANGED, asked, purchase.basket)
            case Claim.LOST:
                latest = self.purchases.get(token)
                return self._told(token, self._truth(latest, now)) if latest else NotPlaced(Why.STALE)
            case Claim.WON:
                claimed = replace(purchase, quote=current, state=PurchaseState.PLACING)
                outcome = self._told(token, self._pay(claimed, now))
        if isinstance(outcome, Placed) and current.total < asked.total:
            return replace(outcome, cheaper_than=asked.total)
        return outcome

    def cancel(self, order_id: str, now: datetime) -> bool:
        """Cancel an order and let its payment go; False when it is too late."""
        key = self.orders.cancel(order_id, now)
        if key is None:
            return False
        if key:
            self._void(key)
        return True

    def news(self, now: datetime) -> tuple[Outcome, ...]:
        """What has become of purchases whose outcome was open, or that ended unheard: placed or not. Those still
        open are left out. Each is told once."""
        unheard = self.purchases.untold(now - self.policy.placing_takes)
        ended = [self._told(purchase.token, self._truth(purchase, now)) for purchase in unheard]
        for purchase, outcome in self._settled(now):
            ended.append(self._told(purchase.token, outcome))
        return tuple(outcome for outcome in ended if isinstance(outcome, Placed | NotPlaced))

    def settle(self, now: datetime) -> int:
        """Ask the provider about everything whose outcome is open, with no customer there to be told: they are at
        their next turn. How many came to an end."""
        return sum(isinstance(outcome, Placed | NotPlaced) for _, outcome in self._settled(now))

    def _settled(self, now: datetime) -> Iterator[tuple[Purchase, Outcome]]:
        for purchase in self.purchases.unsettled():
            if not self._still_working(purchase, now):
                yield purchase, self._reconcile(purchase, now)

    def _told(self, token: str, outcome: Outcome) -> Outcome:
        """An end is told with this turn; what is still open will have to be told later."""
        if isinstance(outcome, Placed | NotPlaced):
            self.purchases.told(token)
        return outcome

    def _still_working(self, purchase: Purchase, now: datetime) -> bool:
        """Another turn is placing it at this moment; nothing to look up yet."""
        return purchase.state is PurchaseState.PLACING and now - purchase.changed_at <= self.policy.placing_takes

    def _at_todays_prices(self, asked: Quote) -> Quote | None:
        """The quote as it would be read now, same address and means; None when something is gone."""
        lines: list[Line] = []
        for line in asked.lines:
            product = self.catalogue.product(line.product.id)
            if product is None or product.stock < line.quantity:
                return None
            lines.append(Line(product=product, quantity=line.quantity, unit_price=product.price))
        # A fee never grows, and a voucher never falls away, because a price fell: what was read aloud is the most
        # that is paid.
        today = self.policy.delivery(_goods(lines, self.policy))
        delivery = min(asked.delivery, today, key=lambda fee: fee.minor)
        return _priced(asked, tuple(lines), delivery, asked.discount, self.policy)

    def _pay(self, purchase: Purchase, now: datetime) -> Outcome:
        quote = purchase.quote
        try:
            payment: Payment | None = self.payments.authorise(purchase.key, quote.total, quote.means)
        except PaymentUnreachable:
            return self._reconcile(purchase, now)
        return self._settle(purchase, payment, now)

    def _reconcile(self, purchase: Purchase, now: datetime) -> Outcome:
        """Ask the provider by our key how it ended, before a word is said about it."""
        try:
            payment = self.payments.look_up(purchase.key)
            if isinstance(payment, AuthenticationRequired) and self._waited_long(purchase, now):
                self.payments.void(purchase.key)
                payment = None
        except PaymentUnreachable:
            self.purchases.settle(purchase.token, PurchaseState.UNKNOWN, now)
            if purchase.state is PurchaseState.PLACING:
                self.desk.notify("outcome_unknown", {"key": purchase.key})
            return Unsure(purchase.quote)
        return self._settle(purchase, payment, now)

    def _waited_long(self, purchase: Purchase, now: datetime) -> bool:
        return now - purchase.asked_at > self.policy.approve_within

    def _settle(self, purchase: Purchase, payment: Payment | None, now: datetime) -> Outcome:
        quote = purchase.quote
        match payment:
            case Authorised(reference, amount):
                if amount != quote.total:
                    self.purchases.settle(purchase.token, PurchaseState.UNKNOWN, now)
                    self.desk.notify("amount_differs", {"key": purchase.key})
                    return Unsure(quote)
                order = self.purchases.place(purchase.token, reference, now)
                return Placed(order, quote) if order else self._let_go(purchase)
            case Declined():
                self.purchases.settle(purchase.token, PurchaseState.REJECTED, now)
                return NotPlaced(Why.DECLINED, quote, purchase.basket)
            case AuthenticationRequired():
                self.purchases.settle(purchase.token, PurchaseState.NEEDS_ACTION, now)
                if purchase.state is PurchaseState.PLACING:
                    self.desk.notify("approve_payment", {"key": purchase.key})
                return NeedsApproval(quote)
            case None:
                self.purchases.settle(purchase.token, PurchaseState.REJECTED, now)
                return NotPlaced(Why.FAILED, quote, purchase.basket)

    def _let_go(self, purchase: Purchase) -> Outcome:
        """Somebody settled it as rejected while the provider was answering: hold nothing for it."""
        self._void(purchase.key)
        return NotPlaced(Why.FAILED, purchase.quote, purchase.basket)

    def _void(self, key: str) -> None:
        try:
            self.payments.void(key)
        except PaymentUnreachable:
            self.desk.notify("void_failed", {"key": key})

    def _truth(self, purchase: Purchase, now: datetime) -> Outcome:
        """What a purchase that has been used already came to."""
        match purchase.state:
            case PurchaseState.PLACED:
                order = self._order(purchase.order_number)
                return Placed(order, purchase.quote, again=True) if order else Unsure(purchase.quote)
            case PurchaseState.REJECTED:
                return NotPlaced(Why.FAILED, purchase.quote, purchase.basket)
            case PurchaseState.UNKNOWN | PurchaseState.NEEDS_ACTION:
                return self._reconcile(purchase, now)
            case PurchaseState.PLACING:
                return Unsure(purchase.quote)
            case PurchaseState.AWAITING_YES | PurchaseState.DROPPED:
                return NotPlaced(Why.STALE, purchase.quote, purchase.basket)

    def _order(self, number: str | None) -> Order | None:
        return next((order for order in self.orders.history() if order.number == number), None)
