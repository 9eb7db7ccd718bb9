"""Speech made by programs: shards of features to train with, sound files to test and to tune with."""

import json
import multiprocessing
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import soundfile

from voice_models.training import shards, texts, voices
from voice_models.training.cepstrum import RATE
from voice_models.training.features import FULL_SCALE, log_mel
from voice_models.training.folders import WORK
from voice_models.training.voices import Sound, Voice

SHARD = 300  # utterances
TESTED, TUNED = 60, 20  # sentences a voice
TUNE_FROM = 300  # the sentences before this one test
REFERENCES = "refs.json"  # file name -> what is said in it
_SHORTEST = 2000  # samples: anything shorter is a failure of the program
_Job = tuple[Path, Voice, Sequence[str], int]


def jobs(said: Sequence[str], folder: Path) -> list[_Job]:
    """Shards of SHARD sentences, the voices taking turns by their shares."""
    credit = dict.fromkeys(voices.TRAIN, 0.0)
    found: list[_Job] = []
    for number in range(len(said) // SHARD):
        for voice, share in voices.TRAIN.items():
            credit[voice] += share
        chosen = max(credit, key=lambda voice: credit[voice])
        credit[chosen] -= sum(voices.TRAIN.values())
        file = folder / f"tts_{number:04d}_{str(chosen).replace('/', '_')}.npz"
        found.append((file, chosen, said[number * SHARD : (number + 1) * SHARD], number))
    return found


def shard(file: Path, voice: Voice, said: Sequence[str], seed: int) -> None:
    """Speak these sentences, at many paces and pitches, and write their features."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    pitches = [rng.choice([1.0, rng.uniform(0.86, 1.2)]) for _ in said]
    paced = [(text, pitch * rng.uniform(0.8, 1.25)) for text, pitch in zip(said, pitches, strict=True)]
    features, kept = [], []
    for text, sound in zip(said, voices.speak(voice, paced, rng, pitches), strict=True):
        if sound is None or len(sound) < _SHORTEST:
            continue
        lead, tail = rng.uniform(0.1, 0.5), rng.uniform(0.15, 0.7)
        hiss = rng.choice([0.0, 0.5, 1, 2, 4, 8]) / FULL_SCALE  # of a recorder
        whole = _placed(voices.trimmed(sound), 0.5, int(lead * RATE), int(tail * RATE))
        features.append(log_mel(whole + hiss * noise.standard_normal(len(whole))))
        kept.append(text)
    if not kept:
        raise click.ClickException(_silent(voice))
    shards.write(file, features, kept, str(voice))


def spoken(
    speakers: Sequence[Voice], said: Sequence[str], each: int, rng: random.Random, folder: Path
) -> dict[str, str]:
    """Sound files of `each` sentences a voice, and what is said in them by their names."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, str] = {}
    for number, voice in enumerate(speakers):
        part = said[number * each : (number + 1) * each]
        sounds = voices.speak(voice, [(text, rng.uniform(0.9, 1.1)) for text in part], rng)
        for place, (text, sound) in enumerate(zip(part, sounds, strict=True)):
            if sound is None:
                raise click.ClickException(_silent(voice))
            whole = _placed(sound, 0.4, 4800, 8000)
            whole = whole + np.random.default_rng(place).standard_normal(len(whole)) * 2 / FULL_SCALE
            name = f"{str(voice).replace('/', '_')}_{place:03d}.wav"
            soundfile.write(folder / name, whole, RATE, subtype="PCM_16")
            written[name] = text
    (folder / REFERENCES).write_text(json.dumps(written, indent=1), "utf-8")
    return written


def _silent(voice: Voice) -> str:
    return f"{voice} does not speak: run install.sh, or see why its program does not start"


def _placed(sound: Sound, peak: float, before: int, after: int) -> Sound:
    """At this level, with silence around it (samples)."""
    loud = sound / max(1e-6, float(np.abs(sound).max())) * peak
    return np.concatenate([np.zeros(before), loud, np.zeros(after)])


def _guarded(job: _Job, end: float) -> None:
    if time.time() > end:
        return
    try:
        shard(*job)
        click.echo(job[0].name)
    except Exception as error:  # noqa: BLE001  one shard that fails must not stop the others
        click.echo(f"{job[0].name} failed: {error}", err=True)


@click.group()
def main() -> None:
    """Speech made by programs."""


@main.command()
@click.argument("seconds", type=float, default=3600)
@click.option("--processes", type=int, default=2, show_default=True)
def train(seconds: float, processes: int) -> None:
    """Shards to train with, begun within so many SECONDS; those that are there already are kept."""
    end = time.time() + seconds
    with multiprocessing.Pool(processes) as pool:
        waiting: list[Any] = [
            pool.apply_async(_guarded, (job, end))
            for job in jobs(texts.read(texts.TRAIN), WORK / "feats")
            if not job[0].exists()
        ]
        for each in waiting:
            each.get()


@main.command()
def test() -> None:
    """Sound files of voices kept out of training, and features of every third one to watch training with."""
    folder = WORK / "test_tts"
    said = spoken(voices.TEST, texts.read(texts.TEST), TESTED, random.Random(11), folder)
    watched = sorted(said)[::3]
    features = [log_mel(soundfile.read(folder / name)[0]) for name in watched]
    shards.write(WORK / "dev" / "tts.npz", features, [said[name] for name in watched], "test voices")
    click.echo(f"{len(said)} utterances to test with, {len(watched)} of them watched during training.")


@main.command()
def tune() -> None:
    """Sound files to choose settings with: voices of the training's kind, sentences that are used nowhere else."""
    said = texts.read(texts.TEST)[TUNE_FROM:]
    click.echo(f"{len(spoken(voices.TUNE, said, TUNED, random.Random(12), WORK / 'dev_tts'))} utterances to tune with.")


if __name__ == "__main__":
    main()
