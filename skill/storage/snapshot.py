"""What changes seldom, kept in memory: names, facts, substitutes and what finds in each language.

One snapshot a process, thrown away when the catalogue's version in the database has grown. Knows neither
prices nor stock; those are read fresh each time.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Connection, select, update

from skill.commerce.product import Fact, Name
from skill.storage.categories import called
from skill.storage.database import Database
from skill.storage.tables import (
    CounterRow,
    FactRow,
    ProductNameRow,
    ProductRow,
    SubstituteRow,
    SynonymRow,
    VariantNameRow,
    VariantRow,
)
from skill.understanding.described import Described
from skill.understanding.finder import Entry, Finder

_VERSION = select(CounterRow.value).where(CounterRow.name == "catalogue")
_CHANGED = update(CounterRow).where(CounterRow.name == "catalogue").values(value=CounterRow.value + 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """A variant as the catalogue lists it. `also` is what else customers call it, per language."""

    sku: str
    product_id: str
    popularity: float
    category: str
    brand: str
    sold: bool
    names: Mapping[str, Name]
    also: Mapping[str, tuple[str, ...]]

    def called(self, language: str) -> tuple[str, ...]:
        """Every name it has in `language`, or in the first language it has names in."""
        name = self.names.get(language) or next(iter(self.names.values()))
        return tuple(dict.fromkeys((name.spoken, name.one, name.many, name.written, *self.also.get(language, ()))))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The catalogue at one version. `closest` are the skus to offer instead of one, the best first."""

    version: int
    listings: Mapping[str, Listing]
    facts: Mapping[str, tuple[Fact, ...]]
    closest: Mapping[str, tuple[str, ...]]
    _finders: dict[str, Finder] = field(default_factory=dict)
    _described: dict[str, Described] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def finder(self, language: str) -> Finder:
        """What finds products by their names in `language`; built once."""
        found = self._finders.get(language)
        if found is None:
            with self._lock:
                found = self._finders.get(language)
                if found is None:
                    found = self._finders[language] = Finder(self._entries(language), language)
        return found

    def described(self, language: str) -> Described:
        """What finds everything that words of `language` may describe, the most popular first; built once."""
        found = self._described.get(language)
        if found is None:
            with self._lock:
                found = self._described.get(language)
                if found is None:
                    found = self._described[language] = Described(self._described_by(language), language)
        return found

    def _entries(self, language: str) -> Iterable[Entry]:
        for listing in self.listings.values():
            if listing.sold:
                yield Entry(listing.sku, listing.called(language), listing.popularity)

    def _described_by(self, language: str) -> Iterable[Entry]:
        for listing in sorted(self.listings.values(), key=lambda listing: -listing.popularity):
            if listing.sold:
                kind = (called(listing.category, language), listing.brand)
                yield Entry(listing.sku, (*listing.called(language), *kind), listing.popularity)


class Snapshots:
    """The snapshot of this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._held: Snapshot | None = None

    def at(self, version: int) -> Snapshot:
        """The catalogue at `version` or later."""
        held = self._held
        if held is not None and held.version >= version:
            return held
        with self._lock:
            held = self._held
            if held is None or held.version < version:
                with self._database.read() as connection:
                    held = self._held = _load(connection)
        return held

    def latest(self) -> Snapshot:
        """The catalogue as it is now."""
        with self._database.read() as connection:
            version = connection.execute(_VERSION).scalar_one()
        return self.at(version)


def catalogue_changed(connection: Connection) -> None:
    """Say, in the transaction that changes names, facts, substitutes or what is sold, that they change."""
    connection.execute(_CHANGED)


def _load(connection: Connection) -> Snapshot:
    version = connection.execute(_VERSION).scalar_one()  # first: what changes meanwhile is a later version
    listings = _listings(connection)
    return Snapshot(version, listings, _facts(connection, listings), _closest(connection, listings))


def _listings(connection: Connection) -> dict[str, Listing]:
    names: dict[str, dict[str, Name]] = {}
    for table in (ProductNameRow, VariantNameRow):
        of = table.product_id if table is ProductNameRow else VariantNameRow.sku
        columns = select(of, table.language, table.written, table.spoken, table.one, table.many, table.gender)
        for id_, language, *forms in connection.execute(columns.order_by(of, table.language)):
            kind = "product" if table is ProductNameRow else "variant"
            names.setdefault(f"{kind} {id_}", {})[language] = Name(*forms)
    also: dict[str, dict[str, tuple[str, ...]]] = {}
    synonyms = select(SynonymRow.product_id, SynonymRow.language, SynonymRow.words)
    for id_, language, words in connection.execute(synonyms):
        known = also.setdefault(id_, {})
        known[language] = (*known.get(language, ()), words)
    variants = (
        select(
            VariantRow.sku,
            VariantRow.product_id,
            ProductRow.popularity,
            ProductRow.category,
            ProductRow.brand,
            VariantRow.sold,
        )
        .join(ProductRow, ProductRow.id == VariantRow.product_id)
        .order_by(ProductRow.position, VariantRow.position)
    )
    return {
        sku: Listing(
            sku=sku,
            product_id=product_id,
            popularity=popularity,
            category=category,
            brand=brand,
            sold=sold,
            names={**names.get(f"product {product_id}", {}), **names.get(f"variant {sku}", {})},
            also=also.get(product_id, {}),
        )
        for sku, product_id, popularity, category, brand, sold in connection.execute(variants)
    }


def _facts(connection: Connection, listings: Mapping[str, Listing]) -> dict[str, tuple[Fact, ...]]:
    of_product: dict[str, dict[str, Fact]] = {}
    of_variant: dict[str, dict[str, Fact]] = {}
    rows = connection.execute(select(FactRow.__table__).order_by(FactRow.product_id, FactRow.id)).all()
    for (product_id, sku, attribute), group in groupby(rows, lambda row: (row.product_id, row.sku, row.attribute)):
        told = list(group)
        first = told[0]
        value: bool | int | dict[str, str]
        if first.kind == "text":
            value = {row.language: row.value for row in told}
        else:
            value = first.value == "yes" if first.kind == "yes_no" else int(first.value)
        fact = Fact(attribute=attribute, value=value, unit=first.unit, source=first.source, as_of=first.as_of)
        known = of_product.setdefault(product_id, {}) if sku is None else of_variant.setdefault(sku, {})
        known[attribute] = fact
    return {
        sku: tuple({**of_product.get(listing.product_id, {}), **of_variant.get(sku, {})}.values())
        for sku, listing in listings.items()
    }


def _closest(connection: Connection, listings: Mapping[str, Listing]) -> dict[str, tuple[str, ...]]:
    """The same product in another form first, then what the shopkeeper names."""
    skus: dict[str, list[str]] = {}
    for listing in listings.values():
        skus.setdefault(listing.product_id, []).append(listing.sku)
    instead: dict[str, list[str]] = {}
    named = select(SubstituteRow.product_id, SubstituteRow.substitute_id)
    for product_id, substitute_id in connection.execute(
        named.order_by(SubstituteRow.product_id, SubstituteRow.position)
    ):
        instead.setdefault(product_id, []).extend(skus.get(substitute_id, ()))
    return {
        sku: tuple(
            other
            for other in (*skus[listing.product_id], *instead.get(listing.product_id, ()))
            if other != sku and listings[other].sold
        )
        for sku, listing in listings.items()
    }
