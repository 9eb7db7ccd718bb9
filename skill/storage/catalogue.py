"""The port Catalogue over SQL. Knows no words of a reply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, select

from skill.commerce.money import Money
from skill.commerce.product import Deal, Fact, Found, Nothing, One, Part, Product, Several, Together
from skill.storage.database import Database
from skill.storage.snapshot import Snapshot
from skill.storage.tables import ProductRow, VariantRow
from skill.understanding import together

MOST = 60
A_STATEMENTS_WORTH = 200

_COLUMNS = (VariantRow.sku, VariantRow.price_minor, VariantRow.currency, VariantRow.stock)
_ONE = select(*_COLUMNS).where(VariantRow.sku == bindparam("sku"), VariantRow.sold)
_SEVERAL = select(*_COLUMNS).where(VariantRow.sku.in_(bindparam("skus", expanding=True)), VariantRow.sold)
_DEALS = (
    select(*_COLUMNS, func.coalesce(VariantRow.was_minor, 0))
    .join(ProductRow, ProductRow.id == VariantRow.product_id)
    .where(VariantRow.sold, VariantRow.stock > 0, VariantRow.was_minor > VariantRow.price_minor)
    .order_by(ProductRow.popularity.desc(), ProductRow.position, VariantRow.position)
    .limit(MOST)
)


@dataclass(frozen=True, slots=True)
class SqlCatalogue:
    """The products in one language ("en"): names from `snapshot`, price and stock read fresh each time.

    What `find` has just read is good for one look by its id: the rule that asked for it goes on with it.
    """

    database: Database
    snapshot: Snapshot
    language: str
    _just_found: dict[str, Product] = field(default_factory=dict, init=False)

    def find(
        self, words: str, bought: Mapping[str, float] | None = None, among: tuple[str, ...] | None = None
    ) -> Found:
        """The product meant by `words`: among what was `bought` first, then in all."""
        finder = self.snapshot.finder(self.language)
        named = self.parts(words) if among is None else ()
        if len(named) > 1:
            return Together(named)
        match = finder.meant(words, bought or {}, among)
        products = self._today(match.ids)
        if not products:
            return Nothing()
        if len(products) == 1:
            self._just_found[products[0].id] = products[0]
            return One(products[0], match.bought)
        return Several(products, match.bought)

    def product(self, product_id: str) -> Product | None:
        """The product of this id, or None when the shop does not sell it (any more)."""
        return self._just_found.pop(product_id, None) or next(iter(self._today((product_id,))), None)

    def several(self, ids: Sequence[str]) -> tuple[Product, ...]:
        """The products of these ids, in this order; those not sold are left out."""
        return self._today(ids)

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        """All that is known about it."""
        return self.snapshot.facts.get(product_id, ())

    def substitute(self, product_id: str) -> Product | None:
        """The closest product that is in stock, or None."""
        candidates = self._today(self.snapshot.closest.get(product_id, ()))
        return next((product for product in candidates if product.stock > 0), None)

    def parts(self, words: str) -> tuple[Part, ...]:
        """The things named in one breath, each with its own count; one for a single name, none for no words."""
        return together.parts(words, self.language, self.snapshot.finder(self.language).knows)

    def candidates(self, words: str) -> tuple[Product, ...]:
        """Everything in stock that these words may describe, the most popular first; 60 at most."""
        described = self.snapshot.described(self.language)
        if not described.says_anything(words):
            return ()
        found = described.by(words)
        match = self.snapshot.finder(self.language).meant(words)
        # What was perhaps misheard counts only where nothing has the words as they are.
        meant = (sku for sku, score in zip(match.ids, match.scores, strict=True) if score == 1.0 or not found)
        ranked = list(dict.fromkeys((*found, *meant)))
        ranked.sort(key=lambda sku: -self.snapshot.listings[sku].popularity)
        in_stock: list[Product] = []
        for some in _some(ranked):
            in_stock += (product for product in self._today(some) if product.stock > 0)
            if len(in_stock) >= MOST:
                break
        return tuple(in_stock[:MOST])

    def deals(self) -> tuple[Deal, ...]:
        """What is in stock and cheaper than usual, the most popular first; 60 at most."""
        with self.database.read() as connection:
            rows = connection.execute(_DEALS).all()
        return tuple(
            Deal(self._product(sku, price, currency, stock), Money(was, currency))
            for sku, price, currency, stock, was in rows
            if sku in self.snapshot.listings
        )

    def _today(self, skus: Sequence[str]) -> tuple[Product, ...]:
        """These products with today's price and stock, in this order; those not sold are left out."""
        if not skus:
            return ()
        with self.database.read() as connection:
            if len(skus) == 1:
                rows = connection.execute(_ONE, {"sku": skus[0]}).all()
            else:
                rows = connection.execute(_SEVERAL, {"skus": list(skus)}).all()
        today = {sku: (price, currency, stock) for sku, price, currency, stock in rows}
        products: list[Product] = []
        for sku in skus:
            if sku in self.snapshot.listings and sku in today:
                products.append(self._product(sku, *today[sku]))
        return tuple(products)

    def _product(self, sku: str, price: int, currency: str, stock: int) -> Product:
        names = self.snapshot.listings[sku].names
        return Product(id=sku, names=names, price=Money(price, currency), stock=stock)


def _some(skus: Sequence[str]) -> Iterator[Sequence[str]]:
    """A statement's worth of these at a time."""
    for start in range(0, len(skus), A_STATEMENTS_WORTH):
        yield skus[start : start + A_STATEMENTS_WORTH]
