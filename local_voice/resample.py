"""Any rate and any number of channels to 16 kHz mono, bit by bit as it comes. Knows no device.

The state is kept across pieces, so that no click stands at their borders: the result does not depend on where the
sound was cut.
"""

import numpy as np
import soxr  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from local_voice.audio import BLOCK_BYTES, RATE

Floats = NDArray[np.floating]
LOWEST, HIGHEST = 4_000, 384_000  # samples a second that a sound card or a file may have


class Resampler:
    """Mono samples at `rate`, -1 to 1, in; 16 kHz int16 out."""

    def __init__(self, rate: int) -> None:
        """Raises ValueError for a rate that no sound has."""
        if not LOWEST <= rate <= HIGHEST:
            raise ValueError(f"{rate} samples a second: {LOWEST} to {HIGHEST} can be read")
        self._stream = soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None

    def take(self, samples: Floats, *, last: bool = False) -> bytes:
        """What is ready of these samples; with `last` all that is left."""
        if self._stream is not None:
            samples = self._stream.resample_chunk(np.ascontiguousarray(samples), last=last)
        return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()


class Blocks:
    """Bytes of any length to whole blocks."""

    def __init__(self) -> None:
        self._held = b""

    def take(self, sound: bytes, *, last: bool = False) -> list[bytes]:
        """The blocks that are full now; with `last` the rest as well, filled up with silence."""
        held = self._held + sound
        whole = len(held) // BLOCK_BYTES * BLOCK_BYTES
        blocks = [held[at : at + BLOCK_BYTES] for at in range(0, whole, BLOCK_BYTES)]
        self._held = held[whole:]
        if last and self._held:
            blocks.append(self._held.ljust(BLOCK_BYTES, b"\0"))
            self._held = b""
        return blocks


def mixed(samples: Floats, channels: int) -> Floats:
    """Interleaved channels as one: their mean."""
    if channels == 1:
        return samples
    whole = samples[: len(samples) // channels * channels].reshape(-1, channels)
    return np.asarray(whole.mean(axis=1), np.float32)


def floats(sound: bytes, width: int) -> Floats:
    """Samples of 1 (unsigned), 2, 3 or 4 bytes as -1 to 1. Raises ValueError for another width."""
    if width == 1:
        return (np.frombuffer(sound, np.uint8).astype(np.float32) - 128) / 128
    if width == 2:
        return np.frombuffer(sound[: len(sound) // 2 * 2], "<i2").astype(np.float32) / 2**15
    if width == 3:
        bytes_ = np.frombuffer(sound[: len(sound) // 3 * 3], np.uint8).reshape(-1, 3)
        wide = np.zeros((len(bytes_), 4), np.uint8)
        wide[:, 1:] = bytes_
        return wide.reshape(-1).view("<i4").astype(np.float32) / 2**31
    if width == 4:
        return np.frombuffer(sound[: len(sound) // 4 * 4], "<i4").astype(np.float32) / 2**31
    raise ValueError(f"samples of {width} bytes: 1 to 4 can be read")
