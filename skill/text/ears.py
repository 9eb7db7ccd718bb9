"""One ear a locale, each learnt when it is first wanted, beside the conversation and not in its way."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from skill.dialogue.acts import Expectation
from skill.understanding.understanding import Parse


class Ear(Protocol):
    """What understands words, and can say how."""

    def explain(self, words: str, question: Expectation | None = None) -> Parse:
        """What was meant by these words, asked this question."""


class Learning(Exception):
    """This ear is not ready yet; the message says what to do."""


class Ears:
    """The ears of this process. `learn` makes the ear of a locale, which may take seconds."""

    def __init__(self, learn: Callable[[str], Ear]) -> None:
        self._learn = learn
        self._lock = threading.Lock()
        self._ears: dict[str, Future[Ear]] = {}
        self._busy: dict[str, threading.Lock] = {}

    def begin(self, locale: str) -> Future[Ear]:
        """Start learning, if nobody has."""
        with self._lock:
            found = self._ears.get(locale)
            if found is not None and not (found.done() and found.exception()):
                return found
            ear: Future[Ear] = Future()
            self._ears[locale] = ear
            self._busy[locale] = threading.Lock()
        threading.Thread(target=self._fill, args=(locale, ear), name=f"ear {locale}", daemon=True).start()
        return ear

    def explain(self, locale: str, words: str, question: Expectation | None, patience: float) -> Parse:
        """What was meant. Waits so many seconds for an ear that still learns, then raises Learning."""
        try:
            ear = self.begin(locale).result(patience)
        except TimeoutError as error:
            raise Learning(f"still learning {locale}: send the same request again in a second") from error
        with self._busy[locale]:  # the taggers' library has one state a tagger
            return ear.explain(words, question)

    def _fill(self, locale: str, ear: Future[Ear]) -> None:
        try:
            ear.set_result(self._learn(locale))
        except BaseException as error:  # noqa: BLE001  # whoever waits for it is told
            ear.set_exception(error)
