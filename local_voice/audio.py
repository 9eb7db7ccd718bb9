"""What a source of sound is. Knows no device and no file.

Sound is 16 kHz mono int16, little-endian, in blocks of 20 ms.

Raises
------
AudioError
    NoSource      it cannot be opened; the message says what to do
    NoSink        a loudspeaker cannot be opened; likewise
    SourceEnded   a recording is over
    SourceLost    a device fell silent or was unplugged; reading again opens it again
"""

from typing import Protocol

RATE = 16_000  # samples a second
BLOCK_MS = 20
BLOCK_SAMPLES = RATE * BLOCK_MS // 1000
BLOCK_BYTES = 2 * BLOCK_SAMPLES
NOTHING = bytes(BLOCK_BYTES)  # a block of silence


class AudioError(Exception):
    """Something about sound failed."""


class NoSource(AudioError):
    """A source cannot be opened."""


class NoSink(AudioError):
    """A loudspeaker cannot be opened."""


class SourceEnded(AudioError):
    """A recording is over."""


class SourceLost(AudioError):
    """A device has gone, or gives nothing any more."""


class Source(Protocol):
    """A microphone, a WAV file or standard input: blocks, one after another."""

    @property
    def live(self) -> bool:
        """True for a microphone: time passes by itself. False for a recording: time is counted in blocks."""

    def read(self, timeout: float) -> bytes | None:
        """The next block; None when none came within `timeout` seconds. Raises SourceEnded, SourceLost."""

    def drop(self) -> None:
        """Forget what is queued: what was recorded while the assistant itself spoke. Of a recording nothing."""

    def close(self) -> None:
        """Let go of the device or the file. More than once does no harm."""


def blocks_in(milliseconds: float) -> int:
    """How many whole blocks this time takes, at least one."""
    return max(1, -(-int(milliseconds) // BLOCK_MS))
