"""Utterances to score, clean and with noise, and libvosk hearing them in pieces of 0.2 s as a microphone gives them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import soundfile

from voice_models.training import orders
from voice_models.training.cepstrum import RATE
from voice_models.training.folders import DATA
from voice_models.training.noise import KITCHEN
from voice_models.training.synthesize import REFERENCES
from voice_models.training.voices import Sound, resampled

PIECE = 3200  # samples
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Said:
    """A sound, who says it and what; of an order, only its label is known."""

    sound: Sound
    voice: str
    text: str = ""
    label: orders.Label | None = None


def decode(recogniser: Any, sound: Sound) -> str:
    """All that is heard, over all endpoints."""
    pcm = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    heard = [
        json.loads(recogniser.Result())["text"]
        for begin in range(0, len(pcm), 2 * PIECE)
        if recogniser.AcceptWaveform(pcm[begin : begin + 2 * PIECE])
    ]
    heard.append(json.loads(recogniser.FinalResult())["text"])
    return " ".join(each for each in heard if each)


def spoken(folder: Path) -> list[Said]:
    """What `synthesize test` or `synthesize tune` wrote. Raises click.ClickException."""
    try:
        texts = json.loads((folder / REFERENCES).read_text("utf-8"))
    except FileNotFoundError as error:
        raise click.ClickException(f"{folder.name} is missing: python -m voice_models.training.synthesize") from error
    return [Said(soundfile.read(folder / name)[0], name.rpartition("_")[0], texts[name]) for name in sorted(texts)]


def people() -> list[Said]:
    """The coffee orders that test."""
    labels = orders.labels()
    return [Said(soundfile.read(orders.CLEAN / name)[0], name, label=labels[name]) for name in orders.half("test")]


def digits() -> list[Said]:
    """Every tenth of the free-spoken-digit-dataset: six people at 8 kHz, never trained with."""
    found = []
    for file in sorted((DATA / "fsdd" / "recordings").glob("*.wav"))[::10]:
        samples, rate = soundfile.read(file)
        digit, speaker, _ = file.name.split("_")
        loud = resampled(samples / max(1e-3, float(np.abs(samples).max())) * 0.4, rate)
        whole = np.concatenate([np.zeros(RATE // 4), loud, np.zeros(6000)])
        found.append(Said(whole, speaker, DIGITS[int(digit)]))
    return found


def noisy(said: Sequence[Said], kind: str, db: float = 10) -> list[Said]:
    """With the second half of the kitchen ("kitchen"), or with four others talking ("babble"), at so many decibels."""
    rng = np.random.default_rng(1)
    kitchen = _kitchen() if kind == "kitchen" else np.zeros(0)
    found = []
    for each in said:
        length = len(each.sound)
        if kind == "kitchen":
            begin = rng.integers(0, len(kitchen) - length) if len(kitchen) > length else 0
            noise = np.resize(kitchen[begin : begin + length], length)
        else:
            others = (np.resize(said[place].sound, length) for place in rng.integers(0, len(said), 4))
            noise = np.sum([np.roll(other, rng.integers(0, length)) for other in others], axis=0)
        found.append(replace(each, sound=_with(each.sound, noise, db)))
    return found


def _kitchen() -> Sound:
    if not (DATA / KITCHEN).exists():
        raise click.ClickException(f"{KITCHEN} is missing: README.md says where it comes from")
    sound = soundfile.read(DATA / KITCHEN)[0]
    return np.asarray(sound[len(sound) // 2 :])


def _with(sound: Sound, noise: Sound, db: float) -> Sound:
    power = sound**2
    speech = power[power > np.percentile(power, 50)].mean()
    return np.asarray(sound + noise * np.sqrt(speech / (noise**2).mean() / 10 ** (db / 10)))
