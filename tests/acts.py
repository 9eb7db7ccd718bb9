"""Every act of the dialogue with real values: the whole demo catalogue and every seeded order go through each field."""

import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, get_type_hints

from sqlalchemy import text

from skill.commerce.checkout import quote_for
from skill.commerce.money import Money
from skill.commerce.order import ENDED, Line, Means, Order, Quote
from skill.commerce.product import Deal, Fact, Measure, Product
from skill.commerce.shop import Shop
from skill.dialogue.acts import Ask, Choice, Option, Tell
from skill.dialogue.commands import HandOver, Narrow, PlaceOrder
from skill.dialogue.intents import INTENTS
from skill.dialogue.intents.cancel_order import BEFORE_SHIPPING
from skill.dialogue.intents.compare import Difference, differences
from skill.dialogue.intents.find_product import SearchAsk
from skill.dialogue.intents.return_item import REASONS
from skill.dialogue.notes import Note, note, parcel
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.splitting import KINDS, LONGEST_NAME
from tests.shop import WEDNESDAY, Clock, open_shop


def acts() -> list[type]:
    """Every class of acts there is: adding one adds it to the tests."""
    assert INTENTS  # importing the table of contents defines them all
    return sorted((set(_below(Tell)) | set(_below(Ask))) - {SearchAsk}, key=lambda act: act.__name__)


def _below(kind: type) -> Iterator[type]:
    children: list[type] = kind.__subclasses__()
    for child in children:
        # A slotted dataclass leaves the class it was made from among the subclasses for a while.
        if getattr(sys.modules[child.__module__], child.__name__, None) is child:
            yield child
            yield from _below(child)


