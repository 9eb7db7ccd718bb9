"""When the work is done: a kept queue that any process fills and a worker empties.

huey, because it is embedded where there is nothing (a SQLite file) and the same on Redis where several machines
share the work. Its tasks carry ids only: what they are about is read from the shop's database when they run.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from huey import Huey, RedisHuey, SqliteHuey, crontab  # type: ignore[import-untyped]  # ships no types

from skill.work.carrying import Work

log = logging.getLogger(__name__)
NAME = "shop"


class BadQueue(ValueError):
    """The queue's address cannot be used."""


def open_queue(url: str, folder: Path) -> Huey:
    """The queue at `url` (redis://...), or in a file in `folder` when there is none. Raises BadQueue."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(NAME, filename=str(folder / "queue.db"), results=False)
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise BadQueue("QUEUE_URL must look like redis://host:6379/0, or be empty for a file in VAR")
    return RedisHuey(NAME, url=url, results=False)


class Queue:
    """A queue whose tasks are known: the same in the processes that fill it and in the one that empties it."""

    def __init__(self, huey: Huey, work: Callable[[], Work]) -> None:
        """`work` is asked for when the first task runs, so that a process which only fills the queue needs none."""
        self.huey = huey

        def carry_out(job: int) -> None:
            work().carry_out(job)

        def look() -> None:
            for job in work().look():
                self._carry_out(job)

        self._carry_out = huey.task(name="carry_out")(carry_out)
        self._look = huey.task(name="look")(look)
        huey.periodic_task(crontab(minute="*"), name="look_each_minute")(look)

    def wake(self) -> None:
        """There is something to do now. Without a queue the next minute finds it: nothing is lost."""
        try:
            self._look()
        except Exception as error:  # noqa: BLE001  the answer must not suffer from what comes after it
            log.warning("queue not reached", extra={"error": type(error).__name__})

    def run(self, workers: int = 2) -> None:
        """Empty the queue until the process is told to stop (SIGINT, SIGTERM)."""
        logging.getLogger("huey").setLevel(logging.WARNING)  # jobs have a log line of their own
        self._look()
        self.huey.create_consumer(workers=workers, worker_type="thread", check_worker_health=True).run()
