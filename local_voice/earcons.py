"""Short sounds instead of words: it listens now, it listens no more. Made here, kept nowhere."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from local_voice.player import RATE
from skill.speech.sound import Sound

LISTENING = "listening"
CLOSED = "closed"

# Pairs of Hz and ms; none is longer than 0.15 s.
_NOTES = {
    LISTENING: ((660, 50), (880, 60)),
    CLOSED: ((880, 40), (660, 60)),
}
_LOUDNESS = 0.12  # of full scale
_EDGE_MS = 8  # of fading in and out, so that nothing clicks


@cache
def earcon(name: str) -> Sound:
    """The sound of this name."""
    return Sound(RATE, b"".join(_tone(*note) for note in _NOTES[name]))


def names() -> Sequence[str]:
    """All there are."""
    return tuple(_NOTES)


def _tone(hertz: int, milliseconds: int) -> bytes:
    count, edge = RATE * milliseconds // 1000, RATE * _EDGE_MS // 1000
    wave = np.sin(2 * np.pi * hertz * np.arange(count) / RATE)
    ramp = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / edge)
    return (wave * ramp * _LOUDNESS * 32767).astype("<i2").tobytes()
