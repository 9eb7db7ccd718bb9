"""Order updates on their way to Alexa: which are due, who takes them, and how they ended.

A delivery is claimed before it is made, so that two deliverers never make the same one; a claim that nobody ended
runs out, so that none is lost: at least once, and in normal running exactly once. It knows no network.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from skill.storage.alexa_people import PREFERENCE
from skill.storage.database import Database
from skill.storage.tables import AlexaDeliveryRow, AlexaPersonRow, NotificationRow, PreferenceRow

KIND = "order_update"
LIVES = timedelta(hours=24)
"""An update older than this is no news any more (and Alexa takes none that outlives it)."""
CLAIM = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=30)
MOST_TRIES = 5
_Delivery, _Person, _Note = AlexaDeliveryRow, AlexaPersonRow, NotificationRow


@dataclass(frozen=True, slots=True)
class Delivery:
    """One update for one Amazon account. `order` is the order's number, `status` a word of the shop; either is ""
    when the message does not say."""

    notification: int
    user_sha256: str
    user_id: str
    order: str
    status: str
    queued_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Outbox:
    """The queue. `clock` gives aware UTC datetimes."""

    database: Database
    clock: Callable[[], datetime]

    def claim(self) -> Delivery | None:
        """The oldest update that is due, claimed for the caller; None when there is none.

        Due are updates of the last 24 hours, for people who have the skill, permit notifications and (as
        customers) want order updates, that were neither sent nor dropped nor tried too often.
        """
        now = self.clock()
        with self.database.write() as connection:
            while True:
                row = connection.execute(self._due(now)).first()
                if row is None:
                    return None
                if connection.execute(self._claiming(row.id, row.user_sha256, now)).first() is not None:
                    break
        about = _about(row.about)
        return Delivery(
            notification=row.id,
            user_sha256=row.user_sha256,
            user_id=row.user_id,
            order=about.get("order", ""),
            status=about.get("status", ""),
            queued_at=row.queued_at,
            tries=(row.tries or 0) + 1,
        )

    def sent(self, delivery: Delivery) -> None:
        """Alexa has it."""
        now = self.clock()
        with self.database.write() as connection:
            connection.execute(_end(delivery, "sent", ""))
            first = (_Note.id == delivery.notification, _Note.sent_at.is_(None))
            connection.execute(update(_Note).where(*first).values(sent_at=now))

    def dropped(self, delivery: Delivery, reason: str) -> None:
        """It will never be delivered, for this reason."""
        with self.database.write() as connection:
            connection.execute(_end(delivery, "dropped", reason))

    def failed(self, delivery: Delivery, reason: str) -> None:
        """It was not delivered this time: it waits, longer each time; after the fifth it is left for a person."""
        ended = delivery.tries >= MOST_TRIES
        pause = FIRST_PAUSE * 2 ** (delivery.tries - 1)
        with self.database.write() as connection:
            statement = _end(delivery, "failed" if ended else "trying", reason)
            connection.execute(statement.values(not_before=self.clock() + pause))

    def left_for_a_person(self) -> int:
        """How many were tried too often."""
        with self.database.read() as connection:
            died = and_(
                _Delivery.state == "trying", _Delivery.tries >= MOST_TRIES, _Delivery.not_before <= self.clock()
            )
            count = select(func.count()).select_from(_Delivery).where(or_(_Delivery.state == "failed", died))
            return int(connection.execute(count).scalar_one())

    def _due(self, now: datetime) -> Select[*tuple[Any, ...]]:
        wants = and_(
            PreferenceRow.customer_id == _Note.customer_id,
            PreferenceRow.name == PREFERENCE,
            PreferenceRow.value == "yes",
        )
        mine = and_(_Delivery.notification_id == _Note.id, _Delivery.user_sha256 == _Person.user_sha256)
        ready = and_(_Delivery.state == "trying", _Delivery.not_before <= now, _Delivery.tries < MOST_TRIES)
        statement = (
            select(_Note.id, _Note.about, _Note.queued_at, _Person.user_sha256, _Person.user_id, _Delivery.tries)
            .join(_Person, _Person.customer_id == _Note.customer_id)
            .join(PreferenceRow, wants)
            .outerjoin(_Delivery, mine)
            .where(_Note.kind == KIND, _Note.queued_at > now - LIVES)
            .where(_Person.enabled, _Person.user_id.is_not(None))
            .where(or_(_Delivery.notification_id.is_(None), ready))
            .order_by(_Note.id)
            .limit(1)
        )
        # Two deliverers at once: SQLite has one writer; PostgreSQL hands each another message.
        return statement if self.database.sqlite else statement.with_for_update(of=_Note, skip_locked=True)

    def _claiming(self, notification: int, user_sha256: str, now: datetime) -> ReturningInsert[Any]:
        values = {
            "notification_id": notification,
            "user_sha256": user_sha256,
            "state": "trying",
            "tries": 1,
            "not_before": now + CLAIM,
            "reason": "",
        }
        new = (sqlite if self.database.sqlite else postgresql).insert(_Delivery).values(values)
        again = {"tries": _Delivery.tries + 1, "not_before": now + CLAIM}
        # Somebody may have claimed it since it was looked for: then nothing is written, and nothing returned.
        still = and_(_Delivery.state == "trying", _Delivery.not_before <= now)
        on = ["notification_id", "user_sha256"]
        claiming: ReturningInsert[Any] = new.on_conflict_do_update(
            index_elements=on, set_=again, where=still
        ).returning(_Delivery.tries)
        return claiming


def _end(delivery: Delivery, state: str, reason: str) -> Update:
    mine = (
        _Delivery.notification_id == delivery.notification,
        _Delivery.user_sha256 == delivery.user_sha256,
    )
    return update(_Delivery).where(*mine).values(state=state, reason=reason)


def _about(written: str) -> dict[str, str]:
    try:
        about = json.loads(written)
    except ValueError:
        return {}
    return {key: value for key, value in about.items() if isinstance(value, str)} if isinstance(about, dict) else {}
