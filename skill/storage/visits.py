"""One turn's visit to the shop: opened for one customer in one conversation, kept or left without a trace."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Row
from sqlalchemy.exc import SQLAlchemyError

from skill.commerce.checkout import Checkout
from skill.commerce.customer import Customer, Policy
from skill.commerce.order import Address, Means
from skill.commerce.ports import Payments
from skill.commerce.shop import Account, Shop
from skill.storage import dialogues
from skill.storage.basket import SqlBasket
from skill.storage.catalogue import SqlCatalogue
from skill.storage.customers import Customers
from skill.storage.database import Database
from skill.storage.desk import SqlDesk
from skill.storage.dialogues import Begun
from skill.storage.histories import Histories
from skill.storage.memory import SqlMemory
from skill.storage.orders import SqlOrders
from skill.storage.purchases import SqlPurchases
from skill.storage.returns import SqlReturns
from skill.storage.snapshot import Snapshot, Snapshots
from skill.storage.vouchers import SqlVouchers
from skill.understanding.finder import Finder

FORGET_EVERY_SECONDS = 600


class _Kept(Protocol):
    """What changes during a turn and is written with it."""

    def write(self, connection: Connection) -> None: ...


@dataclass(slots=True)
class SqlVisit:
    """The shop during one turn.

    `answered` is what this request was answered before, `state` what the conversation's last turn left, and
    `left` what the customer left unfinished, on whichever channel.
    """

    shop: Shop
    answered: str | None
    state: str | None
    left: str | None
    _shops: "SqlShops"
    _session: str
    _request_id: str
    _purchases: SqlPurchases | None
    _lease: str
    _changed: tuple[_Kept, ...]
    kept: bool = field(default=False, init=False)

    @property
    def bought(self) -> bool:
        """Whether this turn tells how a purchase ended."""
        return self._purchases is not None and self._purchases.tells

    @property
    def new_customer(self) -> bool:
        """Whether no conversation with this customer has been kept before this one."""
        return self.shop.account is not None and self.shop.account.customer.new_here

    def keep(self, state: str, reply: str, left: str | None) -> None:
        """Keep what this turn leaves behind, in one transaction: state, answer, what it quoted and what it changed
        (basket, vouchers, returns, memory). A request that was answered before changes nothing a second time.

        A turn that outlived its lease keeps its answer and its changes, which it tells of, but no more: the
        conversation has gone on without it, and a question it asked cannot be said yes to.
        """
        now = self.shop.now
        account = self.shop.account
        database = self._shops.database
        answered = {
            "session": self._session,
            "request_id": self._request_id,
            "customer_id": account.customer.id if account else None,
            "reply": reply,
            "answered_at": now,
        }
        with database.write() as connection:
            in_time = dialogues.keep(connection, self._session, self._lease, state, now)
            if in_time and self._purchases is not None:
                self._purchases.write_opened(connection)
            if dialogues.answer(connection, answered, is_sqlite=database.sqlite):
                for changed in self._changed:
                    changed.write(connection)
            if in_time and account is not None:
                if self.new_customer:
                    dialogues.met(connection, account.customer.id, now)
                if left != self.left:
                    dialogues.leave(connection, account.customer.id, left)
        self.kept = True


class SqlShops:
    """Opens visits. One a process; safe to use from many threads."""

    def __init__(
        self,
        database: Database,
        payments: Payments,
        policy: Policy,
        clock: Callable[[], datetime],
        after_order: Callable[[], None] = lambda: None,
    ) -> None:
        """`after_order` is called when a turn that said yes to a quote has been kept: there may be work to do."""
        self.database = database
        self._after_order = after_order
        self._payments = payments
        self._policy = policy
        self._clock = clock
        self._customers = Customers(database)
        self._snapshots = Snapshots(database)
        self._histories = Histories(database, self._snapshots)
        self._forget_lock = threading.Lock()
        self._forget_at = time.monotonic() + FORGET_EVERY_SECONDS

    @contextlib.contextmanager
    def visit(self, session: str, customer_id: str | None, request_id: str, language: str) -> Iterator[SqlVisit]:
        """The shop for one turn of `session`, which no other turn of it can be in meanwhile.

        `language` may carry a region ("en-GB"). Raises dialogues.Busy when another turn does not end.
        """
        begun = dialogues.begin(self.database, session, customer_id, request_id, language=language, now=self._clock())
        visit: SqlVisit | None = None
        try:
            visit = self._open(begun, session, request_id, language)
            yield visit
        finally:
            if visit is None or not visit.kept:
                with contextlib.suppress(SQLAlchemyError):  # it runs out by itself
                    dialogues.release(self.database, session, begun.lease)
        if visit is not None and visit.kept and visit.bought:
            self._after_order()
        self._forget()

    def settle(self, customer_id: str) -> int:
        """Ask the provider about this customer's purchases whose outcome is open, outside any conversation. How many
        came to an end."""
        now, snapshot = self._clock(), self._snapshots.latest()
        catalogue = SqlCatalogue(self.database, snapshot, "en")
        desk = SqlDesk(self.database, customer_id, "", "", self._clock)
        purchases = self._purchases(snapshot, customer_id, "", now)
        return self._checkout(Customer(customer_id, "", "", None, ()), catalogue, purchases, desk).settle(now)

    def warm(self, languages: Iterable[str]) -> None:
        """Build what the first visit in each of these languages would have to wait for."""
        snapshot = self._snapshots.latest()
        for language in languages:
            snapshot.finder(language)

    def finder(self, language: str) -> Finder:
        """The finder over today's catalogue in this language."""
        return self._snapshots.latest().finder(language)

    def names(self, language: str) -> tuple[str, ...]:
        """Every name of everything sold, as it is said in this language: for ears that must know it beforehand."""
        listings = self._snapshots.latest().listings.values()
        every = (name for listing in listings if listing.sold for name in listing.called(language))
        return tuple(dict.fromkeys(every))

    def catalogue(self, language: str) -> SqlCatalogue:
        """Today's catalogue in this language ("en", "en-GB"), for questions that are nobody's in particular."""
        return SqlCatalogue(self.database, self._snapshots.latest(), _bare(language))

    def customer_for(self, access_token: str) -> str | None:
        """The id of the customer who linked this access token, or None."""
        return self._customers.of_token(access_token)

    def customers(self) -> list[tuple[str, str, str]]:
        """Everybody as (id, name, language)."""
        return self._customers.all()

    def _open(self, begun: Begun, session: str, request_id: str, language: str) -> SqlVisit:
        rows = begun.rows
        first = rows[0]
        database, now = self.database, self._clock()
        snapshot = self._snapshots.at(first.catalogue)
        catalogue = SqlCatalogue(database, snapshot, _bare(language))
        desk = SqlDesk(database, first.customer, session, request_id, self._clock)
        account: Account | None = None
        purchases: SqlPurchases | None = None
        changed: tuple[_Kept, ...] = ()
        if first.customer is not None:
            customer = _customer(rows)
            purchases = self._purchases(
                snapshot, customer.id, session, now, version=first.orders_version, awaiting=bool(first.awaiting)
            )
            orders, basket = purchases.orders, purchases.basket
            vouchers = SqlVouchers(database, customer.id, self._policy, now)
            returns, memory = SqlReturns(database, customer.id), SqlMemory(database, customer.id)
            changed = (basket, vouchers, returns, memory, purchases)
            checkout = self._checkout(customer, catalogue, purchases, desk)
            account = Account(customer, orders, purchases, checkout, basket, vouchers, returns, memory)
        return SqlVisit(
            shop=Shop(now=now, policy=self._policy, catalogue=catalogue, desk=desk, account=account),
            answered=first.answered,
            state=begun.state,
            left=first.left_open,
            _shops=self,
            _session=session,
            _request_id=request_id,
            _purchases=purchases,
            _lease=begun.lease,
            _changed=changed,
        )

    def _purchases(
        self,
        snapshot: Snapshot,
        customer_id: str,
        session: str,
        now: datetime,
        *,
        version: int | None = None,
        awaiting: bool = True,
    ) -> SqlPurchases:
        """The purchases of a customer, with the orders and the basket that they move."""
        orders = SqlOrders(self.database, self._histories, snapshot, customer_id, version)
        basket = SqlBasket(self.database, customer_id, now)
        return SqlPurchases(self.database, orders, basket, customer_id, session, self._policy.cancel_window, awaiting)

    def _checkout(
        self, customer: Customer, catalogue: SqlCatalogue, purchases: SqlPurchases, desk: SqlDesk
    ) -> Checkout:
        return Checkout(customer, self._policy, catalogue, purchases.orders, purchases, self._payments, desk)

    def _forget(self) -> None:
        """Now and then, drop old answers."""
        if time.monotonic() < self._forget_at or not self._forget_lock.acquire(blocking=False):
            return
        try:
            self._forget_at = time.monotonic() + FORGET_EVERY_SECONDS
            dialogues.forget_answers(self.database, self._clock())
        finally:
            self._forget_lock.release()


def _bare(language: str) -> str:
    """The language without its region."""
    return language.split("-", maxsplit=1)[0].lower()


def _customer(rows: Sequence[Row[Any]]) -> Customer:
    first = rows[0]
    address = None
    if first.address is not None:
        address = Address(first.address, first.address_label, first.street, first.city, first.since)
    return Customer(
        id=first.customer,
        name=first.name,
        language=first.language,
        address=address,
        means=tuple(
            Means(row.means, row.provider, row.reference, row.means_label, row.last4)
            for row in rows
            if row.means is not None
        ),
        unsettled=bool(first.unsettled),
        new_here=first.met_at is None,
    )
