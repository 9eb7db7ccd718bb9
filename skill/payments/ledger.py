"""The sandbox's own book: one row a payment, named by the shop's idempotency key. Never card data."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table

metadata = MetaData()

# `state`: held, declined, waiting (for the customer's bank), refused (asked about before it was seen: it
# will never be taken) or voided. `written_at` is microseconds since 1970, UTC.
payments = Table(
    "sandbox_payments",
    metadata,
    Column("key", String, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("reference", String, nullable=False),
    Column("behaviour", String, nullable=False),
    Column("amount_minor", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("written_at", BigInteger, nullable=False),
)

_START = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    """An aware moment as microseconds since 1970."""
    since = moment - _START
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
