"""From items to a quote and its one question. A quote is read aloud whole; its token is good for one yes."""

from dataclasses import replace

from skill.commerce.checkout import quote_for
from skill.commerce.money import total
from skill.commerce.order import Line, Quote
from skill.commerce.product import Product
from skill.commerce.purchase import Purchase
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Fill, Step, Tell
from skill.dialogue.baskets import MoreForBasket, fill
from skill.dialogue.bought import last_order, last_price, usual_quantity
from skill.dialogue.commands import Item, PlaceOrder, QuoteItems
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.quotes import (
    BelowMinimum,
    Cheaper,
    ConfirmDearer,
    ConfirmMoved,
    ConfirmNew,
    ConfirmOrder,
    HowMany,
    LeftOut,
    NeedsSetUp,
    NothingOrdered,
    OfferSubstitute,
    OnlyLeft,
    SoldOut,
    StillChecking,
    VoucherUsed,
)


def quote_step(
    items: tuple[Item, ...],
    shop: Shop,
    account: Account,
    means: int = 0,
    *,
    basket: bool = False,
    instead_of: str | None = None,
) -> Step:
    """The quote for these items and its question, or why there is none. `basket`: they are what lies in it."""
    customer = account.customer
    if customer.address is None or len(customer.means) <= means:
        return Step(tell=(NothingOrdered(), NeedsSetUp()), ask=AnythingElse(), settled=True)
    if _being_placed(items, account):
        return Step(tell=(StillChecking(),), ask=AnythingElse(), settled=True)
    counted = _counted(items, shop, account)
    if isinstance(counted, Step):
        return counted
    lines, gone, tells = counted
    if not lines:
        return _nothing_there(gone, items, shop)
    goods = total([line.price for line in lines], shop.policy.currency)
    if goods.minor < shop.policy.minimum_order:
        return _below_minimum(tuple(lines), shop, account, basket=basket)
    if gone:
        tells.append(LeftOut(tuple(gone)))
    quote = quote_for(tuple(lines), customer, shop.policy, shop.now, means, vouchers=account.vouchers.usable(shop.now))
    if quote.discount is not None:
        tells.append(VoucherUsed(quote.discount.amount))
    purchase = account.purchases.open(quote, shop.now, basket=basket, instead_of=instead_of)
    ask = _question(purchase, account)
    if len(lines) == 1 and (cheaper := _cheaper(lines[0], account)):
        tells.append(cheaper)
    return Step(tell=tuple(tells), ask=ask, about=lines[0].product.id if len(lines) == 1 else None, settled=True)


def _counted(
    items: tuple[Item, ...], shop: Shop, account: Account
) -> tuple[list[Line], list[Product], list[Tell]] | Step:
    """The lines that can be had, what is out of stock, and what is to be said of it; or the question how many."""
    tells: list[Tell] = []
    lines: list[Line] = []
    gone: list[Product] = []
    products = {product.id: product for product in shop.catalogue.several([item.product_id for item in items])}
    for item in items:
        product = products.get(item.product_id)
        if product is None:
            continue
        wanted = usual_quantity(account, product.id) if item.quantity is None else item.quantity
        if wanted == 0:
            continue
        if not 0 < wanted <= shop.policy.most_of_one:
            return how_many(product, shop)
        if product.stock == 0:
            gone.append(product)
            continue
        if product.stock < wanted:
            tells.append(OnlyLeft(product, product.stock))
        lines.append(Line(product, min(wanted, product.stock), product.price))
    return lines, gone, tells


