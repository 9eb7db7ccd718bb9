"""The port Catalogue in memory, and the person and prices that tests speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from skill.commerce.customer import Customer
from skill.commerce.money import Money
from skill.commerce.order import Address, Line, Means
from skill.commerce.product import Deal, Fact, Found, Name, Nothing, One, Part, Product, Several, Together
from skill.understanding.fillers import fillers
from skill.understanding.stems import stem
from skill.understanding.together import parts

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
HOME = Address("home", "home", "1 High Street", "Ghent", datetime(2025, 1, 1, tzinfo=UTC))
VISA = Means("visa", "sandbox", "sandbox-ok", "Visa", "4242")
ANNA = Customer("anna", "Anna", "en", HOME, (VISA,))
MOST_CANDIDATES = 60


def product(id_: str, spoken: str = "", price: int = 1000, stock: int = 10) -> Product:
    """A product with one English name for everything."""
    spoken = spoken or id_.replace("-", " ")
    return Product(id_, {"en": Name(spoken, spoken, spoken, f"{spoken}s")}, Money(price, "EUR"), stock)


@dataclass
class FakeCatalogue:
    """Finds a product when all words are in its spoken name; what was bought comes first.

    `kinds` are more words for a product, which only `candidates` listens to ("dog pets"); `usual` is what a product
    costs when it is no deal. The order in which products were added is their popularity.
    """

    products: dict[str, Product] = field(default_factory=dict)
    known: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    usual: dict[str, Money] = field(default_factory=dict)

    def add(self, *products: Product) -> None:
        """Put these on the shelf, or change them."""
        self.products |= {one.id: one for one in products}

    def find(
        self, words: str, bought: Mapping[str, float] | None = None, among: tuple[str, ...] | None = None
    ) -> Found:
        """The product meant by `words`."""
        named = self.parts(words) if among is None else ()
        if len(named) > 1:
            return Together(named)
        wanted = set(words.casefold().split())
        candidates = [one for one in self.products.values() if among is None or one.id in among]
        fitting = [one for one in candidates if wanted and wanted <= set(one.name("en").spoken.casefold().split())]
        own = sorted((one for one in fitting if one.id in (bought or {})), key=lambda one: -(bought or {})[one.id])
        found = (own or fitting)[:5]
        if not found:
            return Nothing()
        return One(found[0], bool(own)) if len(found) == 1 else Several(tuple(found), bool(own))

    def several(self, ids: Sequence[str]) -> tuple[Product, ...]:
        """The products of these ids, in this order."""
        return tuple(self.products[id_] for id_ in ids if id_ in self.products)

    def product(self, product_id: str) -> Product | None:
        """The product of this id."""
        return self.products.get(product_id)

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        """All that is known about it."""
        return self.known.get(product_id, ())

    def substitute(self, product_id: str) -> Product | None:
        """What was named instead, if it is in stock."""
        other = self.products.get(self.instead.get(product_id, ""))
        return other if other is not None and other.stock > 0 else None

    def parts(self, words: str) -> tuple[Part, ...]:
        """The things named in one breath."""
        return parts(words, "en", self._knows)

    def candidates(self, words: str) -> tuple[Product, ...]:
        """Everything in stock whose spoken name or kinds have all the words."""
        quiet = fillers("en") | {"something", "anything"}
        wanted = {stem(word, "en") for word in words.casefold().split() if word not in quiet}
        return tuple(one for one in self.products.values() if one.stock > 0 and wanted and wanted <= self._words(one))[
            :MOST_CANDIDATES
        ]

    def deals(self) -> tuple[Deal, ...]:
        """What is in stock and cheaper than usual."""
        return tuple(
            Deal(one, was)
            for one in self.products.values()
            if one.stock > 0 and (was := self.usual.get(one.id)) is not None and was > one.price
        )

    def move(self, lines: tuple[Line, ...], sign: int) -> bool:
        """Take from the shelf (-1) or put back (1); False, and nothing moved, when something is short."""
        after = [
            replace(one, stock=one.stock + sign * line.quantity)
            for line in lines
            if (one := self.products.get(line.product.id))
        ]
        if len(after) < len(lines) or any(one.stock < 0 for one in after):
            return False
        self.add(*after)
        return True

    def _knows(self, words: str) -> bool:
        wanted = set(words.casefold().split())
        return bool(wanted) and any(
            wanted <= set(one.name("en").spoken.casefold().split()) for one in self.products.values()
        )

    def _words(self, one: Product) -> set[str]:
        said = f"{one.name('en').spoken} {self.kinds.get(one.id, '')}"
        return {stem(word, "en") for word in said.casefold().split()}
