"""What is sold: products, their variants (the core's products), names, facts and substitutes."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skill.storage.tables.base import Base, known, some


class ProductRow(Base):
    """A product as the catalogue lists it; what is bought is one of its variants. `popularity` is 0 to 100."""

    __tablename__ = "products"

    id: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str]
    brand: Mapped[str]
    popularity: Mapped[float]
    position: Mapped[int]


class VariantRow(Base):
    """One thing with a price and a stock; `sku` is the core's Product.id. `version` grows with each change.

    `was_minor` is its usual price while it is sold for less.

    A variant is never deleted, orders name it: `sold` is false when the shop does not sell it any more.
    """

    __tablename__ = "variants"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        some("ix_variants_deals", "sku", "was_minor IS NOT NULL"),
    )

    sku: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), index=True)
    position: Mapped[int]
    price_minor: Mapped[int]
    was_minor: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3))
    stock: Mapped[int]
    sold: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class ProductNameRow(Base):
    """What a product is called in a language (the core's Name)."""

    __tablename__ = "product_names"
    __table_args__ = (known("gender", "", "m", "f"),)

    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    written: Mapped[str]
    spoken: Mapped[str]
    one: Mapped[str]
    many: Mapped[str]
    gender: Mapped[str] = mapped_column(String(1))


class VariantNameRow(Base):
    """What one variant is called where it differs from its product."""

    __tablename__ = "variant_names"
    __table_args__ = (known("gender", "", "m", "f"),)

    sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    written: Mapped[str]
    spoken: Mapped[str]
    one: Mapped[str]
    many: Mapped[str]
    gender: Mapped[str] = mapped_column(String(1))


class SynonymRow(Base):
    """Another way customers say a product."""

    __tablename__ = "synonyms"

    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    words: Mapped[str] = mapped_column(primary_key=True)


class FactRow(Base):
    """One attribute of a product, or of one variant of it.

    `kind` says how `value` reads: "yes_no" (yes, no), "number" (whole, in `unit`) or "text" (one row a
    language). `language` is "" for what is the same in every language.
    """

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("product_id", "sku", "attribute", "language"),
        known("kind", "yes_no", "number", "text"),
        CheckConstraint("(kind = 'text') = (language <> '')", name="text_has_language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), index=True)
    sku: Mapped[str | None] = mapped_column(ForeignKey("variants.sku"))
    attribute: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(8))
    value: Mapped[str]
    unit: Mapped[str]
    source: Mapped[str]
    as_of: Mapped[date]


class SubstituteRow(Base):
    """What the shopkeeper offers instead of a product, the closest first."""

    __tablename__ = "substitutes"

    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    substitute_id: Mapped[str] = mapped_column(ForeignKey("products.id"))


class CounterRow(Base):
    """A number that only grows: the last order and ticket number given, the version of the catalogue."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
