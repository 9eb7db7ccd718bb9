"""The port Desk over SQL: tickets for people, and the outbox of messages. What is written comes redacted."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from skill.commerce.customer import Ticket
from skill.storage.counters import next_number
from skill.storage.database import Database
from skill.storage.tables import NotificationRow, TicketRow

_ALREADY = select(TicketRow.number).where(
    TicketRow.session == bindparam("session"),
    TicketRow.request_id == bindparam("request"),
    TicketRow.reason == bindparam("reason"),
)


@dataclass(frozen=True, slots=True)
class SqlDesk:
    """The people behind the shop, told about one request of one customer (None: somebody unknown)."""

    database: Database
    customer_id: str | None
    session: str
    request_id: str
    clock: Callable[[], datetime]

    def open(self, ticket: Ticket) -> str:
        """Keep a ticket for a person; gives its short number. The same request gets the same ticket."""
        which = {"session": self.session, "request": self.request_id, "reason": ticket.reason}
        with self.database.write() as connection:
            number = next_number(connection, "ticket")  # first: whoever repeats this request waits here
            already: str | None = connection.execute(_ALREADY, which).scalar()
            if already is not None:
                return already
            connection.execute(
                insert(TicketRow),
                {
                    "number": number,
                    "customer_id": self.customer_id,
                    "session": self.session,
                    "request_id": self.request_id,
                    "reason": ticket.reason,
                    "intent": ticket.intent,
                    "slots": _json(ticket.slots),
                    "trail": _json(ticket.trail),
                    "tried": _json(ticket.tried),
                    "order_number": ticket.order_number,
                    "product_id": ticket.product_id,
                    "state": "open",
                    "opened_at": self.clock(),
                    "priority": ticket.priority,
                },
            )
        return number

    def notify(self, kind: str, about: Mapping[str, str]) -> None:
        """Queue a message to this customer outside the conversation."""
        message = {"customer_id": self.customer_id, "kind": kind, "about": _json(dict(about))}
        with self.database.write() as connection:
            connection.execute(insert(NotificationRow), {**message, "queued_at": self.clock(), "sent_at": None})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
