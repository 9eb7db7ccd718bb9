"""The microphone: blocks of 20 ms in a bounded queue, from a card of any rate. Knows no speech.

A card may refuse 16 kHz: it is then opened at its own rate and resampled. A source may give nothing and no error,
and unplugging raises nothing (facts: voice): when no block comes for a while the microphone counts as lost, which
is said once, and the next read opens it again.
"""

import queue
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from local_voice.audio import BLOCK_MS, RATE, NoSource, SourceLost
from local_voice.devices import Device, devices, microphone, portaudio
from local_voice.resample import Blocks, Resampler, mixed

QUEUED_SECONDS = 10  # sound kept while nobody reads; then the oldest is forgotten
PATIENCE_SECONDS = 2.0  # without a block, until the microphone counts as lost
FIRST_SECONDS = 4.0  # the same for the first one: a fresh source may take a second or more
AGAIN_SECONDS = 1.0  # between two attempts to open it again


class Microphone:
    """One input device. `sound` and `clock` stand in for sounddevice and the time."""

    live = True

    def __init__(
        self, wanted: str | int | None = None, *, sound: Any = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Opens the device of this name or number; None: the usual one. Raises NoSource."""
        self._sound = sound or portaudio()
        self._clock = clock
        self._wanted = wanted
        self._queue: queue.Queue[bytes] = queue.Queue(QUEUED_SECONDS * 1000 // BLOCK_MS)
        self._stream: Any = None
        self._heard_at = self._tried_at = 0.0
        self._patience = FIRST_SECONDS
        self.forgotten = 0  # blocks that nobody fetched in time
        self.device = self._open()

    def read(self, timeout: float) -> bytes | None:
        """The next block; None when none came in time. Raises SourceLost, and then tries to open it again."""
        if self._stream is None:
            self._open_again(timeout)
        try:
            block = self._queue.get(timeout=timeout)
        except queue.Empty:
            if self._clock() - self._heard_at > self._patience or not self._stream.active:
                self.close()
                raise SourceLost(f"The microphone ({self.device.name}) gives nothing any more.") from None
            return None
        self._heard_at = self._clock()
        self._patience = PATIENCE_SECONDS
        return block

    def drop(self) -> None:
        """Forget what is queued."""
        while True:
            try:
                self._queue.get_nowait()
            except queue.Empty:
                return

    def close(self) -> None:
        """Let go of the device."""
        stream, self._stream = self._stream, None
        if stream is not None:
            try:
                stream.abort()
                stream.close()
            except self._sound.PortAudioError:
                return  # it is unplugged: there is nothing to let go of
        self.drop()

    def _open_again(self, timeout: float) -> None:
        wait = self._tried_at + AGAIN_SECONDS - self._clock()
        if wait > 0:
            time.sleep(min(wait, timeout))
        try:
            self.device = self._open()
        except NoSource as error:
            raise SourceLost(str(error)) from error

    def _open(self) -> Device:
        self._tried_at = self._clock()
        device = microphone(self._wanted, devices(self._sound))
        refusal: Exception | None = None
        for rate in dict.fromkeys((RATE, device.rate)):
            for channels in dict.fromkeys((1, min(2, device.inputs))):
                try:
                    self._stream = self._started(device, rate, channels)
                except (self._sound.PortAudioError, ValueError) as error:  # refused, or a rate that no sound has
                    refusal = error
                    continue
                self._heard_at, self._patience = self._clock(), FIRST_SECONDS
                return device
        raise NoSource(f"The microphone ({device.name}) cannot be opened: {refusal}") from refusal

    def _started(self, device: Device, rate: int, channels: int) -> Any:
        resampler, blocks = Resampler(rate), Blocks()

        def arrived(sound: Any, _frames: int, _time: Any, _status: Any) -> None:
            """On PortAudio's own thread: convert, queue, and never wait."""
            samples = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
            for block in blocks.take(resampler.take(mixed(samples, channels))):
                self._keep(block)

        stream = self._sound.RawInputStream(
            samplerate=rate,
            blocksize=rate * BLOCK_MS // 1000,
            device=device.number,
            channels=channels,
            dtype="int16",
            latency="low",
            callback=arrived,
        )
        stream.start()
        return stream

    def _keep(self, block: bytes) -> None:
        while True:
            try:
                self._queue.put_nowait(block)
            except queue.Full:
                try:
                    self._queue.get_nowait()
                    self.forgotten += 1
                except queue.Empty:
                    continue
            else:
                return
