"""The port Catalogue over SQL. Knows no words of a reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select

from skill.commerce.money import Money
from skill.commerce.product import Fact, Found, Nothing, One, Product, Several, Together
from skill.storage.database import Database
from skill.storage.snapshot import Snapshot
from skill.storage.tables import VariantRow
from skill.understanding.together import joined

_COLUMNS = (VariantRow.sku, VariantRow.price_minor, VariantRow.currency, VariantRow.stock)
_ONE = select(*_COLUMNS).where(VariantRow.sku == bindparam("sku"), VariantRow.sold)
_SEVERAL = select(*_COLUMNS).where(VariantRow.sku.in_(bindparam("skus", expanding=True)), VariantRow.sold)


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
        if among is None and joined(words, self.language, finder.knows):
            return Together()
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
            listing = self.snapshot.listings.get(sku)
            if listing is not None and sku in today:
                price, currency, stock = today[sku]
                products.append(Product(id=sku, names=listing.names, price=Money(price, currency), stock=stock))
        return tuple(products)
