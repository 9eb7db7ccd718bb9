"""The conversations as rows: one turn at a time, what a turn needs to begin, and what it leaves behind.

Raises
------
StorageError
    Busy    another turn of this conversation has been at work for too long
"""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Insert, Row, String, and_, bindparam, case, delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.commerce.purchase import PurchaseState
from skill.storage.database import Database, StorageError
from skill.storage.tables import (
    AddressRow,
    AnsweredRequestRow,
    CounterRow,
    CustomerRow,
    DialogueRow,
    MeansRow,
    PurchaseRow,
    one_of,
)
from skill.storage.tables.talk import OPEN

LEASE = timedelta(seconds=10)
PATIENCE_SECONDS = 6.0
POLL_SECONDS = 0.015
ANSWERS_KEPT = timedelta(days=1)


class Busy(StorageError):
    """Another turn of this conversation is being answered, and does not end."""


_CUSTOMER = bindparam("customer", type_=String())


def _lease(insert: Any) -> Insert:
    """Begin or go on with a conversation, if nobody is at work on it. Another customer's state is not handed over."""
    statement = insert(DialogueRow).values(
        session=bindparam("session"),
        customer_id=select(CustomerRow.id).where(CustomerRow.id == _CUSTOMER).scalar_subquery(),
        language=bindparam("language"),
        lease=bindparam("lease"),
        lease_until=bindparam("until"),
        started_at=bindparam("now"),
    )
    new = statement.excluded
    same = DialogueRow.customer_id.is_not_distinct_from(new.customer_id)
    begun: Insert = statement.on_conflict_do_update(
        index_elements=["session"],
        set_={
            "customer_id": new.customer_id,
            "language": new.language,
            "lease": new.lease,
            "lease_until": new.lease_until,
            "state": case((same, DialogueRow.state), else_=None),
        },
        where=or_(
            DialogueRow.lease_until.is_(None),
            DialogueRow.lease_until < bindparam("real_now", type_=DialogueRow.lease_until.type),
        ),
    ).returning(DialogueRow.state)
    return begun


_LEASES = {True: _lease(sqlite.insert), False: _lease(postgresql.insert)}
_MY_TURN = (DialogueRow.session == bindparam("of"), DialogueRow.lease == bindparam("mine"))
_RELEASE = update(DialogueRow).where(*_MY_TURN).values(lease=None, lease_until=None)
_KEEP = (
    update(DialogueRow)
    .where(*_MY_TURN)
    .values(lease=None, lease_until=None, state=bindparam("new"), kept_at=bindparam("now"))
)
_ANSWERED = {
    True: sqlite.insert(AnsweredRequestRow).on_conflict_do_nothing().execution_options(preserve_rowcount=True),
    False: postgresql.insert(AnsweredRequestRow).on_conflict_do_nothing().execution_options(preserve_rowcount=True),
}
_MET = (
    update(CustomerRow).where(CustomerRow.id == _CUSTOMER, CustomerRow.met_at.is_(None)).values(met_at=bindparam("now"))
)
_LEFT = update(CustomerRow).where(CustomerRow.id == _CUSTOMER).values(left=bindparam("unfinished"))
_FORGET = delete(AnsweredRequestRow).where(AnsweredRequestRow.answered_at < bindparam("before"))
_OPENING = (
    select(
        CounterRow.value.label("catalogue"),
        CustomerRow.id.label("customer"),
        CustomerRow.name,
        CustomerRow.language,
        CustomerRow.met_at,
        CustomerRow.left.label("left_open"),
        CustomerRow.orders_version,
        or_(
            exists().where(PurchaseRow.customer_id == CustomerRow.id, one_of(PurchaseRow.state, OPEN)),
            exists().where(PurchaseRow.customer_id == CustomerRow.id, PurchaseRow.untold),
        ).label("unsettled"),
        exists()
        .where(
            PurchaseRow.session == bindparam("session"), one_of(PurchaseRow.state, (PurchaseState.AWAITING_YES.value,))
        )
        .label("awaiting"),
        select(AnsweredRequestRow.reply)
        .where(
            AnsweredRequestRow.session == bindparam("session"),
            AnsweredRequestRow.request_id == bindparam("request"),
            AnsweredRequestRow.customer_id.is_not_distinct_from(CustomerRow.id),
        )
        .correlate(CustomerRow)
        .scalar_subquery()
        .label("answered"),
        AddressRow.id.label("address"),
        AddressRow.label.label("address_label"),
        AddressRow.street,
        AddressRow.city,
        AddressRow.since,
        MeansRow.id.label("means"),
        MeansRow.provider,
        MeansRow.reference,
        MeansRow.label.label("means_label"),
        MeansRow.last4,
    )
    .select_from(CounterRow)
    .outerjoin(CustomerRow, CustomerRow.id == _CUSTOMER)
    .outerjoin(AddressRow, and_(AddressRow.customer_id == CustomerRow.id, AddressRow.is_default))
    .outerjoin(MeansRow, MeansRow.customer_id == CustomerRow.id)
    .where(CounterRow.name == "catalogue")
    .order_by(MeansRow.position)
)


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that has begun: its lease, the stored state, and all it has to know (one row a means of payment)."""

    lease: str
    state: str | None
    rows: Sequence[Row[Any]]


def begin(
    database: Database, session: str, customer_id: str | None, request_id: str, *, language: str, now: datetime
) -> Begun:
    """Take the turn in this conversation, when nobody else has it. Raises Busy."""
    mine = secrets.token_hex(8)
    who = {"session": session, "customer": customer_id}
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        real_now = datetime.now(UTC)  # leases run on the wall clock, whatever the shop's clock says
        until = {"language": language, "lease": mine, "now": now, "real_now": real_now, "until": real_now + LEASE}
        with database.statement() as connection:
            taken = connection.execute(_LEASES[database.sqlite], who | until).first()
            if taken is not None:
                return Begun(mine, taken[0], connection.execute(_OPENING, who | {"request": request_id}).all())
        if time.monotonic() > give_up:
            raise Busy("another turn of this conversation is still being answered: try again in a few seconds")
        time.sleep(POLL_SECONDS)


def release(database: Database, session: str, lease: str) -> None:
    """Let the next turn begin."""
    with database.read() as connection:
        connection.execute(_RELEASE, {"of": session, "mine": lease})


def keep(connection: Connection, session: str, lease: str, state: str, now: datetime) -> bool:
    """Write the state and let the next turn begin; False when this turn took so long that it lost its lease."""
    return connection.execute(_KEEP, {"of": session, "mine": lease, "new": state, "now": now}).rowcount == 1


def answer(connection: Connection, answered: Mapping[str, object], *, is_sqlite: bool) -> bool:
    """Keep what a request was answered; False when it was answered before, which stands."""
    return connection.execute(_ANSWERED[is_sqlite], answered).rowcount == 1


def met(connection: Connection, customer_id: str, now: datetime) -> None:
    """This customer has spoken with us."""
    connection.execute(_MET, {"customer": customer_id, "now": now})


def leave(connection: Connection, customer_id: str, left: str | None) -> None:
    """This is what the customer leaves unfinished."""
    connection.execute(_LEFT, {"customer": customer_id, "unfinished": left})


def forget_answers(database: Database, now: datetime) -> None:
    """Drop the answers no channel asks for any more."""
    with database.write() as connection:
        connection.execute(_FORGET, {"before": now - ANSWERS_KEPT})
