"""The loudspeaker: one stream that stays open, fed in blocks of 10 ms. Knows no words.

Speech is cut by forgetting what has not been played, so it ends within the block that plays and what the device
itself holds. A part counts as played when its last sample has left the device, as far as the device tells.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
import soxr  # type: ignore[import-untyped]  # ships no types

from local_voice.audio import NoSink
from local_voice.devices import devices, loudspeaker, portaudio
from skill.speech.sound import Sound

BLOCK_MS = 10
RATE = 22_050  # samples a second that espeak-ng makes; another sound is resampled
LATENCY_SECONDS = 0.03  # that the device is asked to hold: with less, a busy machine stutters
PATIENCE_SECONDS = 2.0  # without asking for a block, until the loudspeaker counts as lost
_MOST_DELAY = 0.5  # of a device that tells more, nothing is believed


class Part:
    """One sound on its way out. Times are `time.monotonic()` seconds; None: not yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.began_at: float | None = None  # the first sample leaves the device
        self.ends_at: float | None = None  # the last one does
        self.cut_at: float | None = None

    @property
    def played(self) -> bool:
        """Whether its last sample was to be heard."""
        return self.ends_at is not None and self.cut_at is None and time.monotonic() >= self.ends_at

    @property
    def over(self) -> bool:
        """Whether nothing more of it comes."""
        return self.cut_at is not None or self.played


class Player:
    """One output device. `sound` stands in for sounddevice."""

    def __init__(self, wanted: str | int | None = None, *, sound: Any = None) -> None:
        """Opens the device of this name or number; None: the usual one. Raises NoSink."""
        self._sound = sound or portaudio()
        self._lock = threading.Lock()
        self._queue: deque[tuple[Part, bytes, bool]] = deque()
        self._on: Part | None = None
        self._last = b""
        self._asked_at = time.monotonic()
        self.device = loudspeaker(wanted, devices(self._sound))
        self.rate = RATE
        self._stream = self._opened()

    @property
    def lost(self) -> bool:
        """Whether the device asks for nothing any more: it has been unplugged."""
        return time.monotonic() - self._asked_at > PATIENCE_SECONDS

    def play(self, sound: Sound, name: str = "") -> Part:
        """Put a sound behind those on their way; at once."""
        part, size = Part(name), 2 * (self.rate * BLOCK_MS // 1000)
        pcm = _at_rate(sound, self.rate)
        blocks = [pcm[at : at + size].ljust(size, b"\0") for at in range(0, len(pcm), size)] or [bytes(size)]
        with self._lock:
            self._queue.extend((part, block, at == len(blocks) - 1) for at, block in enumerate(blocks))
        return part

    def cut(self) -> None:
        """Silence, from the next block on; that one fades."""
        with self._lock:
            now = time.monotonic()
            for part, _, _ in self._queue:
                part.cut_at = part.cut_at or now
            if self._on is not None and not self._on.played:
                self._on.cut_at = self._on.cut_at or now
            first = self._queue[0][1] if self._queue else b""
            self._queue.clear()
            if first:
                self._queue.append((Part("fade"), _faded(first), True))

    def close(self) -> None:
        """Let go of the device."""
        try:
            self._stream.abort()
            self._stream.close()
        except self._sound.PortAudioError:
            return  # it is unplugged: there is nothing to let go of

    def _opened(self) -> Any:
        refusal: Exception | None = None
        for rate in dict.fromkeys((RATE, self.device.rate)):
            self.rate = rate
            try:
                stream = self._sound.RawOutputStream(
                    samplerate=rate,
                    blocksize=rate * BLOCK_MS // 1000,
                    device=self.device.number,
                    channels=1,
                    dtype="int16",
                    latency=LATENCY_SECONDS,
                    callback=self._wants,
                )
                stream.start()
            except (self._sound.PortAudioError, ValueError) as error:
                refusal = error
                continue
            self._asked_at = time.monotonic()
            return stream
        raise NoSink(f"The loudspeaker ({self.device.name}) cannot be opened: {refusal}") from refusal

    def _wants(self, out: Any, _frames: int, told: Any, _status: Any) -> None:
        """On PortAudio's own thread: the next block, or silence."""
        now = self._asked_at = time.monotonic()
        with self._lock:
            if not self._queue:
                out[:] = bytes(len(out))
                return
            part, block, last = self._queue.popleft()
            leaves = now + _delay(told)
            part.began_at = part.began_at or leaves
            self._on = part
            if last:
                part.ends_at = leaves + BLOCK_MS / 1000
            out[:] = block[: len(out)].ljust(len(out), b"\0")


def wait_for(part: Part, lost: Callable[[], bool]) -> bool:
    """Wait until a part is over; True when it was played to its end."""
    while not part.over and not lost():
        time.sleep(0.005)
    return part.played


def _delay(told: Any) -> float:
    """How long until a block that is handed over now leaves the device."""
    delay = float(told.outputBufferDacTime - told.currentTime)
    return delay if 0 <= delay <= _MOST_DELAY else LATENCY_SECONDS


def _at_rate(sound: Sound, rate: int) -> bytes:
    if sound.rate == rate:
        return sound.pcm
    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float32)
    turned = soxr.resample(samples, sound.rate, rate)
    return bytes(np.clip(np.rint(turned), -32768, 32767).astype("<i2").tobytes())


def _faded(block: bytes) -> bytes:
    samples = np.frombuffer(block, "<i2").astype(np.float32)
    return (samples * np.linspace(1, 0, len(samples), dtype=np.float32)).astype("<i2").tobytes()
