"""What all tables share: names of constraints, and moments that are aware UTC in every database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, DateTime, Dialect, Index, MetaData, literal_column, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime in UTC: `timestamptz` in PostgreSQL, ISO text of UTC in SQLite (which has no zones).

    Raises ValueError for a naive datetime: whoever wrote it did not say what it means.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the shop. Money is minor units beside an ISO 4217 currency; moments are aware UTC."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime}  # noqa: RUF012  SQLAlchemy reads it from the class


def known(column: str, *words: str) -> CheckConstraint:
    """Only these words may stand in `column`."""
    return CheckConstraint(listed(column, words), name=f"{column}_known")


def listed(column: str, words: tuple[str, ...]) -> str:
    """The condition that one of these words stands in `column`, as SQL."""
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def some(name: str, column: str, where: str) -> Index:
    """An index of the few rows that are looked for."""
    return Index(name, column, sqlite_where=text(where), postgresql_where=text(where))


def one_of(column: Any, words: tuple[str, ...]) -> ColumnElement[bool]:
    """`column` is one of `words`, written out: partial indexes match it, and nothing is left to expand."""
    written: list[ColumnElement[Any]] = [literal_column(f"'{word}'") for word in words]
    condition: ColumnElement[bool] = column.in_(written) if len(written) > 1 else column == written[0]
    return condition
