"""Conversations by their name, for a channel that keeps nothing itself: what they left, what they were answered.

Any number of web processes can then share them. Answers are rows of `answered_requests` under names of their own,
and are forgotten with the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, String, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from skill.storage.database import Database
from skill.storage.tables import AnsweredRequestRow, DialogueRow

_STATE = select(DialogueRow.state).where(
    DialogueRow.session == bindparam("of"),
    DialogueRow.customer_id.is_not_distinct_from(bindparam("customer", type_=String())),
)
_KEPT = select(AnsweredRequestRow.reply).where(
    AnsweredRequestRow.session == bindparam("of"), AnsweredRequestRow.request_id == bindparam("request")
)


def _keep(insert: Any) -> Insert:
    kept: Insert = insert(AnsweredRequestRow).on_conflict_do_nothing()
    return kept


_KEEP = {True: _keep(sqlite.insert), False: _keep(postgresql.insert)}


@dataclass(frozen=True, slots=True)
class Talks:
    """All conversations of the shop. Safe to use from many threads."""

    database: Database
    clock: Callable[[], datetime]

    def state(self, session: str, customer_id: str | None) -> str | None:
        """What the last turn of this conversation with this customer left; None when there is none."""
        with self.database.read() as connection:
            state: str | None = connection.execute(_STATE, {"of": session, "customer": customer_id}).scalar()
        return state

    def kept(self, of: str, request_id: str) -> str | None:
        """What was kept under this name for this request."""
        with self.database.read() as connection:
            kept: str | None = connection.execute(_KEPT, {"of": of, "request": request_id}).scalar()
        return kept

    def keep(self, of: str, request_id: str, text: str) -> str:
        """Keep `text`, unless something is kept already; gives what is kept from now on, the same to every caller."""
        row = {"session": of, "request_id": request_id, "customer_id": None, "reply": text, "answered_at": self.clock()}
        with self.database.write() as connection:
            connection.execute(_KEEP[self.database.sqlite], row)
            kept: str = connection.execute(_KEPT, {"of": of, "request": request_id}).scalar_one()
        return kept
