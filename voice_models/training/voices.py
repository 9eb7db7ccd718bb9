"""The free voices that speak for training, and those kept for tests; engines: espeak-ng, flite, festival, SVOX Pico."""

import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly  # type: ignore[import-untyped]  # ships no types

from voice_models.training.cepstrum import RATE, Floats

Sound = NDArray[np.floating[Any]]  # 16 kHz, one channel, from -1 to 1
_VARIANTS = (
    "Alex Alicia Andrea Andy Annie Denis Diogo Gene Gene2 Henrique Hugo Jacky Lee Marco Mario Michael Mike Mr adam "
    "anika antonio aunty belinda benjamin boris caleb david ed edward edward2 f1 f2 f3 f5 grandma grandpa gustave iven "
    "iven2 iven3 iven4 john kaukovalta klatt klatt2 klatt3 klatt4 linda m1 m2 m3 m4 m5 m6 m7 marcelo max miguel "
    "norbert pablo paul pedro quincy rob robert sandro shelby steph2 steph3 travis victor zac"
)
_ACCENTS = (*["en-us"] * 8, "en-us-nyc", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029")
ANY = "*"  # another voice of espeak-ng each time


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine."""

    engine: str
    name: str

    def __str__(self) -> str:
        return f"{self.engine}/{'mix' if self.name == ANY else self.name}"


# Voices and their shares of what is said in training.
TRAIN = {
    Voice("flite", "slt"): 4,
    Voice("flite", "awb"): 3,
    Voice("flite", "kal16"): 2.5,
    Voice("festival", "ked_diphone"): 2.5,
    Voice("festival", "cmu_us_slt_arctic_hts"): 2.5,
    Voice("pico", "en-US"): 6,
    Voice("espeak", ANY): 8,
}
# Never heard in training.
TEST = (
    Voice("flite", "rms"),
    Voice("pico", "en-GB"),
    Voice("espeak", "en-us+f4"),
    Voice("espeak", "en-us+m8"),
    Voice("espeak", "en-gb-x-gbclan+steph"),
)
# Of the training's kind: settings are chosen with them.
TUNE = (
    Voice("flite", "slt"),
    Voice("flite", "awb"),
    Voice("pico", "en-US"),
    Voice("espeak", "en-us+steph2"),
    Voice("espeak", "en-gb+michel"),
)


def speak(
    voice: Voice, said: Sequence[tuple[str, float]], rng: random.Random, pitches: Sequence[float] | None = None
) -> Iterator[Sound | None]:
    """Texts, each with how much slower than usual it is spoken (1.1: a tenth), as sounds; None where one failed.

    With `pitches`, voices are raised by such a factor (1.1: a tenth), formants and all, and made shorter by it.
    """
    raised = pitches or [1.0] * len(said)
    with tempfile.TemporaryDirectory() as made:
        files = (
            _festival(voice, said, Path(made)) if voice.engine == "festival" else _each(voice, said, rng, Path(made))
        )
        for file, pitch in zip(files, raised, strict=True):
            if file is None or not file.exists():
                yield None
                continue
            samples, rate = soundfile.read(file)
            yield resampled(samples, rate, pitch)


def resampled(samples: Floats, rate: int, pitch: float = 1.0) -> Sound:
    """One channel at 16 kHz, with its pitch raised by a factor."""
    one = samples[:, 0] if samples.ndim > 1 else samples
    target = round(RATE / pitch / 100) * 100
    common = int(np.gcd(target, rate))
    return np.asarray(resample_poly(one, target // common, rate // common) if target != rate else one)


def trimmed(sound: Sound, threshold: float = 0.008) -> Sound:
    """Without the silence at both ends, but for 30 ms before and 50 ms after."""
    loud = np.flatnonzero(np.abs(sound) > threshold * max(2e-6, float(np.abs(sound).max())))
    return sound[max(0, loud[0] - 480) : loud[-1] + 800] if len(loud) else sound


def _each(voice: Voice, said: Sequence[tuple[str, float]], rng: random.Random, folder: Path) -> Iterator[Path | None]:
    """A program run for each text; the file is good until the next one is asked for."""
    file = folder / "said.wav"
    for text, slower in said:
        file.unlink(missing_ok=True)
        try:
            subprocess.run(_command(voice, text, slower, file, rng), capture_output=True, check=True, timeout=60)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            yield None
        else:
            yield file


def _command(voice: Voice, text: str, slower: float, file: Path, rng: random.Random) -> list[str]:
    match voice.engine:
        case "espeak":
            name = f"{rng.choice(_ACCENTS)}+{rng.choice(_VARIANTS.split())}" if voice.name == ANY else voice.name
            pace, pitch = str(int(165 / slower)), str(rng.randint(25, 75))
            return ["espeak-ng", "-v", name, "-s", pace, "-p", pitch, "-w", str(file), text]
        case "flite":
            return [
                "flite",
                "-voice",
                voice.name,
                "--setf",
                f"duration_stretch={slower:.2f}",
                "-t",
                text,
                "-o",
                str(file),
            ]
        case _:
            pitch, pace = str(rng.randint(80, 125)), str(int(min(180, max(60, 100 / slower))))
            spoken = f'<pitch level="{pitch}"><speed level="{pace}">{text}</speed></pitch>'
            return ["pico2wave", "-l", voice.name, "-w", str(file), spoken]


def _festival(voice: Voice, said: Sequence[tuple[str, float]], folder: Path) -> Sequence[Path]:
    """One run for all texts: the program takes long to start."""
    files = [folder / f"{place}.wav" for place in range(len(said))]
    script = [f"(voice_{voice.name})"]
    for (text, slower), file in zip(said, files, strict=True):
        script.append(f"(Parameter.set 'Duration_Stretch {slower:.2f})")
        script.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{file}" \'riff)')
    job = folder / "job.scm"
    job.write_text("\n".join(script), "utf-8")
    subprocess.run(["festival", "--batch", str(job)], capture_output=True, check=False, timeout=1200)
    return files
