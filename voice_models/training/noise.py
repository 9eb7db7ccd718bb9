"""Noise to train with, as log-mel features: colours, hum, wind, music-like notes, knocks; half of a kitchen."""

from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
import soundfile
from scipy.signal import lfilter  # type: ignore[import-untyped]  # ships no types

from voice_models.training.cepstrum import RATE
from voice_models.training.features import log_mel
from voice_models.training.folders import DATA, WORK
from voice_models.training.voices import Sound

SAMPLES = 30 * RATE
KITCHEN = Path("barista") / "data" / "noise" / "kitchen.wav"  # its second half is kept for tests
_LEVEL = 8000 / 32768


def noises(rng: np.random.Generator) -> Iterator[tuple[str, Sound]]:
    """Half a minute of each, by name; at any level."""
    for number, slope in enumerate((0.0, 1.0, 2.0, 1.5, 0.5)):  # white, pink, brown, between
        hertz = np.maximum(np.fft.rfftfreq(SAMPLES, 1 / RATE), 20)
        yield f"slope{number}", np.fft.irfft(np.fft.rfft(rng.standard_normal(SAMPLES)) / hertz ** (slope / 2))
    for number, hertz in enumerate((50, 60, 100, 120, 180)):
        yield f"hum{number}", _hum(rng, hertz)
    for number in range(10):  # water, wind, fans, traffic
        coloured = lfilter([1], [1, -rng.uniform(0.3, 0.98)], rng.standard_normal(SAMPLES))
        swell = np.abs(lfilter([1], [1, -0.9995], rng.standard_normal(SAMPLES)))
        yield f"mod{number}", coloured * (0.2 + swell / swell.max())
    for number in range(10):
        yield f"music{number}", _music(rng)
    for number in range(6):
        yield f"knock{number}", _knocks(rng)


def _hum(rng: np.random.Generator, hertz: int) -> Sound:
    """Mains and motors."""
    time, total = np.arange(SAMPLES) / RATE, 0.3 * rng.standard_normal(SAMPLES)
    for harmonic in range(1, 40):
        total += rng.uniform(0, 1) / harmonic * np.sin(2 * np.pi * hertz * harmonic * time + rng.uniform(0, 6))
    return total


def _music(rng: np.random.Generator) -> Sound:
    total = np.zeros(SAMPLES)
    for _ in range(220):
        begin, length = rng.integers(0, SAMPLES - RATE), rng.integers(2000, RATE)
        hertz, time = 110 * 2 ** (rng.integers(0, 36) / 12), np.arange(length) / RATE
        tone = np.sum([np.sin(2 * np.pi * hertz * each * time) / each for each in range(1, 8)], axis=0)
        total[begin : begin + length] += np.exp(-time * rng.uniform(1, 8)) * tone
    return total


def _knocks(rng: np.random.Generator) -> Sound:
    """Clicks, knocks, dishes."""
    total = 0.02 * rng.standard_normal(SAMPLES)
    for _ in range(150):
        begin, length = rng.integers(0, SAMPLES - 4000), rng.integers(200, 4000)
        time = np.arange(length) / RATE
        ringing = rng.uniform(0.3, 2) * np.exp(-time * rng.uniform(20, 200))
        tone = np.sin(2 * np.pi * rng.uniform(300, 6000) * time)
        total[begin : begin + length] += ringing * (rng.standard_normal(length) * 0.5 + tone)
    return total


@click.command()
def main() -> None:
    """Write the noises; without the kitchen when data/ has none."""
    folder = WORK / "noise"
    folder.mkdir(parents=True, exist_ok=True)
    made = dict(noises(np.random.default_rng(3)))
    if (DATA / KITCHEN).exists():
        sound, _ = soundfile.read(DATA / KITCHEN)
        made["kitchen"] = sound[: len(sound) // 2]
    for name, sound in made.items():
        np.save(folder / f"{name}.npy", log_mel(sound / np.abs(sound).max() * _LEVEL).astype(np.float16))
    click.echo(f"{len(made)} noises.")


if __name__ == "__main__":
    main()
