"""Who has the Alexa skill, what they permit, and how all of it is forgotten. Knows no request and no device.

Events come out of order and repeatedly: each subject (enabled, linked, permitted) remembers when its latest event
happened, and an event that is not later changes nothing.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.storage.database import Database
from skill.storage.tables import (
    AlexaPersonRow,
    AnsweredRequestRow,
    AnswerRow,
    CustomerRow,
    DialogueRow,
    NotificationRow,
    PreferenceRow,
)

UPDATES = "alexa::devices:all:notifications:write"
"""Amazon's name of the permission to send notifications."""
PREFERENCE = "order_updates"
_Person = AlexaPersonRow


@dataclass(frozen=True, slots=True)
class AlexaPeople:
    """The people who have the skill, in SQL. Every call is one transaction, and the same call again changes
    nothing."""

    database: Database

    def enabled(self, user_id: str, at: datetime) -> None:
        """The skill was enabled: from now on there is somebody whose account can be linked."""
        with self.database.write() as connection:
            row = self._known(connection, user_id)
            if _later(at, row.enabled_at):
                _write(connection, row, enabled=True, enabled_at=at)

    def disabled(self, user_id: str, at: datetime, own_session: str, customer_id: str | None) -> None:
        """The skill was disabled: conversations, answers, waiting messages, what is remembered, the link and the
        permissions go; orders stay. `own_session` is the conversation that is named for this person, `customer_id`
        whose account the event itself named; that of the link goes first."""
        with self.database.write() as connection:
            row = self._known(connection, user_id)
            if not _later(at, row.enabled_at):
                return
            _forget_session(connection, own_session)
            link = row.customer_id or customer_id
            if link is not None:
                _forget_customer(connection, link)
            nothing = {"user_id": None, "customer_id": None, "scopes": "[]"}
            _write(connection, row, enabled=False, enabled_at=at, **nothing)

    def linked(self, user_id: str, customer_id: str, at: datetime) -> None:
        """This customer's account was linked."""
        with self.database.write() as connection:
            row = self._known(connection, user_id)
            if _later(at, row.linked_at) and not _disabled_since(row, at):
                _write(connection, row, customer_id=customer_id, linked_at=at)
                if UPDATES in json.loads(row.scopes):
                    self._prefer(connection, customer_id, updates=True)

    def permitted(self, user_id: str, scopes: Collection[str], at: datetime) -> None:
        """These and no other permissions are given; the customer's preference for order updates follows."""
        with self.database.write() as connection:
            row = self._known(connection, user_id)
            if not _later(at, row.permitted_at) or _disabled_since(row, at):
                return
            updates = UPDATES in scopes
            kept = user_id if updates else None
            _write(connection, row, user_id=kept, scopes=json.dumps(sorted(scopes)), permitted_at=at)
            if row.customer_id is not None:
                self._prefer(connection, row.customer_id, updates=updates)

    def _known(self, connection: Connection, user_id: str) -> Row[Any]:
        """This person's row; a new one when there was none."""
        name = sha256(user_id.encode(errors="replace")).hexdigest()
        blank = {"user_sha256": name, "enabled": False, "scopes": "[]"}
        new = (sqlite if self.database.sqlite else postgresql).insert(_Person).on_conflict_do_nothing()
        connection.execute(new, blank)
        # Whoever has an event of the same person at hand waits here until this one is written.
        return connection.execute(select(_Person.__table__).where(_Person.user_sha256 == name).with_for_update()).one()

    def _prefer(self, connection: Connection, customer_id: str, *, updates: bool) -> None:
        values = {"customer_id": customer_id, "name": PREFERENCE, "value": "yes" if updates else "no"}
        new = (sqlite if self.database.sqlite else postgresql).insert(PreferenceRow).values(values)
        connection.execute(new.on_conflict_do_update(index_elements=["customer_id", "name"], set_=values))


def _later(at: datetime, known: datetime | None) -> bool:
    return known is None or at > known


def _disabled_since(row: Row[Any], at: datetime) -> bool:
    return not row.enabled and row.enabled_at is not None and row.enabled_at >= at


def _write(connection: Connection, row: Row[Any], **values: object) -> None:
    connection.execute(update(_Person).where(_Person.user_sha256 == row.user_sha256).values(**values))


def _forget_session(connection: Connection, session: str) -> None:
    connection.execute(delete(DialogueRow).where(DialogueRow.session == session))
    connection.execute(delete(AnsweredRequestRow).where(AnsweredRequestRow.session == session))


def _forget_customer(connection: Connection, customer_id: str) -> None:
    """What the assistant knows of this customer, orders and what they need excepted."""
    mine = select(DialogueRow.session).where(DialogueRow.customer_id == customer_id)
    answered = or_(AnsweredRequestRow.customer_id == customer_id, AnsweredRequestRow.session.in_(mine))
    connection.execute(delete(AnsweredRequestRow).where(answered))
    connection.execute(delete(DialogueRow).where(DialogueRow.customer_id == customer_id))
    waiting = (NotificationRow.customer_id == customer_id, NotificationRow.sent_at.is_(None))
    connection.execute(delete(NotificationRow).where(*waiting))
    consents = (PreferenceRow.customer_id == customer_id, PreferenceRow.name == PREFERENCE)
    connection.execute(delete(PreferenceRow).where(*consents))
    connection.execute(delete(AnswerRow).where(AnswerRow.customer_id == customer_id))
    mine_alone = update(CustomerRow).where(CustomerRow.id == customer_id)
    connection.execute(mine_alone.values(access_token_sha256=None, left=None))
