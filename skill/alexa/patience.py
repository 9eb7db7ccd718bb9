"""A turn under a deadline: it is waited for, and when that takes too long it goes on without anybody waiting.

Whoever serves a request must answer it in time, so the turn runs in another thread. Handing it over costs two
wake-ups and no more: a runner sleeps on a lock of its own, and the one who waits sleeps on the turn's. (An executor's
queue and conditions cost twice as much; see `python -m tests.bench.alexa`.)

Raises
------
NobodyFree      every runner is at work on a turn that does not end: this one was not begun, and has no effect
StillAtWork     the turn was begun and goes on: what comes of it is not known yet
"""

import logging
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from skill.logs import whereabouts

T = TypeVar("T")
WAITING_SECONDS = 1.5  # without an answer: say that it takes a moment
ENOUGH_SECONDS = 7.0  # Alexa hangs up after 8 (facts: alexa, Numbers)
MOST_RUNNERS = 16
log = logging.getLogger("skill.alexa")


class NobodyFree(Exception):
    """There is no thread left to run it in; nothing was begun."""


class StillAtWork(Exception):
    """It takes too long, and goes on."""


class _Turn(Generic[T]):
    """One piece of work; `done` is held until it is."""

    __slots__ = ("abandoned", "done", "failure", "result", "work")

    def __init__(self, work: Callable[[], T]) -> None:
        self.work: Callable[[], T] = work
        self.result: T | None = None
        self.failure: BaseException | None = None
        self.abandoned = False
        self.done = threading.Lock()
        self.done.acquire()


class _Runner:
    """A thread that runs one turn after another, and stands in `free` between them."""

    __slots__ = ("free", "go", "turn")

    def __init__(self, free: "deque[_Runner]") -> None:
        self.free = free
        self.go = threading.Lock()
        self.go.acquire()
        self.turn: _Turn[Any] | None = None
        threading.Thread(target=self.run, name="turn", daemon=True).start()

    def run(self) -> None:
        """Until it is handed None."""
        while True:
            self.go.acquire()
            turn, self.turn = self.turn, None
            if turn is None:
                return
            try:
                turn.result = turn.work()
            except BaseException as failure:  # noqa: BLE001  # it is raised where the turn is waited for
                turn.failure = failure
            self.free.append(self)
            turn.done.release()
            if turn.abandoned and turn.failure is not None:
                log.error("turn failed, too late to say so\n%s", whereabouts(turn.failure))


class Patience:
    """Runs turns with a deadline, at most `most` at a time. Thread-safe; threads are made when first needed.

    `waiting` and `enough` are in seconds, since the turn began.
    """

    def __init__(
        self, *, waiting: float = WAITING_SECONDS, enough: float = ENOUGH_SECONDS, most: int = MOST_RUNNERS
    ) -> None:
        self._waiting = waiting
        self._enough = enough
        self._most = most
        self._hired = 0
        self._lock = threading.Lock()
        self._free: deque[_Runner] = deque()
        weakref.finalize(self, _dismiss, self._free).atexit = False

    def wait_for(self, work: Callable[[], T], meanwhile: Callable[[], None] | None = None) -> T:
        """What `work` returns or raises. `meanwhile` is called once when it is not there after `waiting`; it must
        not raise, and the time it takes counts. Raises NobodyFree, StillAtWork."""
        began = time.monotonic()
        turn = _Turn(work)
        try:
            runner = self._free.pop()
        except IndexError:
            runner = self._hire()
        runner.turn = turn
        runner.go.release()
        if not turn.done.acquire(timeout=self._waiting):
            if meanwhile is not None:
                meanwhile()
            left = began + self._enough - time.monotonic()
            if not turn.done.acquire(timeout=max(left, 0)):
                turn.abandoned = True
                raise StillAtWork
        if turn.failure is not None:
            raise turn.failure
        return turn.result  # type: ignore[return-value]  # set whenever there is no failure

    def _hire(self) -> _Runner:
        with self._lock:
            if self._hired >= self._most:
                raise NobodyFree
            self._hired += 1
        return _Runner(self._free)


def _dismiss(free: "deque[_Runner]") -> None:
    """Let the idle threads end: nobody can hand them anything any more."""
    while free:
        free.pop().go.release()
