"""Listening and cutting in. Knows the microphone, the keys and the ear, and no dialogue.

Half duplex: what the microphone records while the assistant speaks is forgotten, and a key cuts in. Full: the
microphone is watched, and a voice cuts in; that takes a source without the assistant's own voice in it (facts: voice,
Echo).
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol

from local_voice.audio import Source, SourceLost, blocks_in
from local_voice.ear import Silence, Utterance, VoiceEar
from local_voice.keys import Keys
from local_voice.mouth import Speaking
from local_voice.voice import EnergyGate, level_db, silero_or_gate
from skill.dialogue.acts import Expectation

_ECHO_SECONDS = 0.12  # after the last sample: what the room and the card still hold of it
_ONSET_MS, _WITHIN_MS = 80, 160  # so much voice within so much time cuts in
_CLOSE_DB = -52.0  # of full scale: louder than what an echo canceller leaves of the assistant
_BEFORE_MS = 800  # kept of what was before that
_ANSWERED_EARLY_MS = 300  # kept of the end of a reply that nobody cut: the answer may begin on its last word


class By(Enum):
    """How somebody cut in."""

    KEY = "key"
    VOICE = "voice"


class Hears(Protocol):
    """Where the customer's words come from."""

    @property
    def live(self) -> bool:
        """Whether time passes by itself: a person, not a recording."""

    def know(self, names: Sequence[str]) -> None:
        """What this customer buys, to hear it better."""

    def prepare(self, expects: Expectation | None, asked: str) -> None:
        """What listening to this question needs, while there is time."""

    def cut_in(self, speaking: Speaking, *, by_voice: bool) -> By | None:
        """Wait until it is said, or until somebody cuts in: it is stopped then."""

    def listen(self, expects: Expectation | None, asked: str, wait_ms: float) -> Utterance | Silence:
        """What is said next. Raises SourceEnded, SourceLost."""


class Meter(Protocol):
    """Who sees what the microphone hears."""

    def listening(self, expects: Expectation | None) -> None:
        """From now on."""

    def waiting_for_key(self) -> None:
        """A key opens the microphone."""

    def level(self, decibel: float) -> None:
        """How loud the last block was, in dB of full scale."""

    def partial(self, words: str) -> None:
        """The words so far."""


class Onset:
    """Whether somebody has begun to speak over the assistant.

    An echo canceller leaves little of two voices at once, and that little is not like speech: what is loud and stands
    out of the room counts as well.
    """

    def __init__(self) -> None:
        self._voice, self._gate = silero_or_gate(), EnergyGate()
        self._recent = deque[bool](maxlen=blocks_in(_WITHIN_MS))

    def hears(self, block: bytes) -> bool:
        """Whether enough of the latest blocks were somebody's."""
        voice, loud = self._voice.hears(block), self._gate.hears(block)
        self._recent.append(voice or (loud and level_db(block) >= _CLOSE_DB))
        return sum(self._recent) >= blocks_in(_ONSET_MS)


class Microphone:
    """`Hears` with an ear."""

    def __init__(
        self,
        ear: Callable[[], VoiceEar],
        source: Source,
        keys: Keys,
        meter: Meter,
        *,
        full: bool = False,
        cancelled: bool = False,
        push: bool = False,
        opened: Callable[[], None] = lambda: None,
    ) -> None:
        """`ear` is asked for when it is first needed, and may take a second then.

        `full` watches the microphone while the assistant speaks. Where that is not `cancelled` out of it, what came
        before the assistant fell silent is forgotten. With `push` a key opens the microphone; `opened` is called when
        one did, before it listens.
        """
        self._ear, self._source, self._keys, self._meter = ear, source, keys, meter
        self._full, self._cancelled = full and source.live, cancelled
        self._push, self._opened = push, opened
        self._held: list[bytes] = []
        self._pressed = False
        self._known: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        """Whether time passes by itself."""
        return self._source.live

    def know(self, names: Sequence[str]) -> None:
        """What this customer buys; told to the ear when there is one."""
        self._known = tuple(names)

    def prepare(self, expects: Expectation | None, asked: str) -> None:
        """Build the grammar of this question."""
        self._told().prepare(expects, asked)

    def cut_in(self, speaking: Speaking, *, by_voice: bool) -> By | None:
        """Wait until it is said, or until somebody cuts in."""
        if self._full and by_voice:
            by = self._watched(speaking)
            if not self._cancelled:
                self._held = []
                time.sleep(_ECHO_SECONDS)
                self._source.drop()
        else:
            by = self._until_key(speaking)
            if self._source.live:
                time.sleep(_ECHO_SECONDS if by is None and speaking.began_at is not None else 0)
                self._source.drop()
        self._pressed = by is By.KEY
        return by

    def listen(self, expects: Expectation | None, asked: str, wait_ms: float) -> Utterance | Silence:
        """What is said next, or nothing. `expects` None: no answer in particular."""
        if self._push and not self._pressed:
            self._meter.waiting_for_key()
            self._keys.wait()
        if self._push or self._pressed:
            self._opened()
            self._source.drop()
        self._pressed = False
        held, self._held = self._held, []
        self._meter.listening(expects)
        return self._told().listen(
            _Replayed(held, self._source),
            expects,
            wait_ms=wait_ms,
            asked=asked,
            on_partial=self._meter.partial,
            on_level=self._meter.level,
        )

    def _told(self) -> VoiceEar:
        """The ear, with all it should know."""
        ear, known = self._ear(), self._known
        self._known = ()
        if known:
            ear.know(known)
        return ear

    def _until_key(self, speaking: Speaking) -> By | None:
        self._keys.forget()
        while not speaking.done:
            if self._keys.pressed():
                speaking.stop()
                return By.KEY
            time.sleep(0.005)
        return None

    def _watched(self, speaking: Speaking) -> By | None:
        self._keys.forget()
        self._source.drop()
        onset = Onset()
        held = deque[bytes](maxlen=blocks_in(_BEFORE_MS))
        while not speaking.done:
            if self._keys.pressed():
                speaking.stop()
                return By.KEY
            try:
                block = self._source.read(0.02)
            except SourceLost:
                return self._until_key(speaking)
            if block is None:
                continue
            held.append(block)
            if onset.hears(block):
                speaking.stop()
                self._held = list(held)
                return By.VOICE
        self._held = list(held)[-blocks_in(_ANSWERED_EARLY_MS) :]
        return None


class _Replayed:
    """A source that begins with what was already read."""

    def __init__(self, held: list[bytes], source: Source) -> None:
        self._held, self._source = deque(held), source
        self.live = source.live

    def read(self, timeout: float) -> bytes | None:
        """The next block."""
        return self._held.popleft() if self._held else self._source.read(timeout)

    def drop(self) -> None:
        """Forget what is queued."""
        self._held.clear()
        self._source.drop()

    def close(self) -> None:
        """The source is closed by who opened it."""
