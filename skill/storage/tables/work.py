"""What has to be done after an answer: one row a job, written in the transaction that makes it necessary."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skill.storage.tables.base import Base, known, some

READY = ("waiting", "working")


class JobRow(Base):
    """One job, at most one of a kind about the same thing.

    `about` is the id of what it concerns, never a name, an address or words. `not_before` is when it may be tried
    (again): taking a job moves it into the future, so that nobody else takes it meanwhile and one whose worker died
    comes back. `error` is why the last try failed; a dead job waits for a person.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("kind", "about"),
        known("state", *READY, "done", "dead"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        some("ix_jobs_due", "not_before", "state IN ('waiting', 'working')"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    about: Mapped[str]
    state: Mapped[str]
    tries: Mapped[int]
    not_before: Mapped[datetime]
    error: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
