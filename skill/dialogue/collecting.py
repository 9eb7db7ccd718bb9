"""Several things in one breath, for the basket or for one quote: each is found, asked about, or said to be missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from skill.commerce.order import Line
from skill.commerce.product import Nothing, One, Part, Product, Several, Together
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import Fill, Step, Tell, WhatElse
from skill.dialogue.baskets import AddedToBasket, BasketEmpty, MoreForBasket, NotSold, fill, held, items_in
from skill.dialogue.bought import usual_quantity
from skill.dialogue.commands import AddItems, Command, Item, QuoteBasket, QuoteItems
from skill.dialogue.finding import THIS, NotFound, WhatProduct, look_for, which
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.numbers import wanted
from skill.dialogue.quotes import OnlyLeft, SoldOut
from skill.dialogue.quoting import how_many, quote_step

ADD = "AddToBasketIntent"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing named in the slot `product`, and how many if that was said."""

    slot: Slot
    quantity: int | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of the things named: clear ones, those that may mean several products, and words for nothing."""

    items: tuple[Item, ...]
    unclear: tuple[tuple[Part, tuple[Product, ...]], ...]
    unknown: tuple[str, ...]


def named(heard: Heard, shop: Shop) -> tuple[Named, ...]:
    """Everything in the slot `product`, whichever ear split it; a number said first counts the first thing."""
    said = heard.slots.get("product")
    found: list[Named] = []
    for slot in (said, *said.more) if said and said.value.strip() else ():
        parts = shop.catalogue.parts(slot.value) or (Part(slot.value),)
        if len(parts) == 1:
            found.append(Named(replace(slot, value=parts[0].words, more=()), parts[0].quantity))
        else:
            found += [Named(Slot(part.words), part.quantity) for part in parts]
    quantity = wanted(heard)
    if found and quantity is not None and found[0].quantity is None:
        found[0] = replace(found[0], quantity=quantity)
    return tuple(found)


def gather(things: Iterable[Named], shop: Shop, about: str | None = None) -> Gathered:
    """Look for each of them; `about` is what "it" means."""
    items: list[Item] = []
    unclear: list[tuple[Part, tuple[Product, ...]]] = []
    unknown: list[str] = []
    for thing in things:
        if THIS in thing.slot.ids and about:
            items.append(Item(about, thing.quantity))
            continue
        match look_for(thing.slot, shop):
            case One(product):
                items.append(Item(product.id, thing.quantity))
            case Several(products):
                unclear.append((Part(thing.slot.value, thing.quantity), products))
            case Nothing() | Together():
                unknown.append(thing.slot.value)
    return Gathered(tuple(items), tuple(unclear), tuple(unknown))


def still_named(rest: Iterable[Part]) -> tuple[Named, ...]:
    """What is left to look for, as if it had just been said."""
    return tuple(Named(Slot(part.words), part.quantity) for part in rest)


def quote_all(gathered: Gathered, shop: Shop, account: Account, means: int = 0, instead_of: str | None = None) -> Step:
    """One quote for everything named, after a question for each thing that was not clear."""
    if gathered.unclear:

        def then(items: tuple[Item, ...], rest: tuple[Part, ...]) -> Command:
            return QuoteItems(items, means, rest)

        return _which(gathered, then)
    if not gathered.items:
        return _nothing_found("ReorderIntent")
    step = quote_step(gathered.items, shop, account, means, instead_of=instead_of)
    return replace(step, tell=(*_not_sold(gathered), *step.tell))


def quote_basket(shop: Shop, account: Account, means: int = 0, instead_of: str | None = None) -> Step:
    """One quote for everything in the basket."""
    items = items_in(account)
    if not items:
        return Step(tell=(BasketEmpty(),), ask=WhatElse(), settled=True)
    return quote_step(items, shop, account, means, basket=True, instead_of=instead_of)


def add_all(gathered: Gathered, shop: Shop, account: Account) -> Step:
    """Everything clear goes into the basket at once; then the first thing that was not clear is asked about."""
    if not gathered.items and not gathered.unclear:
        return _nothing_found(ADD)
    tells: list[Tell] = []
    lines: list[Line] = []
    for item in gathered.items:
        product = shop.catalogue.product(item.product_id)
        if product is None:
            continue
        quantity = usual_quantity(account, product.id) if item.quantity is None else item.quantity
        inside = held(account, product.id)
        if not 0 < quantity <= shop.policy.most_of_one - inside:
            return how_many(product, shop, ADD)
        if product.stock == 0:
            tells.append(SoldOut(product))
            continue
        if product.stock < inside + quantity:
            tells.append(OnlyLeft(product, product.stock))
            quantity = product.stock - inside
        if quantity > 0:
            lines.append(Line(product, quantity, product.price))
    undo = fill(account, lines)
    added = (AddedToBasket(tuple(lines)),) if lines else ()
    tell = (*added, *tells, *_not_sold(gathered))
    about = lines[-1].product.id if lines else None
    if gathered.unclear:

        def then(items: tuple[Item, ...], rest: tuple[Part, ...]) -> Command:
            return AddItems(items, rest)

        step = _which(replace(gathered, items=()), then)
        return replace(step, tell=tell, about=about, undo=undo)
    more = MoreForBasket(if_no=QuoteBasket() if account.basket.lines() else None)
    return Step(tell=tell, ask=more, about=about, settled=True, undo=undo)


def added(command: AddItems, shop: Shop, account: Account) -> Step:
    """What was chosen goes in, then what else had been named in the same breath."""
    rest = gather(still_named(command.rest), shop)
    return add_all(replace(rest, items=(*command.items, *rest.items)), shop, account)


def quoted(command: QuoteItems, shop: Shop, account: Account) -> Step:
    """The quote for what was chosen, and what else had been named in the same breath."""
    rest = gather(still_named(command.rest), shop)
    both = replace(rest, items=(*command.items, *rest.items))
    return quote_all(both, shop, account, command.means, command.instead_of)


def _which(gathered: Gathered, then: Callable[[tuple[Item, ...], tuple[Part, ...]], Command]) -> Step:
    """Ask about the first thing that is not clear; choosing goes on with the others."""
    (part, products), *others = gathered.unclear
    rest = tuple(other for other, _ in others)
    ask = which(products, lambda product: then((*gathered.items, Item(product.id, part.quantity)), rest))
    return Step(tell=_not_sold(gathered), ask=ask)


def _not_sold(gathered: Gathered) -> tuple[Tell, ...]:
    return tuple(NotSold(words) for words in gathered.unknown)


def _nothing_found(intent: str) -> Step:
    return Step(tell=(NotFound(),), ask=WhatProduct(fill=Fill(Heard(intent), "product")))
