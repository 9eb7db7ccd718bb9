"""Who buys: customers, where they live and what they pay with (references only, never card data)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from skill.storage.tables.base import Base


class CustomerRow(Base):
    """A customer. The access token of account linking is kept as its SHA-256 in hex, never as itself.

    `orders_version` grows with every change to the customer's orders; `met_at` is when the first
    conversation was kept; `left` is the JSON text of what was left unfinished, on whichever channel.
    """

    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    email: Mapped[str]
    phone: Mapped[str]
    access_token_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    orders_version: Mapped[int] = mapped_column(default=1)
    met_at: Mapped[datetime | None]
    left: Mapped[str | None] = mapped_column(Text)


class AddressRow(Base):
    """Where a customer has things delivered; at most one is the default."""

    __tablename__ = "addresses"
    __table_args__ = (
        Index(
            "ix_addresses_default",
            "customer_id",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    label: Mapped[str]
    recipient: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str] = mapped_column(String(2))
    is_default: Mapped[bool]
    since: Mapped[datetime]


class MeansRow(Base):
    """A means of payment, known to us only by a provider's reference. The lowest `position` is the default."""

    __tablename__ = "means"
    __table_args__ = (CheckConstraint("length(last4) <= 4", name="last4_only"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    position: Mapped[int]
    provider: Mapped[str]
    reference: Mapped[str]
    label: Mapped[str]
    last4: Mapped[str] = mapped_column(String(4))


class PreferenceRow(Base):
    """What a customer likes and consents to, by name; "yes" is the one value that allows anything."""

    __tablename__ = "preferences"

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class AnswerRow(Base):
    """A question that was put to a customer, and the answer; "" while there is none."""

    __tablename__ = "answers"

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str]
    asked_at: Mapped[datetime]
