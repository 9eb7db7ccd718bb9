"""What is spoken: samples, and WAV files of them. Knows no engine and no device."""

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_SILENT = 60  # of 32767


class Mute(Exception):
    """Nothing could be spoken."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono int16 little-endian samples, so many (`rate`) a second."""

    rate: int
    pcm: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / 2 / self.rate


def trimmed(sound: Sound, pause_ms: int) -> Sound:
    """With at most so much silence at its end: engines add a third of a second to every sentence."""
    samples = np.abs(np.frombuffer(sound.pcm, "<i2").astype(np.int32))
    loud = np.flatnonzero(samples > _SILENT)
    end = (int(loud[-1]) + 1 if len(loud) else 0) + sound.rate * pause_ms // 1000
    return Sound(sound.rate, sound.pcm[: 2 * end])


def read_wav(file: bytes) -> Sound:
    """The sound in a WAV file. Raises Mute when it is none, or not of 16 bits in one channel."""
    try:
        with wave.open(io.BytesIO(file)) as read:
            if (read.getnchannels(), read.getsampwidth()) != (1, 2):
                raise Mute("what was spoken is not mono with 16 bits")
            return Sound(read.getframerate(), read.readframes(read.getnframes()))
    except (wave.Error, EOFError) as error:
        raise Mute("what was spoken cannot be read") from error


def wav_of(sounds: Sequence[Sound]) -> bytes:
    """Sounds of one rate, one after another, as a WAV file. Raises Mute when there are none, or of several rates."""
    rates = {sound.rate for sound in sounds}
    if len(rates) != 1:
        raise Mute("there is nothing to say" if not rates else "one text was spoken at several rates")
    out = io.BytesIO()
    with wave.open(out, "wb") as whole:
        whole.setparams((1, 2, rates.pop(), 0, "NONE", ""))
        whole.writeframes(b"".join(sound.pcm for sound in sounds))
    return out.getvalue()
