"""The port Memory over SQL, for one customer during one turn. Read when it is looked at, written with the turn."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from skill.commerce.ports import Answered
from skill.storage.database import Database
from skill.storage.tables import AnswerRow, PreferenceRow

YES = "yes"

_OF_KIND = select(AnswerRow.about, AnswerRow.asked_at, AnswerRow.answer).where(
    AnswerRow.customer_id == bindparam("customer"), AnswerRow.kind == bindparam("kind")
)
_CONSENTS = select(PreferenceRow.name).where(
    PreferenceRow.customer_id == bindparam("customer"), PreferenceRow.value == YES
)


def _note(insert: Any) -> Insert:
    """The later answer stands, whichever turn is kept first."""
    statement = insert(AnswerRow)
    new = statement.excluded
    noted: Insert = statement.on_conflict_do_update(
        index_elements=["customer_id", "kind", "about"],
        set_={"answer": new.answer, "asked_at": new.asked_at},
        where=AnswerRow.asked_at <= new.asked_at,
    )
    return noted


_NOTE = {True: _note(sqlite.insert), False: _note(postgresql.insert)}


@dataclass(slots=True)
class SqlMemory:
    """What one customer was asked and answered, and what the customer consents to."""

    database: Database
    customer_id: str
    _answers: dict[str, dict[str, Answered]] = field(default_factory=dict, init=False)
    _consents: frozenset[str] | None = field(default=None, init=False)
    _noted: dict[tuple[str, str], Answered] = field(default_factory=dict, init=False)

    def answered(self, kind: str, about: str) -> Answered | None:
        """Whether and when this question was put about this thing; None for never."""
        return self._noted.get((kind, about)) or self._of(kind).get(about)

    def latest(self, kind: str) -> datetime | None:
        """When a question of this kind was put last, about anything."""
        now = (one.at for (of, _), one in self._noted.items() if of == kind)
        return max((*now, *(one.at for one in self._of(kind).values())), default=None)

    def note(self, kind: str, about: str, answer: str, now: datetime) -> None:
        """The question was put now; a later answer takes the place of an earlier one."""
        self._noted[kind, about] = Answered(now, answer)

    def allows(self, what: str) -> bool:
        """Whether the customer has consented to this; no word is a no."""
        if self._consents is None:
            with self.database.read() as connection:
                self._consents = frozenset(connection.execute(_CONSENTS, {"customer": self.customer_id}).scalars())
        return what in self._consents

    def write(self, connection: Connection) -> None:
        """Write what this turn notes, in this transaction."""
        for (kind, about), one in sorted(self._noted.items(), key=lambda item: item[0]):
            values = {"kind": kind, "about": about, "answer": one.answer, "asked_at": one.at}
            connection.execute(_NOTE[self.database.sqlite], {"customer_id": self.customer_id, **values})

    def _of(self, kind: str) -> dict[str, Answered]:
        if kind not in self._answers:
            with self.database.read() as connection:
                rows = connection.execute(_OF_KIND, {"customer": self.customer_id, "kind": kind}).all()
            self._answers[kind] = {about: Answered(at, answer) for about, at, answer in rows}
        return self._answers[kind]
