"""The jobs for after the answer: which are due, who has one, how it ended. At least once, and never two at a time.

A job is claimed before it is done; a claim that nobody ended runs out. It knows no queue and none of the work.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.storage.database import Database
from skill.storage.tables import JobRow, one_of
from skill.storage.tables.work import READY

RECEIPT = "receipt"
CLAIM = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_TRIES = 8
LONGEST_ERROR = 300  # characters

_DUE = (
    select(JobRow.id)
    .where(one_of(JobRow.state, READY), JobRow.not_before <= bindparam("now", type_=JobRow.not_before.type))
    .order_by(JobRow.not_before, JobRow.id)
    .limit(bindparam("most"))
)
_CLAIM = (
    update(JobRow)
    .where(
        JobRow.id == bindparam("job"),
        one_of(JobRow.state, READY),
        JobRow.not_before <= bindparam("now", type_=JobRow.not_before.type),
    )
    .values(state="working", tries=JobRow.tries + 1, not_before=bindparam("until"))
    .returning(JobRow.id, JobRow.kind, JobRow.about, JobRow.tries, JobRow.error)
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job that its holder has claimed; `tries` counts this one. `note` is what its last try left behind: why it
    failed, or what its holder noted."""

    id: int
    kind: str
    about: str
    tries: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dead:
    """A job that was given up: for a person to look at, to try again or to leave."""

    id: int
    kind: str
    about: str
    tries: int
    error: str
    made_at: datetime


def add(connection: Connection, kind: str, abouts: Iterable[str], now: datetime, *, not_before: datetime) -> None:
    """Jobs of this kind, in the caller's transaction; one that exists stays as it is."""
    rows = [
        {
            "kind": kind,
            "about": about,
            "state": "waiting",
            "tries": 0,
            "not_before": not_before,
            "error": "",
            "made_at": now,
        }
        for about in abouts
    ]
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if rows:
        connection.execute(insert(JobRow).on_conflict_do_nothing(), rows)


@dataclass(frozen=True, slots=True)
class Jobs:
    """All jobs. `clock` gives aware UTC datetimes."""

    database: Database
    clock: Callable[[], datetime]

    def due(self, most: int = 100) -> tuple[int, ...]:
        """The ids of jobs that can be done now, the longest due first."""
        with self.database.read() as connection:
            return tuple(connection.execute(_DUE, {"now": self.clock(), "most": most}).scalars())

    def claim(self, job: int) -> Job | None:
        """This job, for the caller alone; None when somebody else has it, or it is not due (any more)."""
        now = self.clock()
        with self.database.write() as connection:
            row = connection.execute(_CLAIM, {"job": job, "now": now, "until": now + CLAIM}).first()
        return None if row is None else Job(*row)

    def note(self, job: Job, note: str) -> None:
        """Keep a word about this try, for whoever has to go on if it dies."""
        self._end(job, error=note)

    def done(self, job: Job) -> None:
        """It is done."""
        self._end(job, state="done", error="", ended_at=self.clock())

    def failed(self, job: Job, error: str) -> bool:
        """It failed this time: it waits, longer each time; False when it is given up with the eighth."""
        if job.tries >= MOST_TRIES:
            self.died(job, error)
            return False
        pause = min(FIRST_PAUSE * 2 ** (job.tries - 1), LONGEST_PAUSE)
        self._end(job, state="waiting", error=error[:LONGEST_ERROR], not_before=self.clock() + pause)
        return True

    def died(self, job: Job, error: str) -> None:
        """It cannot be done, or must not be tried again by itself: a person looks at it."""
        self._end(job, state="dead", error=error[:LONGEST_ERROR], ended_at=self.clock())

    def dead(self) -> tuple[Dead, ...]:
        """What waits for a person, the oldest first."""
        columns = (JobRow.id, JobRow.kind, JobRow.about, JobRow.tries, JobRow.error, JobRow.made_at)
        with self.database.read() as connection:
            return tuple(Dead(*row) for row in connection.execute(select(*columns).where(JobRow.state == "dead")).all())

    def revive(self, job: int) -> bool:
        """Try a dead job again from the beginning; False when there is no such dead job."""
        with self.database.write() as connection:
            dead = update(JobRow).where(JobRow.id == job, JobRow.state == "dead")
            again = dead.values(state="waiting", tries=0, not_before=self.clock(), ended_at=None)
            return connection.execute(again).rowcount == 1

    def count(self) -> dict[str, int]:
        """How many jobs are in which state."""
        with self.database.read() as connection:
            counted = select(JobRow.state, func.count()).group_by(JobRow.state)
            return {state: int(number) for state, number in connection.execute(counted)}

    def _end(self, job: Job, **values: object) -> None:
        """Only who still holds the claim may end it: a later holder counts more tries."""
        mine = (JobRow.id == job.id, JobRow.tries == job.tries, JobRow.state == "working")
        with self.database.write() as connection:
            connection.execute(update(JobRow).where(*mine).values(**values))
