"""FindProductIntent{product}: narrow what is in stock with two questions at most; then three, a list or a person."""

from dataclasses import dataclass, replace

from skill.commerce.money import Money
from skill.commerce.product import Product
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Ask, Choice, Expectation, Fill, Option, Step, Tell
from skill.dialogue.bought import weights
from skill.dialogue.commands import (
    AddItems,
    Command,
    HandOver,
    Item,
    Narrow,
    OfferPerson,
    OfferToSend,
    SendList,
    ShowItem,
)
from skill.dialogue.finding import THIS, USUAL, NotFound, WhatProduct, refers_to
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.person import ShallAPersonHelp
from skill.dialogue.intents.price import PriceIs
from skill.dialogue.quotes import SoldOut
from skill.dialogue.splitting import Group, Split, best_split
from skill.dialogue.state import State

MOST_QUESTIONS = 2
AT_MOST = 3
ANY = "ref:any"
OTHER = "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAsk(Ask):
    """A question of a search. `search` is how it stands: "it doesn't matter" goes on with all of it."""

    search: Narrow

    def resume(self) -> Command | None:
        """The search as it stands, with this question asked again."""
        return Narrow(self.search.words, self.search.ids, self.search.asked[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ShouldItBe(SearchAsk):
    """Yes or no to one attribute ("should it be organic?")."""

    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpToPrice(SearchAsk):
    """Yes or no to a price."""

    limit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichKind(SearchAsk):
    """Which of at most three values of one attribute?"""

    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HereAre(SearchAsk):
    """What is left: at most three, and how many more. A no offers the list on the phone."""

    more: int

    def resume(self) -> Command | None:
        return self.search


@dataclass(frozen=True, slots=True, kw_only=True)
class AddIt(Ask):
    """One product and its price; a yes puts it into the basket, which buys nothing yet."""

    product: Product
    price: Money

    @property
    def about(self) -> str | None:
        return self.product.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ShallISendIt(Ask):
    """The whole list on the phone? The yes is the consent to that one message."""

    count: int


@dataclass(frozen=True, slots=True)
class ListSent(Tell):
    """The list is on its way to the phone."""


@dataclass(frozen=True, slots=True)
class NothingToSend(Tell):
    """Nothing is under discussion that could be sent."""


def find_product(heard: Heard, state: State, shop: Shop) -> Step:
    """Search for what was named."""
    words = heard.value("product")
    if words is None or refers_to(heard, THIS) or refers_to(heard, USUAL):
        return Step(ask=WhatProduct(fill=Fill(Heard("FindProductIntent"), "product")))
    found = _favourites_first(shop.catalogue.candidates(words), shop)
    if not found:
        return Step(tell=(NotFound(),), ask=WhatProduct(fill=Fill(Heard("FindProductIntent"), "product")))
    return narrow(Narrow(words, tuple(product.id for product in found)), shop)


def narrow(search: Narrow, shop: Shop) -> Step:
    """The next question of a search, or what is left of it."""
    products = [product for product in shop.catalogue.several(search.ids) if product.stock > 0]
    if not products:
        return Step(tell=(NotFound(),), ask=AnythingElse(), settled=True)
    if len(products) == 1:
        return show_item(products[0].id, shop)
    if len(products) > AT_MOST and len(search.asked) < MOST_QUESTIONS:
        facts = {product.id: shop.catalogue.facts(product.id) for product in products}
        split = best_split(products, facts, search.asked)
        if split is not None:
            return Step(ask=_question(search, split, shop), settled=True)
    return _here_are(search, products, shop)


def show_item(product_id: str, shop: Shop) -> Step:
    """What it costs, and the offer to put it into the basket; without an account only what it costs."""
    product = shop.catalogue.product(product_id)
    if product is None:
        return Step(tell=(NotFound(),), ask=AnythingElse(), settled=True)
    if product.stock == 0:
        return Step(tell=(SoldOut(product),), ask=AnythingElse(), about=product.id, settled=True)
    if shop.account is None:
        return Step(tell=(PriceIs(product, product.price),), ask=AnythingElse(), about=product.id, settled=True)
    add = AddItems((Item(product.id),))
    ask = AddIt(product=product, price=product.price, if_yes=add, expects=Expectation.YES_NO)
    return Step(ask=ask, about=product.id, settled=True)


def anything(ask: SearchAsk, shop: Shop) -> Step:
    """ "It doesn't matter": the search goes on without this attribute."""
    return narrow(ask.search, shop)


def offer_to_send(command: OfferToSend) -> Step:
    """None of them: the whole list on the phone?"""
    send = ShallISendIt(
        count=len(command.ids), if_yes=SendList(command.ids), if_no=OfferPerson(), expects=Expectation.YES_NO
    )
    return Step(ask=send, settled=True)


def offer_person() -> Step:
    """Neither the list: a person?"""
    wanted = HandOver(Heard("FindProductIntent"))
    return Step(ask=ShallAPersonHelp(if_yes=wanted, expects=Expectation.YES_NO), settled=True)


def send_list(ids: tuple[str, ...], shop: Shop, account: Account) -> Step:
    """Send these to the customer's phone."""
    shop.desk.notify("product_list", {"products": " ".join(ids)})
    return Step(tell=(ListSent(),), ask=AnythingElse(), settled=True)


def send_to_phone(heard: Heard, state: State, shop: Shop) -> Step:
    """SendToPhoneIntent: the search, the choices or the product under discussion."""
    if shop.account is None:
        return Step(tell=(NeedsAccount(),))
    ask = state.ask
    if isinstance(ask, SearchAsk):
        return send_list(ask.search.ids, shop, shop.account)
    if ask is not None and isinstance(ask.if_yes, SendList):
        return send_list(ask.if_yes.ids, shop, shop.account)
    offered = tuple(choice.what.id for choice in ask.choices if isinstance(choice.what, Product)) if ask else ()
    about = (state.about,) if state.about else ()
    if not (offered or about):
        return Step(tell=(NothingToSend(),), ask=AnythingElse())
    return replace(send_list(offered or about, shop, shop.account), settled=not state.undone)


def _question(search: Narrow, split: Split, shop: Shop) -> SearchAsk:
    asked = (*search.asked, split.attribute)
    after = Narrow(search.words, search.ids, asked)
    groups = [Narrow(search.words, group.ids, asked) for group in split.groups]
    if split.limit is not None:
        return UpToPrice(search=after, limit=split.limit, if_yes=groups[0], if_no=groups[1], expects=Expectation.YES_NO)
    if split.groups[0].names is None:
        return ShouldItBe(
            search=after, attribute=split.attribute, if_yes=groups[0], if_no=groups[1], expects=Expectation.YES_NO
        )
    choices = tuple(Choice(_option(group), then) for group, then in zip(split.groups, groups, strict=True))
    return WhichKind(
        search=after,
        attribute=split.attribute,
        choices=choices,
        if_no=_none_of(search.ids, shop),
        expects=Expectation.CHOICE,
    )


def _option(group: Group) -> Option:
    return Option("value", group.names) if group.names else Option(OTHER)


def _none_of(ids: tuple[str, ...], shop: Shop) -> Command:
    """Where a no to what was offered leads: the list on the phone, for somebody whose phone is known; or a person."""
    return OfferToSend(ids) if shop.account else OfferPerson()


def _here_are(search: Narrow, products: list[Product], shop: Shop) -> Step:
    first = products[:AT_MOST]
    ids = tuple(product.id for product in products)
    ask = HereAre(
        search=Narrow(search.words, ids, search.asked),
        more=len(products) - len(first),
        choices=tuple(Choice(product, ShowItem(product.id)) for product in first),
        if_no=_none_of(ids, shop),
        expects=Expectation.CHOICE,
    )
    return Step(ask=ask, settled=True)


def _favourites_first(products: tuple[Product, ...], shop: Shop) -> list[Product]:
    """What the customer buys first, then as the shop ranks it."""
    bought = weights(shop.account.orders.history(), shop.now) if shop.account else {}
    return sorted(products, key=lambda product: -bought.get(product.id, 0.0))
