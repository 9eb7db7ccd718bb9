"""ReorderIntent{product, quantity}: order something again, the usual, or something new."""

from dataclasses import dataclass

from skill.commerce.product import One
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Step, Tell
from skill.dialogue.baskets import CheckOutNow, MoreForBasket
from skill.dialogue.bought import last_order
from skill.dialogue.collecting import Gathered, gather, named, quote_all, quote_basket
from skill.dialogue.commands import Item, QuoteItems
from skill.dialogue.finding import THIS, USUAL, product_meant, refers_to
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.order_status import order_status
from skill.dialogue.numbers import wanted
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.quoting import instead, means_of, quote_step
from skill.dialogue.state import State


@dataclass(frozen=True, slots=True)
class NoHistory(Tell):
    """There is no earlier order to repeat."""


def reorder(heard: Heard, state: State, shop: Shop) -> Step:
    """Quote what was named in the usual quantity; with neither name nor number what the last order held."""
    if shop.account is None:
        return Step(tell=(NeedsAccount(),))
    quantity = wanted(heard)
    if quantity is not None and quantity > shop.policy.most_of_one and heard.value("product") is None:
        return order_status(Heard("OrderStatusIntent", {"orderNumber": heard.slots["quantity"]}), state, shop)
    collecting = isinstance(state.ask, CheckOutNow | MoreForBasket) and shop.account.basket.lines()
    if collecting and refers_to(heard, THIS) and quantity is None:  # else it would lie in the basket still, once bought
        return quote_basket(shop, shop.account)
    if refers_to(heard, THIS) and quantity is None and isinstance(state.ask, ConfirmOrder):
        quoted = {line.product.id for line in state.ask.quote.lines}
        if state.about is None or state.about in quoted:
            return Step(ask=state.ask, brief=True)  # only a yes buys; "order it" may have been "do not order it"
    if refers_to(heard, USUAL) or (heard.value("product") is None and quantity is None):
        last = last_order(shop.account)
        if last is None:
            return Step(tell=(NoHistory(),), ask=AnythingElse())
        once = len(last.lines) == 1
        items = tuple(Item(line.product.id, quantity if once and quantity else line.quantity) for line in last.lines)
        return _quoted(items, state, shop, shop.account)
    things = named(heard, shop)
    if len(things) > 1:
        return _quoted_all(gather(things, shop, state.about), state, shop, shop.account)
    if things and quantity is None:
        quantity = things[0].quantity  # "two coffees" in the slot itself, as a multi-value slot delivers it
    meant = product_meant(heard, state, shop, then=lambda product: QuoteItems((Item(product.id, quantity),)))
    if not isinstance(meant, One):
        return meant
    return _quoted((Item(meant.product.id, quantity),), state, shop, shop.account)


def _quoted_all(gathered: Gathered, state: State, shop: Shop, account: Account) -> Step:
    """Several things in one breath: one quote for all, after what is not clear was asked."""
    if not isinstance(state.ask, ConfirmOrder):
        return quote_all(gathered, shop, account)
    quote = state.ask.quote
    return instead(quote_all(gathered, shop, account, means_of(quote, account)), quote)


def _quoted(items: tuple[Item, ...], state: State, shop: Shop, account: Account) -> Step:
    if not isinstance(state.ask, ConfirmOrder):
        return quote_step(items, shop, account)
    quote = state.ask.quote
    return instead(quote_step(items, shop, account, means_of(quote, account)), quote)
