"""A payment provider that holds no real money: the port Payments over a book of its own.

How it behaves is the beginning of the means' reference:

| reference | authorise | look_up |
| --- | --- | --- |
| sandbox-ok | Authorised | Authorised |
| sandbox-declined | Declined | Declined |
| sandbox-authentication | AuthenticationRequired until `approve` | the same |
| sandbox-timeout-before | raises, nothing was done | None, and never will be taken |
| sandbox-timeout-after | raises, but it was done | Authorised |
| sandbox-unreachable | raises, but it was done | raises for a minute, then Authorised |

Any other reference is declined.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import Connection, Insert, Row, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.commerce.money import Money
from skill.commerce.order import Means
from skill.commerce.ports import PaymentUnreachable
from skill.commerce.purchase import AuthenticationRequired, Authorised, Declined, Payment
from skill.payments.ledger import micros, payments

UNREACHABLE_SECONDS = 60

HELD, DECLINED, WAITING, REFUSED, VOIDED = "held", "declined", "waiting", "refused", "voided"
STATE_OF = {
    "sandbox-ok": HELD,
    "sandbox-declined": DECLINED,
    "sandbox-authentication": WAITING,
    "sandbox-timeout-before": REFUSED,
    "sandbox-timeout-after": HELD,
    "sandbox-unreachable": HELD,
}

_ROW = select(payments).where(payments.c.key == bindparam("which"))
_HELD = select(payments.c.key, payments.c.amount_minor, payments.c.currency).where(payments.c.state == HELD)
_APPROVE = update(payments).where(payments.c.key == bindparam("which"), payments.c.state == WAITING).values(state=HELD)


class Book(Protocol):
    """Where the sandbox writes: anything that opens connections and transactions."""

    def read(self) -> AbstractContextManager[Connection]:
        """A connection to read with."""

    def write(self) -> AbstractContextManager[Connection]:
        """One transaction."""


@dataclass(frozen=True, slots=True)
class SandboxPayments:
    """A provider that remembers every key: the first to write a key decides what it came to, for ever."""

    book: Book
    clock: Callable[[], datetime]

    def authorise(self, key: str, amount: Money, means: Means) -> Payment:
        """Hold `amount`; the same `key` gives the same answer and no second effect."""
        behaviour = _behaviour(means.reference)
        if behaviour == "sandbox-timeout-before" and self._row(key) is None:
            raise PaymentUnreachable("no answer; nothing was done")
        first, row = self._write_once(key, STATE_OF.get(behaviour, DECLINED), behaviour, amount)
        self._answer_or_raise(row)
        if first and behaviour == "sandbox-timeout-after":
            raise PaymentUnreachable("no answer; it was done")
        return _payment(row) or Declined()

    def look_up(self, key: str) -> Payment | None:
        """How `key` ended; None when it was never seen and, having been asked, never will be taken."""
        row = self._row(key)
        if row is None:
            _, row = self._write_once(key, REFUSED, "", Money(0, ""))
        self._answer_or_raise(row)
        return _payment(row)

    def void(self, key: str) -> None:
        """Let go what is held under `key`; a key never seen will not be taken either."""
        row = self._row(key)
        if row is not None:
            self._answer_or_raise(row)
        with self.book.write() as connection:
            connection.execute(_void(connection), self._new(key, REFUSED, "", Money(0, "")))

    def approve(self, key: str) -> bool:
        """What the customer does at the bank; False when there is nothing to approve (any more)."""
        with self.book.write() as connection:
            return connection.execute(_APPROVE, {"which": key}).rowcount == 1

    def charges(self) -> dict[str, Money]:
        """What is held, by key."""
        with self.book.read() as connection:
            return {key: Money(minor, currency) for key, minor, currency in connection.execute(_HELD)}

    def _row(self, key: str) -> Row[Any] | None:
        with self.book.read() as connection:
            return connection.execute(_ROW, {"which": key}).first()

    def _write_once(self, key: str, state: str, behaviour: str, amount: Money) -> tuple[bool, Row[Any]]:
        """Write the key if it is new; whether it was, and what stands in the book."""
        with self.book.write() as connection:
            entered = connection.execute(_enter(connection), self._new(key, state, behaviour, amount)).first()
            return entered is not None, connection.execute(_ROW, {"which": key}).one()

    def _new(self, key: str, state: str, behaviour: str, amount: Money) -> dict[str, object]:
        return {
            "key": key,
            "state": state,
            "reference": f"sb-{sha256(key.encode()).hexdigest()[:16]}",
            "behaviour": behaviour,
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "written_at": micros(self.clock()),
        }

    def _answer_or_raise(self, row: Row[Any]) -> None:
        away = micros(self.clock()) - row.written_at < UNREACHABLE_SECONDS * 1_000_000
        if row.behaviour == "sandbox-unreachable" and away:
            raise PaymentUnreachable("the provider does not answer")


def _behaviour(reference: str) -> str:
    return next((known for known in STATE_OF if reference.startswith(known)), "")


def _payment(row: Row[Any]) -> Payment | None:
    if row.state == HELD:
        return Authorised(row.reference, Money(row.amount_minor, row.currency))
    if row.state == WAITING:
        return AuthenticationRequired()
    return None if row.state == REFUSED else Declined()


def _insert(connection: Connection) -> Any:
    return sqlite.insert(payments) if connection.dialect.name == "sqlite" else postgresql.insert(payments)


def _enter(connection: Connection) -> Insert:
    entered: Insert = _insert(connection).on_conflict_do_nothing().returning(payments.c.key)
    return entered


def _void(connection: Connection) -> Insert:
    voided: Insert = _insert(connection).on_conflict_do_update(
        index_elements=["key"], set_={"state": VOIDED}, where=payments.c.state.in_((HELD, WAITING))
    )
    return voided