def _question(purchase: Purchase, account: Account) -> Ask:
    """The form of the question: what this customer would be surprised by on the bill is said in it."""
    lines, address = purchase.quote.lines, account.customer.address
    last = last_order(account)
    if last is not None and address is not None and address.since > last.placed_at:
        return _confirm(ConfirmMoved, purchase)
    if len(lines) > 1:
        return _confirm(ConfirmOrder, purchase)
    was = last_price(account, lines[0].product.id)
    if was is None:
        return _confirm(ConfirmNew, purchase)
    if lines[0].unit_price > was:
        return ConfirmDearer(
            quote=purchase.quote,
            basket=purchase.basket,
            was=was,
            now=lines[0].unit_price,
            by=lines[0].unit_price - was,
            if_yes=PlaceOrder(purchase.token),
            undone=NothingOrdered(),
            expects=Expectation.ORDER,
        )
    return _confirm(ConfirmOrder, purchase)


def _confirm(kind: type[ConfirmOrder], purchase: Purchase) -> ConfirmOrder:
    return kind(
        quote=purchase.quote,
        basket=purchase.basket,
        if_yes=PlaceOrder(purchase.token),
        undone=NothingOrdered(),
        expects=Expectation.ORDER,
    )


def _cheaper(line: Line, account: Account) -> Cheaper | None:
    was = last_price(account, line.product.id)
    return Cheaper(line.product, was) if was is not None and line.unit_price < was else None


def _being_placed(items: tuple[Item, ...], account: Account) -> bool:
    if not account.customer.unsettled:
        return False
    wanted = {item.product_id for item in items}
    return any(line.product.id in wanted for purchase in account.purchases.unsettled() for line in purchase.quote.lines)


def _below_minimum(lines: tuple[Line, ...], shop: Shop, account: Account, *, basket: bool) -> Step:
    """Too little for an order: it waits in the basket for more, so that nothing said is lost."""
    if not basket:
        fill(account, lines)
    goods = total([line.price for line in lines], shop.policy.currency)
    below = BelowMinimum(shop.policy.least(), goods)
    return Step(tell=(below,), ask=MoreForBasket(), about=lines[-1].product.id, settled=True)


def how_many(product: Product, shop: Shop, intent: str = "ReorderIntent") -> Step:
    """A number of pieces that the shop cannot sell: ask again, and go on with `intent`."""
    most = min(product.stock, shop.policy.most_of_one)
    heard = Heard(intent, {"product": Slot(product.id, (product.id,))})
    return Step(
        ask=HowMany(
            product=product,
            most=max(most, 1),
            fill=Fill(heard, "quantity"),
            undone=NothingOrdered(),
            expects=Expectation.NUMBER,
        ),
        about=product.id,
        settled=True,
    )


def _nothing_there(gone: list[Product], items: tuple[Item, ...], shop: Shop) -> Step:
    if not gone:
        return Step(tell=(NothingOrdered(),), ask=AnythingElse(), settled=True)
    missing = gone[0]
    closest = shop.catalogue.substitute(missing.id)
    if closest is None or len(gone) > 1:
        return Step(tell=(SoldOut(missing), NothingOrdered()), ask=AnythingElse(), about=missing.id, settled=True)
    wanted = next(item.quantity for item in items if item.product_id == missing.id)
    return Step(
        ask=OfferSubstitute(
            missing=missing,
            product=closest,
            if_yes=QuoteItems((Item(closest.id, wanted),)),
            undone=NothingOrdered(),
            expects=Expectation.YES_NO,
        ),
        about=closest.id,
        settled=True,
    )


def requoted(quote: Quote, quantities: dict[str, int]) -> tuple[Item, ...]:
    """The items of a quote with these quantities (product id -> pieces); zero leaves an item out."""
    items = [Item(line.product.id, quantities.get(line.product.id, line.quantity)) for line in quote.lines]
    return tuple(item for item in items if item.quantity)


def instead(step: Step, open_quote: Quote) -> Step:
    """A quote for something else: the one that was open is not settled by it, so that it is said to be undone."""
    return step if any(line.product.id == step.about for line in open_quote.lines) else replace(step, settled=False)


def means_of(quote: Quote, account: Account) -> int:
    """Which of the customer's means of payment a quote takes: what was agreed stays agreed when it is read anew."""
    return next((place for place, one in enumerate(account.customer.means) if one.id == quote.means.id), 0)
