"""How a yes ended, told truthfully: placed, declined, sent to the phone, unknown, or not ordered and why."""

from dataclasses import dataclass
from datetime import date

from skill.commerce.money import Money
from skill.commerce.order import Means, Quote, Status
from skill.commerce.purchase import NeedsApproval, NotPlaced, Outcome, Placed, Unsure, Why
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Step, Tell
from skill.dialogue.baskets import BasketEmpty, items_in
from skill.dialogue.commands import Command, Item, QuoteBasket, QuoteItems
from skill.dialogue.intents.cancel_order import AlreadyCancelled
from skill.dialogue.notes import note
from skill.dialogue.quotes import BasketChanged, NothingOrdered
from skill.dialogue.quoting import means_of, quote_step


@dataclass(frozen=True, slots=True)
class OrderPlaced(Tell):
    """Done: the receipt. `minutes` is how long it can be cancelled."""

    number: str
    quote: Quote
    minutes: int


@dataclass(frozen=True, slots=True)
class PaidLess(Tell):
    """A price fell between the quote and the yes; only the lower total is taken."""

    total: Money
    was: Money


@dataclass(frozen=True, slots=True)
class AlreadyOrdered(Tell):
    """This very quote was ordered before; it is not ordered again."""

    number: str
    expected: date


@dataclass(frozen=True, slots=True)
class PaymentDeclined(Tell):
    means: Means


@dataclass(frozen=True, slots=True)
class PaymentFailed(Tell):
    """The payment did not arrive; nothing is held."""


@dataclass(frozen=True, slots=True)
class SentToPhone(Tell):
    """The customer's bank wants the payment approved outside voice; nothing is ordered until then."""

    minutes: int


@dataclass(frozen=True, slots=True)
class OutcomeUnknown(Tell):
    """Nobody knows yet whether it went through; it must not be ordered again."""


@dataclass(frozen=True, slots=True)
class QuoteExpired(Tell):
    """The quote is too old for a yes; it is read again."""


@dataclass(frozen=True, slots=True)
class WentThrough(Tell):
    """An order whose outcome was open exists after all."""

    quote: Quote
    expected: date


@dataclass(frozen=True, slots=True)
class DidNotGoThrough(Tell):
    """An order whose outcome was open does not exist, and nothing is held for it."""

    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMeans(Ask):
    """Offer the customer's other means of payment; a yes reads the quote again with it."""

    means: Means

    def resume(self) -> Command | None:
        return self.if_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class TryAgain(Ask):
    """The payment failed; a yes reads the quote again."""

    def resume(self) -> Command | None:
        return self.if_yes


def told(outcome: Outcome, shop: Shop, account: Account) -> Step:
    """The truth about a yes."""
    match outcome:
        case Placed(order, quote, cheaper_than, again):
            if order.status is Status.CANCELLED:
                return Step(tell=(AlreadyCancelled(note(order)),), ask=AnythingElse(), settled=True)
            if again:
                return Step(tell=(AlreadyOrdered(order.number, quote.arrives),), settled=True)
            placed = OrderPlaced(order.number, quote, int(shop.policy.cancel_window.total_seconds() // 60))
            less = (PaidLess(quote.total, cheaper_than),) if cheaper_than else ()
            return Step(tell=(placed, *less), about_order=order.id, settled=True)
        case NeedsApproval():
            minutes = int(shop.policy.approve_within.total_seconds() // 60)
            return Step(tell=(SentToPhone(minutes),), settled=True)
        case Unsure():
            return Step(tell=(OutcomeUnknown(),), settled=True)
        case NotPlaced():
            return _not_placed(outcome, shop, account)


def _not_placed(failed: NotPlaced, shop: Shop, account: Account) -> Step:
    why, quote = failed.why, failed.quote
    if quote is None or why is Why.STALE:
        return Step(tell=(NothingOrdered(),), ask=AnythingElse(), settled=True)
    means = means_of(quote, account)
    match why:
        case Why.DECLINED:
            return _declined(failed, quote, account)
        case Why.FAILED:
            return Step(
                tell=(PaymentFailed(),),
                ask=TryAgain(if_yes=_same(failed, quote, means), undone=NothingOrdered(), expects=Expectation.YES_NO),
                settled=True,
            )
        case Why.EXPIRED:
            return _after(QuoteExpired(), _read_again(failed, quote, shop, account))
        case Why.DEARER | Why.SHORT:
            return _after(NothingOrdered(), _read_again(failed, quote, shop, account))
        case Why.CHANGED:
            return _after(BasketChanged(), _read_again(failed, quote, shop, account))


def _same(failed: NotPlaced, quote: Quote, means: int) -> QuoteItems | QuoteBasket:
    """What quotes the same once more: the basket as it is by then, or these items."""
    if failed.basket:
        return QuoteBasket(means)
    return QuoteItems(tuple(Item(line.product.id, line.quantity) for line in quote.lines), means)


def _read_again(failed: NotPlaced, quote: Quote, shop: Shop, account: Account) -> Step:
    means = means_of(quote, account)
    if not failed.basket:
        items = tuple(Item(line.product.id, line.quantity) for line in quote.lines)
        return quote_step(items, shop, account, means)
    inside = items_in(account)
    if not inside:
        return Step(tell=(NothingOrdered(), BasketEmpty()), ask=AnythingElse(), settled=True)
    return quote_step(inside, shop, account, means, basket=True)


def _declined(failed: NotPlaced, quote: Quote, account: Account) -> Step:
    means = account.customer.means
    used = next((place for place, one in enumerate(means) if one.id == quote.means.id), len(means))
    tell = (PaymentDeclined(quote.means),)
    if used + 1 >= len(means):
        return Step(tell=tell, ask=AnythingElse(), settled=True)
    other = OtherMeans(
        means=means[used + 1],
        if_yes=_same(failed, quote, used + 1),
        undone=NothingOrdered(),
        expects=Expectation.YES_NO,
    )
    return Step(tell=tell, ask=other, settled=True)


def _after(tell: Tell, step: Step) -> Step:
    told = step.tell if tell in step.tell else (tell, *step.tell)
    return Step(tell=told, ask=step.ask, about=step.about, about_order=step.about_order, settled=True)


def news(shop: Shop) -> tuple[Tell, ...]:
    """What has become of this customer's purchases whose outcome was open; said before anything else."""
    if shop.account is None or not shop.account.customer.unsettled:
        return ()
    told: list[Tell] = []
    for outcome in shop.account.checkout.news(shop.now):
        match outcome:
            case Placed(_, quote):
                told.append(WentThrough(quote, quote.arrives))
            case NotPlaced(quote=quote) if quote is not None:
                told.append(DidNotGoThrough(quote))
            case _:
                pass
    return tuple(told)