class Samples:
    """Real values of each type, from the demo shop."""

    def __init__(self) -> None:
        house = open_shop(Path(mkdtemp(prefix="acts-")), Clock())
        self.products: list[Product] = []
        self.orders: list[Order] = []
        self.facts: list[tuple[Product, Fact]] = []
        self.customers: list[Shop] = []
        with house.database.read() as connection:
            skus = [str(row.sku) for row in connection.execute(text("SELECT sku FROM variants ORDER BY sku"))]
        with house.shops.visit("acts", "anna", "acts", "en") as visit:
            for sku in skus:
                product = visit.shop.catalogue.product(sku)
                assert product is not None
                self.products.append(product)
                self.facts += [(product, fact) for fact in visit.shop.catalogue.facts(sku)]
        for customer in ("anna", "ben", "claire", "david"):
            with house.shops.visit(f"acts-{customer}", customer, "acts", "en") as visit:
                account = visit.shop.account
                assert account is not None
                self.customers.append(visit.shop)
                self.orders += account.orders.history()
        house.database.close()

    def quotes(self) -> Iterator[Quote]:
        """A quote of every product in several quantities, and of a few products at once, for every customer."""
        for shop in self.customers:
            assert shop.account is not None
            for product, quantity in itertools.product(self.products, (1, 2, 3, 6)):
                line = Line(product, quantity, product.price)
                yield quote_for((line,), shop.account.customer, shop.policy, WEDNESDAY)

    def regular_quotes(self) -> Iterator[Quote]:
        """What "the same again" quotes, for every past order."""
        for shop in self.customers:
            assert shop.account is not None
            for order in shop.account.orders.history():
                yield quote_for(order.lines, shop.account.customer, shop.policy, WEDNESDAY)

    def notes(self) -> list[Note]:
        """Every order and every parcel."""
        parcels = [parcel(order, shipment) for order in self.orders for shipment in order.shipments]
        return [note(order) for order in self.orders] + parcels

    def instances(self, act: type) -> Iterator[Any]:
        """The act with every value of its richest field, and the others cycling along."""
        hints = get_type_hints(act)
        hidden = HIDDEN if issubclass(act, Ask) else set()
        names = [field.name for field in fields(act) if field.name not in hidden]
        if issubclass(act, Ask) and act.__name__ not in CHOICES:
            names.remove("choices")
        pools = {name: self.pool(act, name, hints[name]) for name in names}
        longest = max((len(pool) for pool in pools.values()), default=1)
        fixed = {name: value for name, value in self.fixed().items() if name in {field.name for field in fields(act)}}
        for place in range(longest):
            yield act(**fixed, **{name: pool[place % len(pool)] for name, pool in pools.items()})

    def fixed(self) -> dict[str, Any]:
        """What an act has that is never spoken, but cannot be left out."""
        quote = self.all_quotes[0]
        return {
            "search": Narrow("tea", ("earl-grey-tea",)),
            "if_verified": PlaceOrder("token"),
            "again": ConfirmOrder(quote=quote),
        }

    def pool(self, act: type, name: str, hint: Any) -> list[Any]:
        """Values for one field."""
        if name == "number" and hint is not str:
            return [Measure(fact.value, fact.unit) for _, fact in self.facts if type(fact.value) is int]
        if name in SAID:
            return SAID[name]
        by_name: dict[str, Callable[[], list[Any]]] = {
            "attribute": lambda: sorted({fact.attribute for _, fact in self.facts}),
            "words": lambda: ["", *(product.name("en").spoken for product in self.products)],
            "text": lambda: [fact.value for _, fact in self.facts if isinstance(fact.value, Mapping)],
            "notes": self._note_lists,
            "least": lambda: [0, 1] if hint is int else [Money(2000, "EUR")],
            "most": lambda: [3, 99] if act.__name__ == "HowMany" else [5, 10],
            "lines": self._line_lists,
            "line": lambda: [lines for lines in self._line_lists() if len(lines) == 1],
            "differences": self._differences,
            "deals": self._deals,
            "choices": lambda: self._choices(act),
            "products": lambda: [
                tuple(self.products[i : i + n]) for i in range(len(self.products) - 3) for n in (1, 2, 4)
            ],
        }
        if name in by_name:
            return by_name[name]()
        by_type: dict[Any, Callable[[], list[Any]]] = {
            Product: lambda: self.products,
            Quote: lambda: self.all_quotes,
            Money: lambda: [product.price for product in self.products],
            Note: self.notes,
            date: lambda: [WEDNESDAY.date() + timedelta(days=days) for days in range(-3, 12)],
            Means: lambda: [Means("m", "sandbox", "sandbox-ok", label, "4242") for label in ("Visa", "Mastercard")],
        }
        return by_type[hint]()

    @cached_property
    def all_quotes(self) -> list[Quote]:
        """The same, made once."""
        return list(self.quotes())

    def _deals(self) -> list[tuple[Deal, ...]]:
        deals = [Deal(product, product.price + product.price) for product in self.products]
        return [tuple(deals[i : i + 3]) for i in range(len(deals) - 2)]

    def _note_lists(self) -> list[tuple[Note, ...]]:
        coming = [order for order in self.orders if order.status not in ENDED]
        parcels = [parcel(order, shipment) for order in coming for shipment in order.shipments]
        notes = [note(order) for order in coming] + parcels
        return [tuple(notes[i : i + 3]) for i in range(len(notes) - 3)]

    def _line_lists(self) -> list[tuple[Line, ...]]:
        """One to five lines of every product."""
        lines = [Line(product, 1 + place % 12, product.price) for place, product in enumerate(self.products)]
        return [tuple(lines[i : i + n]) for i in range(len(lines) - 4) for n in (1, 2, 3, 5)]

    def _differences(self) -> list[tuple[Difference, ...]]:
        """What a comparison says of neighbours in the catalogue."""
        facts: dict[str, tuple[Fact, ...]] = {}
        for product, fact in self.facts:
            facts[product.id] = (*facts.get(product.id, ()), fact)
        return [
            differences(one, other, lambda id_: facts.get(id_, ())) for one, other in itertools.pairwise(self.products)
        ]

    def _cancellable(self) -> list[Note]:
        placed = [note(order) for order in self.orders if order.status in BEFORE_SHIPPING]
        return [one for one in placed for _ in range(2)] * 2

    def _choices(self, act: type) -> list[tuple[Choice, ...]]:
        if act.__name__ == "WhyReturn":
            return [tuple(Choice(Option(reason), HandOver()) for reason in REASONS)]
        if act.__name__ == "WhichKind":
            return self._kinds()
        offered: list[Any] = self._cancellable() if act.__name__ == "CancelWhich" else self.products
        size = 2 if act.__name__ == "Compared" else 3
        return [tuple(Choice(one, HandOver()) for one in offered[i : i + size]) for i in range(len(offered) - 2)]

    def _kinds(self) -> list[tuple[Choice, ...]]:
        """Answers to "which scent?": what the facts say, in short, and the rest."""
        texts = [fact.value for _, fact in self.facts if fact.attribute in KINDS and isinstance(fact.value, Mapping)]
        short = [text for text in texts if all(len(words.split()) <= LONGEST_NAME for words in text.values())]
        return [
            (
                *(Choice(Option("value", text), HandOver()) for text in short[i : i + 2]),
                Choice(Option("another"), HandOver()),
            )
            for i in range(len(short) - 1)
        ]


# Values of fields that are always said alike.
SAID: Mapping[str, list[Any]] = {
    "attributes": [("size", "ingredients", "water_resistance"), ("compatibility", "shelf_life", "battery_life")],
    "source": ["label", "manufacturer", "shop"],
    "intent": [intent for intent in INTENTS if intent.endswith("Intent") and not intent.startswith("AMAZON")],
    "phone": ["+32 2 555 01 00"],
    "number": ["1042", "4013"],
    "ticket": ["101"],
    "seller": ["Corner Shop"],
    "count": [2, 3, 5],
    "more": [0, 2],
    "minutes": [30],
    "days": [3, 12],
    "left": [2, 5],
    "reason": ["damaged", "wrong", "unwanted"],
    "faster": [True, False],
}
CHOICES = frozenset(
    {"WhichProduct", "WhichLine", "CancelWhich", "HereAre", "WhichKind", "WhyReturn", "Compared", "TodaysDeals"}
)
HIDDEN = frozenset({"if_yes", "if_no", "fill", "undone", "expects", "basket", "search", "if_verified", "again"})
