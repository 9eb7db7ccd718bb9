"""Speech for tests: espeak-ng speaks, once a text and voice, and the file is kept under `var/`."""

import hashlib
import shutil
import subprocess
import wave
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from local_voice.audio import BLOCK_BYTES, BLOCK_MS, RATE, SourceEnded
from local_voice.recordings import wav_file
from tests.local_voice.models import model_for

FOLDER = Path(__file__).parents[2] / "var" / "tests" / "speech"
VOICES = {"en": "en-us", "fr": "fr-fr"}
LEAD_MS, TAIL_MS = 500, 1200  # of silence around what is spoken
_LOUDNESS = 10_000
_HISS = 3.0  # of a recorder, in steps of int16

Samples = NDArray[np.float32]

can_hear = pytest.mark.skipif(
    find_spec("vosk") is None or shutil.which("espeak-ng") is None or model_for("en-US") is None,
    reason="needs vosk (requirements-voice.txt), espeak-ng and an English model of speech",
)


def spoken(text: str, voice: str) -> Path:
    """The WAV file of this text: 16 kHz mono, silence around it. `voice` is espeak-ng's, or "flite:<name>"."""
    key = hashlib.sha256(f"{voice}\n{text}".encode()).hexdigest()[:24]
    path = FOLDER / f"{key}.wav"
    if not path.is_file():
        FOLDER.mkdir(parents=True, exist_ok=True)
        raw = path.with_suffix(".raw.wav")
        subprocess.run(_command(text, voice, raw), check=True, capture_output=True)
        sound = padded(levelled(samples(raw)))
        raw.unlink()
        aside = path.with_suffix(".aside")
        wav(aside, as_bytes(sound))
        aside.replace(path)
    return path


def wav(path: Path, sound: bytes) -> None:
    """A WAV file of this sound."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(sound)


def _command(text: str, voice: str, out: Path) -> list[str]:
    engine, _, name = voice.rpartition(":")
    if engine == "flite":
        return ["flite", "-voice", name, "-t", text, "-o", str(out)]
    return ["espeak-ng", "-v", name, "-s", "150", "-w", str(out), "--", text]


def samples(path: Path) -> Samples:
    """A whole WAV file at 16 kHz, -32768 to 32767."""
    recording, blocks = wav_file(path), []
    try:
        while block := recording.read(0):
            blocks.append(block)
    except SourceEnded:
        recording.close()
    return np.frombuffer(b"".join(blocks), "<i2").astype(np.float32)


def levelled(sound: Samples) -> Samples:
    """Without the silence around it, at a speaker's usual level."""
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    cut = sound[loud[0] : loud[-1] + 1]
    return np.asarray(cut / np.abs(cut).max() * _LOUDNESS, np.float32)


def padded(sound: Samples, lead_ms: int = LEAD_MS, tail_ms: int = TAIL_MS) -> Samples:
    """With a recorder's silence around it."""
    quiet = [np.zeros(RATE * each // 1000, np.float32) for each in (lead_ms, tail_ms)]
    whole = np.concatenate([quiet[0], sound, quiet[1]])
    return np.asarray(whole + np.random.default_rng(1).normal(0, _HISS, len(whole)), np.float32)


def as_bytes(sound: Samples) -> bytes:
    """Samples as int16."""
    return np.clip(np.rint(sound), -32768, 32767).astype("<i2").tobytes()


class Sound:
    """Samples as a source."""

    live = False

    def __init__(self, sound: Samples | bytes) -> None:
        whole = sound if isinstance(sound, bytes) else as_bytes(sound)
        whole = whole[: len(whole) // BLOCK_BYTES * BLOCK_BYTES]
        self._blocks = iter([whole[at : at + BLOCK_BYTES] for at in range(0, len(whole), BLOCK_BYTES)])

    def read(self, timeout: float) -> bytes | None:  # noqa: ARG002  # a recording never lets one wait
        block = next(self._blocks, None)
        if block is None:
            raise SourceEnded("over")
        return block

    def drop(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


def silence(milliseconds: int) -> Samples:
    """A quiet room."""
    return padded(np.zeros(0, np.float32), milliseconds // BLOCK_MS * BLOCK_MS, 0)
